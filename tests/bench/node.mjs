// Node's http with JSON.parse and JSON.stringify: what a host would write by hand. Argument: the file of bare_beast.cpp.
import http from 'node:http';
import { readFileSync } from 'node:fs';

const answers = new Map();
for (const answer of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  const fields = Object.fromEntries(answer.fields.filter(([name]) => name.toLowerCase() !== 'content-length'));
  const etag = Object.entries(fields).find(([name]) => name.toLowerCase() === 'etag')?.[1];
  answers.set(`${answer.method} ${answer.target}`, { status: answer.status, fields, etag, document: JSON.parse(answer.body) });
}

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const answer = answers.get(`${request.method} ${request.url}`);
    if (!answer) return response.writeHead(404).end();
    if (answer.etag && request.headers['if-none-match'] === answer.etag) return response.writeHead(304, answer.fields).end();
    if (parts.length) JSON.parse(Buffer.concat(parts).toString());
    const body = JSON.stringify(answer.document);
    response.writeHead(answer.status, { ...answer.fields, 'Content-Length': Buffer.byteLength(body) }).end(body);
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
