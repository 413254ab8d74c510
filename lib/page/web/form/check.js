// Checks a value against a schema the way the server does, with the same codes and pointers, so that most mistakes are told
// before anything is sent. The server has the last word: what cannot be checked here is left to it.
import { at, equal, isObject, join } from './pointer.js';
import { branchOf, discriminatorOf, isSecret, isVisible, kindOf, takes, typesOf } from './schema.js';
import { hasFormat } from './formats.js';

const forgiven = new Set(['required', 'dependentRequired', 'minItems', 'minProperties', 'contains']);
const patterns = new Map();

function matches(pattern, text) {
  if (!patterns.has(pattern)) {
    let expression = null;
    for (const flags of ['u', '']) {
      try {
        expression ??= new RegExp(pattern, flags);
      } catch { /* another dialect: the server checks it */ }
    }
    patterns.set(pattern, expression);
  }
  return patterns.get(pattern)?.test(text) ?? true;
}

/**
 * Every issue of a section: [{pointer, code, params}], as the server would answer it.
 * @param {SchemaDocument} document
 * @param {*} value the section without its secrets
 * @param {{prefix?: string, draft?: boolean, hasSecret?: (pointer: string) => boolean, secretText?: (pointer: string) => string|undefined}} options
 */
export function check(document, value, { prefix = '', draft = false, hasSecret = () => false, secretText = () => undefined } = {}) {
  const issues = [];
  const own = Object.hasOwn;
  const counts = ({ code }, lenient) => !lenient || !forgiven.has(code);
  const valid = (schema, instance, pointer = '', lenient = false) => {
    let right = true;
    walk(schema, instance, pointer, (issue) => { right &&= !counts(issue, lenient); }, 0);
    return right;
  };

  function walk(raw, instance, pointer, report, depth) {
    if (depth > 64) return;
    const schema = document.resolve(raw);
    const say = (code, params = {}, where = pointer) => report({ pointer: where, code, params: Object.hasOwn(schema, code) ? { [code]: schema[code] } : params });
    const kind = kindOf(instance);
    if (schema.type !== undefined && !takes(schema, instance)) return report({ pointer, code: 'type', params: { allowed: [schema.type].flat() } });
    if (kind === 'number' || kind === 'integer') numbers(schema, instance, say);
    if (kind === 'string') strings(schema, instance, say);
    if (kind === 'array') arrays(schema, instance, pointer, say, report, depth);
    if (kind === 'object') objects(schema, instance, pointer, say, report, depth);
    if (own(schema, 'const') && !equal(schema.const, instance)) say('const');
    if (Array.isArray(schema.enum) && !schema.enum.some((option) => equal(option, instance))) say('enum');
    for (const part of schema.allOf ?? []) walk(part, instance, pointer, report, depth + 1);
    for (const keyword of ['oneOf', 'anyOf']) if (schema[keyword]) branches(schema, keyword, instance, pointer, say, report, depth);
    if (own(schema, 'not') && valid(schema.not, instance, pointer)) say('not');
    if (own(schema, 'if')) {
      const next = valid(schema.if, instance, pointer) ? schema.then : schema.else;
      if (next !== undefined) walk(next, instance, pointer, report, depth + 1);
    }
  }

  function branches(schema, keyword, instance, pointer, say, report, depth) {
    const options = schema[keyword];
    const into = (option) => walk(option, instance, pointer, report, depth + 1);
    if (options.length === 1) return into(options[0]);
    const told = isObject(instance) ? discriminatorOf(document, options) : null;
    const chosen = told ? branchOf(document, options, instance, told) : -1;
    if (chosen >= 0) return into(options[chosen]);
    if (told && own(instance, told.name)) return say('enum', {}, join(pointer, told.name));
    if (told && draft) return undefined;
    const fitting = (lenient) => options.filter((option) => valid(option, instance, pointer, lenient)).length;
    const count = fitting(draft);
    // What is incomplete may fit several forms; what is complete may not.
    if (count === 1 || (count > 1 && (keyword === 'anyOf' || (draft && fitting(false) <= 1)))) return undefined;
    if (told) return say('required', {}, join(pointer, told.name));
    const forKind = options.filter((option) => takes(document.resolve(option), instance));
    if (count === 0 && forKind.length === 0) return report({ pointer, code: 'type', params: { allowed: [...new Set(options.flatMap((option) => typesOf(document.resolve(option))))] } });
    return count === 0 && forKind.length === 1 ? into(forKind[0]) : say(keyword);
  }

  function objects(schema, instance, pointer, say, report, depth) {
    const properties = schema.properties ?? {};
    const shown = (name) => !own(properties, name)
      || isVisible(document.resolve(properties[name])['x-ig-visible-when'], (place) => at(value, place));
    for (const name of schema.required ?? []) {
      const place = join(pointer, name);
      if (own(instance, name) || !shown(name) || (own(properties, name) && isSecret(document.resolve(properties[name])) && hasSecret(prefix + place))) continue;
      say('required', {}, place);
    }
    for (const [name, needed] of Object.entries(schema.dependentRequired ?? {})) {
      if (!own(instance, name)) continue;
      for (const other of needed) if (!own(instance, other)) say('dependentRequired', {}, join(pointer, other));
    }
    for (const [name, sub] of Object.entries(schema.dependentSchemas ?? {})) if (own(instance, name)) walk(sub, instance, pointer, report, depth + 1);
    const names = Object.keys(instance);
    if (schema.minProperties !== undefined && names.length < schema.minProperties) say('minProperties');
    if (schema.maxProperties !== undefined && names.length > schema.maxProperties) say('maxProperties');
    for (const name of names) {
      const place = join(pointer, name);
      let known = false;
      if (own(properties, name)) {
        known = true;
        if (shown(name)) walk(properties[name], instance[name], place, report, depth + 1);
      }
      for (const [pattern, sub] of Object.entries(schema.patternProperties ?? {})) {
        if (!matches(pattern, name)) continue;
        known = true;
        walk(sub, instance[name], place, report, depth + 1);
      }
      if (schema.propertyNames !== undefined && !valid(schema.propertyNames, name)) say('propertyNames', {}, place);
      if (known || schema.additionalProperties === undefined) continue;
      if (schema.additionalProperties === false) say('unknown-member', {}, place);
      else walk(schema.additionalProperties, instance[name], place, report, depth + 1);
    }
    // A secret is never in the value: what was typed stands beside it.
    for (const name of Object.keys(properties)) {
      const sub = document.resolve(properties[name]);
      const text = isSecret(sub) && !own(instance, name) && shown(name) ? secretText(prefix + join(pointer, name)) : undefined;
      if (text !== undefined) walk(properties[name], text, join(pointer, name), report, depth + 1);
    }
  }

  function arrays(schema, instance, pointer, say, report, depth) {
    if (schema.minItems !== undefined && instance.length < schema.minItems) say('minItems');
    if (schema.maxItems !== undefined && instance.length > schema.maxItems) say('maxItems');
    if (schema.uniqueItems === true) {
      const twice = instance.findIndex((item, index) => instance.slice(0, index).some((other) => equal(other, item)));
      if (twice >= 0) report({ pointer, code: 'uniqueItems', params: { second: twice } });
    }
    if (schema.contains !== undefined) {
      const count = instance.filter((item) => valid(schema.contains, item)).length;
      if (count < (schema.minContains ?? 1)) say('contains');
      if (count > (schema.maxContains ?? Infinity)) say('maxContains');
    }
    const first = schema.prefixItems ?? [];
    if (schema.items === false && instance.length > first.length) report({ pointer, code: 'items', params: { maximum: first.length } });
    instance.forEach((item, index) => {
      const sub = index < first.length ? first[index] : schema.items;
      if (sub !== undefined && sub !== false) walk(sub, item, join(pointer, index), report, depth + 1);
    });
  }

  // One thing at a time is said of a place.
  const first = (issue) => counts(issue, draft) && !issues.some(({ pointer }) => pointer === issue.pointer);
  walk(document.root, value ?? {}, '', (issue) => first(issue) && issues.push(issue), 0);
  return issues.map((issue) => ({ ...issue, pointer: prefix + issue.pointer }));
}

function numbers(schema, instance, say) {
  if (schema.minimum !== undefined && instance < schema.minimum) say('minimum');
  if (schema.maximum !== undefined && instance > schema.maximum) say('maximum');
  if (schema.exclusiveMinimum !== undefined && instance <= schema.exclusiveMinimum) say('exclusiveMinimum');
  if (schema.exclusiveMaximum !== undefined && instance >= schema.exclusiveMaximum) say('exclusiveMaximum');
  if (schema.multipleOf !== undefined) {
    const quotient = instance / schema.multipleOf;
    if (Math.abs(quotient - Math.round(quotient)) > 1e-9 * Math.max(1, Math.abs(quotient))) say('multipleOf');
  }
}

function strings(schema, instance, say) {
  const length = [...instance].length;
  if (schema.minLength !== undefined && length < schema.minLength) say('minLength');
  if (schema.maxLength !== undefined && length > schema.maxLength) say('maxLength');
  if (schema.pattern !== undefined && !matches(schema.pattern, instance)) say('pattern');
  if (schema.format !== undefined && !hasFormat(schema.format, instance)) say('format');
}
