'use strict';
// Answers what the library asks the host. The library waits on a worker thread, so a function may be async; whatever it throws
// becomes a status, and the cause of the error of the call that asked.
const native = require('./native.js');
const { GalleryError, numberOf } = require('./errors.js');

const thrown = new Map(); // number of a call -> what a callback threw

function causeOf(job) {
  const cause = thrown.get(job);
  thrown.delete(job);
  return cause;
}

function bytesOf(value, what) {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${what} must give a Uint8Array`);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

async function answer(host, what, texts, number, bytes) {
  switch (what) {
    case 'authorizer': {
      const [project, subject, action, integration] = texts;
      return (await host.authorizer({ project, subject, permissions: number, action, integration })) === true ? 1 : 0;
    }
    case 'progress': {
      const [done, left, faults, perSecond] = texts.map(Number);
      return (await host.progress({ done, left, faults, perSecond })) === false ? 0 : 1;
    }
    case 'audit':
      await host.audit(JSON.parse(texts[0]));
      return undefined;
    case 'keys': {
      const { active, known } = await host.keyProvider.keys();
      return JSON.stringify({ active, known });
    }
    default: {
      const operation = { keyId: texts[0], data: bytes, label: Buffer.from(texts[1]), timeout: Number(number) };
      return bytesOf(await host.keyProvider[what](operation), what);
    }
  }
}

/** The function that the addon calls for each question of a gallery. */
function dispatcher(host) {
  return (what, question, job, a, b, c, d, number, bytes) => {
    if (what === 'logger') {
      Promise.resolve().then(() => host.logger({ level: Number(number), ...JSON.parse(a) })).catch(() => {});
      return;
    }
    answer(host, what, [a, b, c, d], number, bytes).then(
      (result) => native.reply(question, 0, result, ''),
      (error) => {
        thrown.set(job, error);
        // The text of a foreign error may hold anything, so it is not passed on.
        if (error instanceof GalleryError) native.reply(question, numberOf(error.status) || 16, undefined, error.message);
        else native.reply(question, 16, undefined, 'It threw an error.');
      },
    );
  };
}

module.exports = { dispatcher, causeOf };
