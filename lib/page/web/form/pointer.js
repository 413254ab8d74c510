// JSON Pointer (RFC 6901) and comparison of JSON values. Pure functions.

export const escapeToken = (token) => String(token).replace(/~/g, '~0').replace(/\//g, '~1');
export const join = (pointer, token) => `${pointer}/${escapeToken(token)}`;

/** The tokens of a pointer; its URI fragment form (`#/a%20b`) is read, too. Null if it is none. */
export function tokens(pointer) {
  let text = String(pointer);
  if (text.startsWith('#')) {
    try {
      text = decodeURIComponent(text.slice(1));
    } catch {
      return null;
    }
  }
  if (text === '') return [];
  if (!text.startsWith('/')) return null;
  return text.slice(1).split('/').map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** The value at a pointer, or undefined. */
export function at(value, pointer) {
  const path = tokens(pointer);
  if (path === null) return undefined;
  for (const token of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, token)) return undefined;
    value = value[token];
  }
  return value;
}

export const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** Equality of JSON values; the order of members does not count. */
export function equal(a, b) {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => equal(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && equal(a[name], b[name]));
}
