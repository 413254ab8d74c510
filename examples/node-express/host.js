'use strict';
// A host in Node.js: the page and the API as a middleware of Express, below a path.
const fs = require('fs');
const os = require('os');
const path = require('path');
const { parseArgs } = require('util');
const express = require('express');
const { Gallery } = require('integration-gallery');

async function main() {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' }, data: { type: 'string' } } });
  const data = values.data ?? fs.mkdtempSync(path.join(os.tmpdir(), 'gallery-'));
  const gallery = await Gallery.open(
    { 'database.url': `sqlite://${data}/gallery.db`, 'key.file': `${data}/gallery.key`, 'key.create': 'true' },
    { authorizer: ({ subject }) => subject !== '' }, // a real host asks its own database
  );
  const app = express().disable('x-powered-by');
  const server = app.listen(Number(values.port), '127.0.0.1', () => {
    const authority = `127.0.0.1:${server.address().port}`;
    // A real host takes project and user from its own session.
    const caller = () => ({ project: 'demo', subject: 'ada' });
    app.use('/projects/demo', gallery.express({ authority, caller }));
    server.on('clientError', gallery.clientErrorHandler({ authority, caller, mount: '/projects/demo' }));
    console.log(`Integration Gallery is at http://${authority}/projects/demo/`);
  });
}

main();
