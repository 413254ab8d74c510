'use strict';
// What the addon takes for granted about its arguments.

function text(value, name) {
  if (typeof value !== 'string') throw new TypeError(`${name} must be a string, not ${typeof value}`);
  if (value.includes('\0')) throw new RangeError(`${name} holds a NUL character`);
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value)) {
    throw new RangeError(`${name} holds half of a character`);
  }
  return value;
}

function permissions(value) {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('permissions must be a whole number of at most 64 bits');
    return BigInt(value);
  }
  if (typeof value !== 'bigint') throw new TypeError(`permissions must be a number or a bigint, not ${typeof value}`);
  if (value < 0n || value >= 1n << 64n) throw new RangeError('permissions must be a whole number of at most 64 bits');
  return value;
}

function revision(value) {
  if (value === undefined || value === null) return -1;
  if (typeof value !== 'number') throw new TypeError(`ifRevision must be a number, not ${typeof value}`);
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('a revision is a whole number and not negative');
  return value;
}

function whole(value, name) {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number, not ${typeof value}`);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${name} must be a whole number`);
  return value;
}

/** The values of an object, each a text. */
function texts(given) {
  return Object.entries(given).map(([name, value]) => text(value, name));
}

function flag(value, name) {
  if (typeof value !== 'boolean') throw new TypeError(`${name} must be a boolean, not ${typeof value}`);
  return value ? 1 : 0;
}

/** Bytes of a document: an object, its JSON text, or its bytes. */
function document(value, name) {
  if (typeof value === 'string') return Buffer.from(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Buffer.from(JSON.stringify(value));
  throw new TypeError(`${name} must be an object, a string or a Uint8Array`);
}

/** Options as [name, value, …]. */
function options(given) {
  if (typeof given !== 'object' || given === null) throw new TypeError('options must be an object');
  const pairs = [];
  for (const [name, value] of Object.entries(given)) {
    for (const one of Array.isArray(value) ? value : [value]) pairs.push(text(name, "an option's name"), text(one, name));
  }
  return pairs;
}

function manifests(given = []) {
  return [...given].map((one) => document(one, 'a manifest'));
}

function body(value) {
  if (value === undefined) return Buffer.alloc(0);
  if (typeof value === 'string') return Buffer.from(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError('a body must be a string or a Uint8Array');
}

function callback(value, name) {
  if (value !== undefined && typeof value !== 'function') throw new TypeError(`${name} must be a function, not ${typeof value}`);
  return value;
}

module.exports = { text, permissions, revision, whole, texts, flag, document, options, manifests, body, callback };
