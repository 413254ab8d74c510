import assert from 'node:assert/strict';
import { X509Certificate, createHash, generateKeyPairSync, webcrypto } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { check } from '../../../lib/page/web/form/check.js';
import { combine, differences, secretDifferences } from '../../../lib/page/web/form/conflict.js';
import { hasFormat } from '../../../lib/page/web/form/formats.js';
import { fits } from '../../../lib/page/web/form/model.js';
import { fingerprint } from '../../../lib/page/web/form/pem.js';
import { at, equal, join, tokens } from '../../../lib/page/web/form/pointer.js';
import { SchemaDocument, branchOf, discriminatorOf, isVisible } from '../../../lib/page/web/form/schema.js';
import { run, translate } from '../../../lib/page/web/form/transform.js';
import { fold, humanise, initials, safeLink } from '../../../lib/page/web/text.js';

const codes = (schema, value, options) => check(new SchemaDocument(schema), value, options).map(({ pointer, code }) => `${pointer} ${code}`);

describe('pointers', () => {
  it('escape, unescape and read the fragment form', () => {
    assert.equal(join('/a', 'b/c~d'), '/a/b~1c~0d');
    assert.deepEqual(tokens('/a/b~1c~0d'), ['a', 'b/c~d']);
    assert.deepEqual(tokens('#/a%20b'), ['a b']);
    assert.equal(tokens('a'), null);
    assert.equal(tokens('#/%'), null);
    assert.equal(at({ a: [{ b: 1 }] }, '/a/0/b'), 1);
    assert.equal(at({}, '/toString'), undefined);
  });
  it('compare values whatever the order of members', () => {
    assert.ok(equal({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }));
    assert.ok(!equal({ a: undefined }, { b: 1 }));
    assert.ok(!equal([1, 2], [2, 1]));
  });
});

describe('the check', () => {
  it('names the missing member, not its parent, and forgives a draft', () => {
    const schema = { type: 'object', required: ['a'], properties: { a: { type: 'string' }, b: { type: 'integer' } }, additionalProperties: false };
    assert.deepEqual(codes(schema, {}), ['/a required']);
    assert.deepEqual(codes(schema, {}, { draft: true }), []);
    assert.deepEqual(codes(schema, { a: 1, b: 1.5, toString: 1 }, { prefix: '/x' }), ['/x/a type', '/x/b type', '/x/toString unknown-member']);
  });
  it('tells only the chosen branch', () => {
    const schema = { oneOf: [{ required: ['m', 'k'], properties: { m: { const: 'a' }, k: { type: 'string' } } }, { required: ['m', 'z'], properties: { m: { const: 'b' }, z: { type: 'string' } } }] };
    assert.deepEqual(codes(schema, { m: 'b' }), ['/z required']);
    assert.deepEqual(codes(schema, { m: 'c' }), ['/m enum']);
    assert.deepEqual(codes(schema, {}), ['/m required']);
  });
  it('counts a stored secret as present and checks a typed one', () => {
    const schema = { type: 'object', required: ['key'], properties: { key: { type: 'string', writeOnly: true, minLength: 4 } } };
    assert.deepEqual(codes(schema, {}, { hasSecret: (pointer) => pointer === '/key' }), []);
    assert.deepEqual(codes(schema, {}, { hasSecret: () => true, secretText: () => 'abc' }), ['/key minLength']);
  });
  it('neither demands nor checks a hidden member', () => {
    const schema = { type: 'object', required: ['b'], properties: { a: { type: 'boolean' }, b: { type: 'string', 'x-ig-visible-when': { pointer: '/a', eq: true } } } };
    assert.deepEqual(codes(schema, { a: false }), []);
    assert.deepEqual(codes(schema, { a: true }), ['/b required']);
  });
  it('knows the assertions of the dialect', () => {
    const cases = [
      [{ minimum: 2 }, 1, 'minimum'], [{ maximum: 2 }, 3, 'maximum'], [{ exclusiveMinimum: 2 }, 2, 'exclusiveMinimum'], [{ exclusiveMaximum: 2 }, 2, 'exclusiveMaximum'], [{ multipleOf: 0.1 }, 0.25, 'multipleOf'],
      [{ minLength: 2 }, '😀', 'minLength'], [{ maxLength: 1 }, 'ab', 'maxLength'], [{ pattern: '^a$' }, 'b', 'pattern'], [{ format: 'email' }, 'nobody', 'format'],
      [{ minItems: 1 }, [], 'minItems'], [{ maxItems: 1 }, [1, 2], 'maxItems'], [{ contains: { const: 1 } }, [2], 'contains'], [{ const: 1 }, 2, 'const'], [{ enum: [1] }, 2, 'enum'], [{ not: { const: 1 } }, 1, 'not'],
      [{ minProperties: 1 }, {}, 'minProperties'], [{ maxProperties: 0 }, { a: 1 }, 'maxProperties'], [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 1, 'type'], [{ anyOf: [{ minimum: 3 }, { minimum: 2 }] }, 1, 'anyOf'], [{ oneOf: [{ minimum: 1 }, { minimum: 2 }] }, 3, 'oneOf'], [{ oneOf: [{ minimum: 3 }] }, 1, 'minimum'], [{ oneOf: [{ type: 'null' }, { minLength: 3, type: 'string' }] }, 'a', 'minLength'], [{ prefixItems: [{}], items: false }, [1, 2], 'items'], [{ dependentSchemas: { a: { required: ['b'] } } }, { a: 1 }, 'required'],
    ];
    for (const [schema, value, code] of cases) assert.deepEqual(codes({ properties: { v: schema } }, { v: value }).map((text) => text.split(' ')[1]), [code], code);
    assert.deepEqual(codes({ properties: { v: { uniqueItems: true } } }, { v: [{ a: 1 }, { a: 1 }] }), ['/v uniqueItems']);
    assert.deepEqual(codes({ if: { properties: { a: { const: 1 } } }, then: { required: ['b'] }, else: { required: ['c'] } }, { a: 1 }), ['/b required']);
    assert.deepEqual(codes({ dependentRequired: { a: ['b'] } }, { a: 1 }), ['/b dependentRequired']);
    assert.deepEqual(codes({ patternProperties: { '^x-': { type: 'string' } }, additionalProperties: false }, { 'x-a': 1, b: 1 }), ['/x-a type', '/b unknown-member']);
    assert.deepEqual(codes({ properties: { v: { multipleOf: 0.01 } } }, { v: 19.99 }), []);
  });
  it('finds nothing wrong with a complete document of every shipped manifest, and something with an empty one', () => {
    let branches = 0;
    const folder = new URL('../../../lib/catalog/manifests/', import.meta.url);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const { settings } = JSON.parse(readFileSync(new URL(`${entry.name}/manifest.json`, folder)));
      const document = new SchemaDocument(settings.authentication);
      for (const branch of settings.authentication.oneOf ?? []) {
        const schema = document.resolve(branch);
        const method = schema.properties.method.const;
        const issues = check(document, { method });
        for (const issue of issues) assert.equal(issue.code, 'required', `${entry.name} ${method} ${issue.pointer}`);
        ++branches;
      }
    }
    assert.ok(branches > 15, `${branches} branches`);
  });
});

describe('schemas', () => {
  it('follow references by pointer, anchor and embedded resource', () => {
    const document = new SchemaDocument({ $defs: { a: { $anchor: 'here', type: 'string' }, other: { $id: 'ig:other', $defs: { b: { type: 'integer' } }, properties: { b: { $ref: '#/$defs/b' } } } } });
    assert.equal(document.resolve({ $ref: '#/$defs/a' }).type, 'string');
    assert.equal(document.resolve({ $ref: '#here' }).type, 'string');
    assert.equal(document.resolve({ $ref: 'ig:other' }).$id, 'ig:other');
    assert.equal(document.resolve(document.resolve({ $ref: 'ig:other' }).properties.b).type, 'integer');
  });
  it('know the library\'s own by their place in a form', () => {
    const document = new SchemaDocument({ $ref: '#/$defs/ig:data-mapping', $defs: { 'ig:data-mapping': { properties: { p: { $ref: '#/$defs/ig:data-mapping/$defs/pipeline' } }, $defs: { pipeline: { type: 'array' } } } } });
    const root = document.resolve(document.root);
    assert.equal(root.$id, 'ig:data-mapping');
    assert.equal(document.resolve(root.properties.p).type, 'array');
  });
  it('survive a reference to themselves', () => {
    const document = new SchemaDocument({ $ref: '#' });
    assert.ok(document.resolve(document.root));
  });
  it('find the discriminator and the branch of a value', () => {
    const document = new SchemaDocument({});
    const branches = [{ properties: { t: { const: 'a' }, x: {} } }, { properties: { t: { enum: ['b'] } } }];
    assert.deepEqual(discriminatorOf(document, branches), { name: 't', values: ['a', 'b'] });
    assert.equal(branchOf(document, branches, { t: 'b' }), 1);
    assert.equal(branchOf(document, branches, {}), -1);
    assert.equal(branchOf(document, [{ type: 'string' }, { type: 'object' }], {}), 1);
  });
  it('evaluate conditions', () => {
    const of = (value) => (pointer) => at(value, pointer);
    assert.ok(isVisible({ all: [{ pointer: '/a', eq: 1 }, { not: { pointer: '/b', exists: true } }] }, of({ a: 1 })));
    assert.ok(!isVisible({ any: [{ pointer: '/a', in: [2, 3] }] }, of({ a: 1 })));
  });
});

describe('formats', () => {
  it('accept and refuse what the server does', () => {
    const cases = { date: ['2024-02-29', '2023-02-29'], 'date-time': ['2026-01-01T00:00:00Z', '2026-01-01'], email: ['a.b@c.de', 'a..b@c.de'], hostname: ['a-b.example', '-a.example'], ipv4: ['127.0.0.1', '127.0.0.01'], uri: ['https://a.example/x?y#z', '//a'], uuid: ['123e4567-e89b-12d3-a456-426614174000', '123e4567'], duration: ['PT5M', '5M'], 'json-pointer': ['/a~1', 'a'], cron: ['* * * * *', '*'], 'iana-time-zone': ['Europe/Berlin', 'Berlin'], pem: ['-----BEGIN KEY-----\nAA==\n-----END KEY-----', 'AA=='] };
    for (const [format, [good, bad]] of Object.entries(cases)) {
      assert.ok(hasFormat(format, good), `${format} ${good}`);
      assert.ok(!hasFormat(format, bad), `${format} ${bad}`);
    }
    assert.ok(hasFormat('unheard-of', 'x'));
  });
});

describe('a fingerprint', () => {
  globalThis.crypto ??= webcrypto;
  const sum = (bytes, form) => createHash('sha256').update(bytes).digest(form);
  const colons = (bytes) => sum(bytes, 'hex').toUpperCase().match(/../g).join(':');
  const block = (kind, bytes, headers = '') => `-----BEGIN ${kind}-----\n${headers}${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`;

  it('is that of what the block holds, as for a certificate', async () => {
    // A self-signed certificate for example.com, valid until 2120.
    const certificate = new X509Certificate(readFileSync(new URL('./certificate.pem', import.meta.url)));
    assert.equal(await fingerprint(certificate.toString()), `SHA-256 ${certificate.fingerprint256}`);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const old = privateKey.export({ type: 'pkcs1', format: 'der' });
    assert.equal(await fingerprint(privateKey.export({ type: 'pkcs1', format: 'pem' }).replace(/\n/g, '\r\n')), `SHA-256 ${colons(old)}`);
    assert.equal(await fingerprint(block('RSA PRIVATE KEY', old, 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n')), `SHA-256 ${colons(old)}`);
  });
  it('of an OpenSSH key is that of its public half, as ssh-keygen says it', async () => {
    const string = (bytes) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), Buffer.from(bytes)]);
    const publicHalf = Buffer.concat([string('ssh-ed25519'), string(Buffer.alloc(32, 7))]);
    const file = Buffer.concat([Buffer.from('openssh-key-v1\0'), string('aes256-ctr'), string('bcrypt'), string(Buffer.alloc(24, 1)), Buffer.from([0, 0, 0, 1]), string(publicHalf), string(Buffer.alloc(90))]);
    assert.equal(await fingerprint(block('OPENSSH PRIVATE KEY', file)), `SHA256:${sum(publicHalf, 'base64').replace(/=/g, '')}`);
  });
  it('is none of what is no block', async () => {
    for (const text of ['', 'x', '-----BEGIN KEY-----\n!!\n-----END KEY-----', '-----BEGIN OPENSSH PRIVATE KEY-----\nQUJD\n-----END OPENSSH PRIVATE KEY-----']) assert.equal(await fingerprint(text), '', text);
  });
});

describe('a conflict', () => {
  it('takes what only one side changed, and asks where both did', () => {
    const base = { a: 1, b: 2, c: 3, d: { e: 1 } };
    const rows = differences(base, { a: 1, b: 5, c: 7, d: { e: 1 } }, { a: 9, b: 2, c: 8, d: { e: 1 } });
    assert.deepEqual(rows.map(({ pointer, both, chosen }) => [pointer, both, chosen]), [['/a', false, 'theirs'], ['/b', false, 'mine'], ['/c', true, 'mine']]);
    assert.deepEqual(combine({ a: 9, b: 2, c: 8, d: { e: 1 } }, rows), { a: 9, b: 5, c: 7, d: { e: 1 } });
  });
  it('treats two methods as one difference, and absence as a value', () => {
    assert.equal(differences({ method: 'a', x: 1 }, { method: 'b', y: 1 }, { method: 'a', x: 2 }).length, 1);
    const rows = differences({ a: 1 }, {}, { a: 1, b: 1 });
    assert.deepEqual(combine({ a: 1, b: 1 }, rows), { b: 1 });
    assert.deepEqual(combine({}, [{ pointer: '/__proto__', mine: { polluted: true }, chosen: 'mine' }]).polluted, undefined);
  });
  it('asks about a secret that both touched', () => {
    const before = { '/k': { set: true, updatedAt: 'x' } };
    assert.equal(secretDifferences(before, { '/k': { value: 'n' } }, { '/k': { set: true, updatedAt: 'x' } }).length, 0);
    assert.equal(secretDifferences(before, { '/k': { value: 'n' } }, { '/k': { set: true, updatedAt: 'y' } }).length, 1);
  });
});

describe('a mapping', () => {
  it('runs every transform', () => {
    const cases = [['trim', {}, ' a ', 'a'], ['lowerCase', {}, 'A', 'a'], ['upperCase', {}, 'a', 'A'], ['toString', {}, 1, '1'], ['toNumber', {}, '1.5', 1.5], ['toBoolean', {}, 'yes', true], ['markdownToHtml', {}, '**a** <b>', '<p><strong>a</strong> &lt;b&gt;</p>'], ['htmlToText', {}, '<p>a &amp; b</p>', 'a & b'], ['truncate', { length: 1 }, '😀a', '😀'], ['formatDate', { from: 'unix-milliseconds', to: 'date' }, 1795339800000, '2026-11-22'], ['formatDate', { from: 'dd.MM.yyyy', to: 'yyyy-MM-dd' }, '22.11.2026', '2026-11-22'], ['split', { separator: ',' }, 'a,b', ['a', 'b']], ['join', { separator: '-' }, ['a', 'b'], 'a-b'], ['template', { template: '#{value}' }, 7, '#7'], ['scale', { factor: 60 }, 2, 120]];
    for (const [operation, parameters, value, wanted] of cases) assert.deepEqual(run([{ operation, ...parameters }], value), wanted, operation);
    assert.throws(() => run([{ operation: 'toNumber' }], 'x'), /toNumber/);
  });
  it('translates values and says what is unmapped', () => {
    const map = { pairs: [{ local: 'open', remote: 'new' }], unmapped: 'skip' };
    assert.deepEqual(translate(map, 'new'), { value: 'open' });
    assert.deepEqual(translate(map, 'old'), { unmapped: 'skip' });
    assert.deepEqual(translate({ ...map, unmapped: 'passThrough' }, 'old'), { value: 'old' });
    assert.deepEqual(translate(undefined, 'x'), { value: 'x' });
  });
  it('knows which types fit', () => {
    assert.ok(fits({ type: 'integer' }, { type: 'string' }));
    assert.ok(!fits({ type: 'string' }, { type: 'integer' }));
    assert.ok(!fits({ type: 'string', format: 'unix-milliseconds' }, { type: 'string', format: 'date' }));
    assert.ok(fits(undefined, { type: 'string' }));
  });
});

describe('words', () => {
  it('are folded, made readable and shortened', () => {
    assert.equal(fold('Café ZÜRICH Straße'), 'cafe zurich strasse');
    assert.equal(humanise('apiKey'), 'API key');
    assert.equal(humanise('base_url'), 'Base URL');
    assert.equal(humanise('fullRefresh'), 'Full refresh');
    assert.equal(initials('Google Drive'), 'GD');
    assert.equal(initials('jira'), 'JI');
  });
  it('become links only where they are https', () => {
    assert.equal(safeLink('https://a.example/'), 'https://a.example/');
    for (const address of ['http://a.example', 'javascript:alert(1)', 'data:text/html,x', '/a', '', undefined]) assert.equal(safeLink(address), null);
  });
  it('stand in every language, with the same parameters', () => {
    const read = (language) => JSON.parse(readFileSync(new URL(`../../../lib/page/web/locales/${language}.json`, import.meta.url)));
    const [english, german] = [read('en'), read('de')].map((groups) => Object.assign({}, ...Object.values(groups)));
    for (const group of ['grid', 'form', 'editors']) assert.deepEqual(Object.keys(read('de')[group]), Object.keys(read('en')[group]));
    const parameters = (text) => [...new Set(Object.values(typeof text === 'string' ? [text] : text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
    for (const [key, text] of Object.entries(english)) assert.deepEqual(parameters(german[key]), parameters(text), key);
  });
  it('exist for every key that the code names', () => {
    const root = new URL('../../../lib/page/web/', import.meta.url);
    const groups = JSON.parse(readFileSync(new URL('locales/en.json', root)));
    const texts = Object.assign({}, ...Object.values(groups));
    let keys = 0;
    for (const folder of [root, new URL('form/', root)]) {
      for (const name of readdirSync(folder)) {
        if (!name.endsWith('.js')) continue;
        for (const [, key] of readFileSync(new URL(name, folder), 'utf8').matchAll(/(?:\.t|\.button|tool|#say)\('([a-z][\w-]*\.[\w.-]+)'/gi)) {
          ++keys;
          assert.ok(Object.hasOwn(texts, key), `${name}: ${key}`);
        }
      }
    }
    assert.ok(keys > 100, `${keys} keys`);
  });
});
