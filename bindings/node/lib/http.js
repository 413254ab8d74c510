'use strict';
// The REST API and the page for node:http, and for Express and others whose requests and responses are those of node:http.

const LIMIT = 1 << 20; // of a body; the gallery's own limits are lower

function read(request) {
  // A body parser that ran before has emptied the stream.
  if (request.readableEnded || request.body !== undefined) {
    const { body } = request;
    if (body === undefined || body === null) return Promise.resolve(Buffer.alloc(0));
    return Promise.resolve(Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
  }
  return new Promise((resolve, reject) => {
    const parts = [];
    let size = 0;
    request.on('data', (part) => {
      if (size < LIMIT) parts.push(part);
      size += part.length;
    });
    request.on('end', () => resolve(Buffer.concat(parts).subarray(0, LIMIT)));
    request.on('error', reject);
  });
}

/** Header values arrive as Latin-1; the library takes UTF-8. */
function decoded(value) {
  return Buffer.from(value, 'latin1').toString('utf8');
}

async function answer(gallery, options, parts) {
  const caller = (options.caller ? await options.caller(parts.request) : parts.request?.galleryCaller) ?? { project: '-', subject: '' };
  const fields = [[':auth', options.auth ?? 'cookie'], [':mount', parts.mount], [':scheme', parts.secure ? 'https' : 'http']];
  if (options.authority) fields.push([':authority', options.authority]);
  for (let index = 0; index + 1 < parts.rawHeaders.length; index += 2) {
    if (!parts.rawHeaders[index].startsWith(':')) fields.push([parts.rawHeaders[index], decoded(parts.rawHeaders[index + 1])]);
  }
  const session = gallery.session(caller.project, caller.subject, caller.permissions);
  try {
    return await session.handle({ method: parts.method, target: decoded(parts.target), fields, body: parts.body });
  } finally {
    session.close();
  }
}

/** A listener of node:http, and a middleware of Express. */
function handler(gallery, options = {}) {
  return async (request, response, next) => {
    try {
      const made = await answer(gallery, options, {
        request,
        method: request.method,
        target: request.originalUrl ?? request.url,
        mount: options.mount ?? request.baseUrl ?? '',
        secure: request.secure ?? request.socket.encrypted === true,
        rawHeaders: request.rawHeaders,
        body: await read(request),
      });
      response.writeHead(made.status, made.fields.flat());
      response.end(made.body);
    } catch (error) {
      if (next) return next(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  };
}

/** A listener of a server's "clientError": node:http knows a fixed list of methods, and has the others answered here. */
function clientErrorHandler(gallery, options = {}) {
  return async (error, socket) => {
    const head = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\/\S*) HTTP\/1\.[01]\r\n/.exec(error.rawPacket?.toString('latin1') ?? '');
    if (error.code !== 'HPE_INVALID_METHOD' || !head || !socket.writable) {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    try {
      const made = await answer(gallery, options, {
        request: { method: head[1], url: head[2], headers: {}, socket }, method: head[1], target: head[2], mount: options.mount ?? '',
        secure: socket.encrypted === true, rawHeaders: [], body: Buffer.alloc(0),
      });
      const lines = [`HTTP/1.1 ${made.status} `, ...made.fields.map(([name, value]) => `${name}: ${value}`), 'Connection: close', '', ''];
      socket.end(Buffer.concat([Buffer.from(lines.join('\r\n')), made.body]));
    } catch {
      socket.destroy();
    }
  };
}

module.exports = { handler, clientErrorHandler };
