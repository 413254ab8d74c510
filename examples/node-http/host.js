'use strict';
// A host in Node.js: the page and the API on a server of node:http.
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const { parseArgs } = require('util');
const { Gallery } = require('integration-gallery');

async function main() {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' }, data: { type: 'string' } } });
  const data = values.data ?? fs.mkdtempSync(path.join(os.tmpdir(), 'gallery-'));
  const gallery = await Gallery.open(
    { 'database.url': `sqlite://${data}/gallery.db`, 'key.file': `${data}/gallery.key`, 'key.create': 'true' },
    { authorizer: ({ subject }) => subject !== '' }, // a real host asks its own database
  );
  const server = http.createServer({ insecureHTTPParser: false });
  server.listen(Number(values.port), '127.0.0.1', () => {
    const authority = `127.0.0.1:${server.address().port}`;
    // A real host takes project and user from its own session.
    const options = { authority, caller: () => ({ project: 'demo', subject: 'ada' }) };
    server.on('request', gallery.handler(options));
    server.on('clientError', gallery.clientErrorHandler(options));
    console.log(`Integration Gallery is at http://${authority}/`);
  });
}

main();
