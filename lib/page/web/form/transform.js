// What the transforms of a data mapping do to a sample, for the preview. The worker's own code has the last word.

const pad = (number, width = 2) => String(number).padStart(width, '0');

function toBoolean(value) {
  if (typeof value === 'boolean') return value;
  if (/^(true|yes|1|on)$/i.test(String(value))) return true;
  if (/^(false|no|0|off|)$/i.test(String(value))) return false;
  throw new Error('boolean');
}

function toNumber(value) {
  const number = typeof value === 'boolean' ? Number(value) : Number(String(value).trim());
  if (String(value).trim() === '' || !Number.isFinite(number)) throw new Error('number');
  return number;
}

const dateParts = /yyyy|MM|dd|HH|mm|ss/g;

function readDate(text, format) {
  if (format === 'unix-milliseconds') return new Date(toNumber(text));
  if (format === 'unix-seconds') return new Date(toNumber(text) * 1000);
  if (!dateParts.test(format)) {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw new Error('date');
    return date;
  }
  dateParts.lastIndex = 0;
  const names = [];
  const source = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(dateParts, (token) => {
    names.push(token);
    return token === 'yyyy' ? '(\\d{4})' : '(\\d{2})';
  });
  const found = new RegExp(`^${source}`).exec(String(text));
  if (!found) throw new Error('date');
  const part = Object.fromEntries(names.map((name, index) => [name, Number(found[index + 1])]));
  return new Date(Date.UTC(part.yyyy ?? 1970, (part.MM ?? 1) - 1, part.dd ?? 1, part.HH ?? 0, part.mm ?? 0, part.ss ?? 0));
}

function writeDate(date, format) {
  if (format === 'unix-milliseconds') return date.getTime();
  if (format === 'unix-seconds') return Math.floor(date.getTime() / 1000);
  if (format === 'date') return date.toISOString().slice(0, 10);
  dateParts.lastIndex = 0;
  if (!dateParts.test(format)) return date.toISOString().replace('.000Z', 'Z');
  dateParts.lastIndex = 0;
  const parts = { yyyy: pad(date.getUTCFullYear(), 4), MM: pad(date.getUTCMonth() + 1), dd: pad(date.getUTCDate()), HH: pad(date.getUTCHours()), mm: pad(date.getUTCMinutes()), ss: pad(date.getUTCSeconds()) };
  return format.replace(dateParts, (token) => parts[token]);
}

const plain = (html) => html.replace(/<br\s*\/?>|<\/p>/gi, '\n').replace(/<[^>]*>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&').trim();
const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const operations = {
  trim: (value) => String(value).trim(),
  lowerCase: (value) => String(value).toLowerCase(),
  upperCase: (value) => String(value).toUpperCase(),
  toString: (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)),
  toNumber,
  toBoolean,
  markdownToHtml: (value) => `<p>${escape(String(value)).replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>').replace(/\*(.+?)\*/g, '<em>$1</em>').replace(/\n{2,}/g, '</p><p>')}</p>`,
  htmlToText: (value) => plain(String(value)),
  truncate: (value, { length }) => [...String(value)].slice(0, length).join(''),
  formatDate: (value, { from, to }) => writeDate(readDate(value, from), to),
  split: (value, { separator }) => String(value).split(separator),
  join: (value, { separator }) => (Array.isArray(value) ? value.join(separator) : String(value)),
  template: (value, { template }) => template.replace(/\{\{?\s*value\s*\}?\}/g, String(value)),
  scale: (value, { factor }) => toNumber(value) * factor,
};

/** The value after a pipeline; throws with the operation's name where one fails. */
export function run(pipeline, value) {
  return (pipeline ?? []).reduce((now, step) => {
    if (!Object.hasOwn(operations, step?.operation ?? '')) return now;
    try {
      return operations[step.operation](now, step);
    } catch {
      throw new Error(step.operation);
    }
  }, value);
}

/** A value through a value map: {value} or {unmapped: 'error' | 'skip' | 'useDefault'}. */
export function translate(valueMap, value, from = 'remote', to = 'local') {
  const pairs = valueMap?.pairs ?? [];
  if (pairs.length === 0) return { value };
  const fitting = pairs.filter((pair) => String(pair[from]) === String(value));
  const pair = fitting.find((candidate) => candidate.primary) ?? fitting[0];
  if (pair) return { value: pair[to] };
  const rule = valueMap.unmapped ?? 'error';
  return rule === 'passThrough' ? { value } : { unmapped: rule };
}
