'use strict';
const native = require('./native.js');

/** A failure that the library reports. A callback may throw one: its status and message pass through. */
class GalleryError extends Error {
  constructor(message, { status = 'internal', code = 'host', detail = {}, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'GalleryError';
    this.status = status;
    this.code = code;
    this.detail = detail;
  }

  /** What is wrong with a document: {pointer, code, detail} of each place. */
  get errors() {
    return this.detail.errors ?? [];
  }
}

/** The object was closed. */
class ClosedError extends Error {
  constructor(what) {
    super(`this ${what} is closed`);
    this.name = 'ClosedError';
    this.code = 'closed';
  }
}

const numbers = new Map();
for (let status = 0; status <= 16; ++status) numbers.set(native.statusName(status), status);
numbers.set('host', 1000);

/** The error of a failure as the addon tells it. */
function fromNative(failure, cause) {
  if (failure instanceof Error || failure.status === undefined) return failure;
  const { status, code, message, detail } = failure;
  return new GalleryError(message, { status: native.statusName(status), code, detail: JSON.parse(detail || '{}'), cause });
}

module.exports = { GalleryError, ClosedError, fromNative, numberOf: (status) => numbers.get(status) ?? 16 };
