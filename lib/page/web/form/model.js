// The two sides of a data mapping: objects and fields with their names, types and known values. Pure functions.
import { humanise } from '../text.js';

export function objectsOf(models, side) {
  return Object.entries(models[side] ?? {}).map(([name, object]) => ({ name, title: object.title ?? humanise(name) }));
}

export function fieldsOf(models, side, object) {
  const all = models[side] ?? {};
  const fields = object !== undefined && Object.hasOwn(all, object) ? all[object].fields ?? {} : {};
  return Object.entries(fields).map(([name, field]) => ({ ...field, name, title: field.title ?? humanise(name) }));
}

export const fieldOf = (models, side, object, name) => fieldsOf(models, side, object).find((field) => field.name === name);

const isDated = (format) => ['date', 'date-time', 'unix-milliseconds', 'unix-seconds'].includes(format);

/** Whether a value of the source can be stored in the target without a transform. Unknown sides fit. */
export function fits(source, target) {
  if (!source?.type || !target?.type) return true;
  if (isDated(source.format) || isDated(target.format)) return source.format === target.format || !isDated(target.format);
  if (target.type === 'string') return source.type !== 'object' && source.type !== 'array';
  if (target.type === 'number') return source.type === 'number' || source.type === 'integer';
  return source.type === target.type;
}

/** A value to try a mapping with. */
export function sampleOf(field) {
  if (field === undefined) return '';
  if (field.values?.length > 0) return String(field.values[0]);
  switch (field.format) {
    case 'email': return 'ada@example.com';
    case 'date': return '2026-11-22';
    case 'date-time': return '2026-11-22T09:30:00Z';
    case 'unix-milliseconds': return '1795339800000';
    case 'unix-seconds': return '1795339800';
    case 'uri': return 'https://example.com/1';
    default: break;
  }
  switch (field.type) {
    case 'integer': return '3';
    case 'number': return '1.5';
    case 'boolean': return 'true';
    case 'array': return '[]';
    case 'object': return '{}';
    default: return field.title;
  }
}

/** A sample's text as the value of a field's type. */
export function readSample(text, field) {
  if (field?.type === 'integer' || field?.type === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (field?.type === 'boolean' && /^(true|false)$/.test(text.trim())) return text.trim() === 'true';
  if (field?.type === 'array' || field?.type === 'object') {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}

/** "Text", "Date": what the type of a field is called. */
export function typeName(field, messages) {
  if (!field?.type) return '';
  const key = isDated(field.format) ? 'type.date' : field.format === 'email' ? 'type.email' : field.values?.length > 0 ? 'type.choice' : `type.${field.type}`;
  return messages.has(key) ? messages.t(key) : field.type;
}

/** The same where it alone does not tell two fields apart: how a date is written. */
export function exactTypeName(field, messages) {
  const key = `type.${field.format ?? field.type}`;
  return messages.has(key) ? messages.t(key) : field.format ?? field.type;
}
