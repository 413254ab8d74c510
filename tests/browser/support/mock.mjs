// A small server of the page's HTTP contract over the shipped manifests: the place where failures, conflicts and slowness are
// put in. It checks documents with the page's own code, so it judges the page's behaviour, not the validation.
import { createServer } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { check } from '../../../lib/page/web/form/check.js';
import { SchemaDocument, isSecret, branchOf, discriminatorOf } from '../../../lib/page/web/form/schema.js';
import { differences } from '../../../lib/page/web/form/conflict.js';
import { equal, isObject } from '../../../lib/page/web/form/pointer.js';
import { extras } from './manifests.mjs';

export const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const types = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml', '.html': 'text/html; charset=utf-8' };
const sectionNames = ['authentication', 'dataMapping', 'syncSettings'];

const localized = (value) => isObject(value) && typeof value.en === 'string' && Object.keys(value).every((key) => /^[a-z]{2}(-[A-Z]{2})?$/.test(key));

function resolveTexts(value, language) {
  if (localized(value)) return value[language] ?? value.en;
  if (Array.isArray(value)) return value.map((item) => resolveTexts(item, language));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveTexts(item, language)]));
  return value;
}

// As the library hands out a form: what a reference names stands in $defs under its name, without its $id.
function bundled(name, definition) {
  const rewrite = (value) => {
    if (Array.isArray(value)) return value.map(rewrite);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$id' && key !== '$schema').map(([key, item]) => [key, key === '$ref' ? `#/$defs/${name}${item.slice(1)}` : rewrite(item)]));
  };
  return { $ref: `#/$defs/${name}`, $defs: { [name]: rewrite(definition) } };
}

function secretPlaces(document, schema, value, pointer, found = []) {
  const resolved = document.resolve(schema);
  if (isSecret(resolved)) found.push(pointer);
  const branches = resolved.oneOf ?? resolved.anyOf;
  if (branches) {
    const discriminator = discriminatorOf(document, branches);
    const start = isObject(value) && (!discriminator || Object.hasOwn(value, discriminator.name)) ? value : resolved.default;
    const index = branchOf(document, branches, start, discriminator);
    if (index >= 0) secretPlaces(document, branches[index], value, pointer, found);
  }
  for (const [name, sub] of Object.entries(resolved.properties ?? {})) secretPlaces(document, sub, value?.[name], `${pointer}/${name}`, found);
  if (Array.isArray(value) && resolved.items) value.forEach((item, index) => secretPlaces(document, resolved.items, item, `${pointer}/${index}`, found));
  return found;
}

export class Mock {
  constructor({ source, page, only = null }) {
    Object.assign(this, { source, page });
    const folder = join(source, 'lib/catalog/manifests');
    this.manifests = new Map();
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const manifest = JSON.parse(readFileSync(join(folder, entry.name, 'manifest.json'), 'utf8'));
      this.manifests.set(manifest.name, manifest);
    }
    for (const manifest of extras) this.manifests.set(manifest.name, manifest);
    if (only) for (const name of [...this.manifests.keys()]) if (!only.includes(name)) this.manifests.delete(name);
    this.definitions = Object.fromEntries(['data-mapping', 'sync-settings'].map((name) => [`ig:${name}`, JSON.parse(readFileSync(join(source, `lib/catalog/definitions/${name}.schema.json`), 'utf8'))]));
    this.hostModel = JSON.parse(readFileSync(join(source, 'examples/host-beast/host-model.json'), 'utf8'));
    this.reset();
  }

  reset() {
    this.records = new Map();
    this.log = [];
    /** Functions (request) => answer or undefined, asked before anything else; one that answers is dropped if `once`. */
    this.faults = [];
    this.delay = 0;
    this.allow = null; // what the caller may do with the settings, where it is not everything
    this.revision = 0;
  }

  record(name) {
    if (!this.records.has(name)) this.records.set(name, { enabled: false, sections: {}, secrets: {}, revision: 0, updatedAt: null, updatedBy: null, versions: [] });
    return this.records.get(name);
  }

  schemas(name, language) {
    const manifest = this.manifests.get(name);
    return Object.fromEntries(sectionNames.map((section) => {
      const schema = resolveTexts(manifest.settings[section] ?? { type: 'object', additionalProperties: false }, language);
      return [section, typeof schema.$ref === 'string' && schema.$ref.startsWith('ig:') ? bundled(schema.$ref, this.definitions[schema.$ref]) : schema];
    }));
  }

  shown(name, section) {
    const schema = this.schemas(name, 'en')[section];
    return this.record(name).sections[section] ?? schema.default ?? {};
  }

  issues(name) {
    const record = this.record(name);
    const schemas = this.schemas(name, 'en');
    return sectionNames.flatMap((section) => check(new SchemaDocument(schemas[section]), this.shown(name, section), { prefix: `/${section}`, hasSecret: (pointer) => Boolean(record.secrets[pointer]) }));
  }

  state(name) {
    const record = this.record(name);
    const missing = this.issues(name);
    const attention = record.reasons ?? [];
    return { status: attention.length > 0 ? 'needs-attention' : record.enabled ? 'on' : 'off', configured: missing.length === 0, reasons: attention };
  }

  card(name, language) {
    const { displayName, description, categories, aliases = [] } = resolveTexts(this.manifests.get(name), language);
    return { name, displayName, description, categories, aliases, logo: `integrations/${name}/logo`, enabled: this.record(name).enabled, state: this.state(name) };
  }

  full(name) {
    const record = this.record(name);
    const { logo, aliases, ...card } = this.card(name, 'en');
    const secrets = {};
    for (const section of sectionNames) {
      for (const pointer of secretPlaces(new SchemaDocument(this.schemas(name, 'en')[section]), this.schemas(name, 'en')[section], this.shown(name, section), `/${section}`)) {
        secrets[pointer] = record.secrets[pointer] ? { set: true, updatedAt: record.secrets[pointer].at, updatedBy: record.secrets[pointer].by } : { set: false };
      }
    }
    return { ...card, ...Object.fromEntries(sectionNames.map((section) => [section, this.shown(name, section)])), secrets, revision: record.revision, updatedAt: record.updatedAt, updatedBy: record.updatedBy, links: {} };
  }

  /** A change by somebody else, behind the page's back. */
  change(name, sections, { by = 'Grace Hopper', secrets = {}, enabled } = {}) {
    const record = this.record(name);
    Object.assign(record.sections, sections);
    for (const [pointer, value] of Object.entries(secrets)) record.secrets[pointer] = { value, at: new Date().toISOString(), by };
    if (enabled !== undefined) record.enabled = enabled;
    this.version(record, enabled === undefined ? 'update' : enabled ? 'enable' : 'disable', by, { set: Object.keys(secrets), cleared: [] });
  }

  version(record, kind, by, secrets, restoredFrom = null) {
    Object.assign(record, { revision: ++this.revision, updatedAt: new Date().toISOString(), updatedBy: by });
    const { revision, updatedAt: at, enabled, sections } = record;
    record.versions.unshift({ revision, kind, at, by, enabled, restoredFrom, secrets: { kept: [], ...secrets }, ...structuredClone(sections) });
  }

  put(name, body, ifMatch) {
    const record = this.record(name);
    if (ifMatch && ifMatch !== `"${record.revision}.full"`) return problem(412, 'precondition-failed', 'Somebody else changed this.');
    const before = structuredClone(record);
    const by = 'Ada Lovelace';
    for (const section of sectionNames) {
      if (body[section] === undefined) continue;
      record.sections[section] = body[section];
    }
    for (const [pointer, operation] of Object.entries(body.secrets ?? {})) {
      if (operation.clear) delete record.secrets[pointer];
      else if (typeof operation.value === 'string') record.secrets[pointer] = { value: operation.value, at: new Date().toISOString(), by };
    }
    if (body.enabled !== undefined) record.enabled = body.enabled;
    const issues = this.issues(name).filter((issue) => record.enabled || !['required', 'minItems', 'dependentRequired'].includes(issue.code));
    if (issues.length > 0) {
      this.records.set(name, before);
      return { ...problem(422, 'validation', 'The settings are not complete.'), errors: issues.map(({ pointer, code }) => ({ pointer: `#${pointer}`, code, detail: `${code} is not fulfilled.` })) };
    }
    const cleared = Object.keys(body.secrets ?? {}).filter((pointer) => body.secrets[pointer].clear);
    if (!equal(before, record)) this.version(record, 'update', by, { set: Object.keys(body.secrets ?? {}).filter((pointer) => !cleared.includes(pointer)), cleared });
    return null;
  }

  handle(request) {
    const { method, path, query, body, headers } = request;
    for (const fault of [...this.faults]) {
      const answer = fault(request);
      if (answer === undefined) continue;
      if (fault.once) this.faults.splice(this.faults.indexOf(fault), 1);
      return answer;
    }
    const language = query.get('language') ?? 'en';
    if (path === 'integrations') return json(200, [...this.manifests.keys()].map((name) => this.card(name, language)), `"list-${this.revision}"`);
    const [, name, rest] = /^integrations\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
    if (!this.manifests.has(name)) return problemAnswer(problem(404, 'not-found', 'There is no such integration.'));
    if (rest === 'logo') return { status: 200, type: 'image/svg+xml', body: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#3550d0"/><text x="32" y="42" font-size="26" font-family="sans-serif" font-weight="700" fill="#fff" text-anchor="middle">${name.slice(0, 2).toUpperCase()}</text></svg>` };
    if (rest === 'schema') {
      const manifest = resolveTexts(this.manifests.get(name), language);
      return json(200, { name, displayName: manifest.displayName, description: manifest.description, version: manifest.version, documentationUrl: manifest.documentationUrl, ...this.schemas(name, language), remoteObjects: manifest.remoteObjects ?? {}, hostModel: resolveTexts(this.hostModel, language), suggestedMapping: this.suggest(name) });
    }
    if (rest?.startsWith('history')) return this.history(name, rest.split('/'), request);
    if (rest !== undefined) return problemAnswer(problem(404, 'not-found', ''));
    if (method === 'GET') return { ...json(200, this.full(name), `"${this.record(name).revision}.full"`), allow: this.allow };
    if (method !== 'PUT') return problemAnswer(problem(405, 'method-not-allowed', ''));
    if (headers['content-type'] !== 'application/json') return problemAnswer(problem(415, 'unsupported-media-type', ''));
    const refused = this.put(name, JSON.parse(body), headers['if-match']);
    if (refused) return problemAnswer(refused, `"${this.record(name).revision}.full"`);
    return json(200, this.full(name), `"${this.record(name).revision}.full"`);
  }

  history(name, [, revision, action], { method, query, headers }) {
    const record = this.record(name);
    if (revision === undefined) {
      const limit = Number(query.get('limit') ?? 50);
      const fitting = record.versions.filter((entry) => entry.revision < Number(query.get('before') ?? Infinity));
      return json(200, { versions: fitting.slice(0, limit), next: fitting.length > limit ? fitting[limit - 1].revision : null });
    }
    const at = record.versions.findIndex((entry) => entry.revision === Number(revision));
    if (at < 0) return problemAnswer(problem(404, 'not-found', ''));
    const pick = (entry) => Object.fromEntries(sectionNames.map((section) => [section, entry?.[section] ?? {}]));
    if (action === 'diff') return json(200, { from: 0, to: Number(revision), differences: differences({}, pick(record.versions[at + 1]), pick(record.versions[at])).map(({ pointer, mine, theirs }) => ({ pointer, before: mine, after: theirs })) });
    if (action !== 'restore') return json(200, record.versions[at]);
    if (method !== 'POST' || headers['x-integration-gallery'] !== '1') return problemAnswer(problem(403, 'forbidden', ''));
    if (headers['if-match'] && headers['if-match'] !== `"${record.revision}.full"`) return problemAnswer(problem(412, 'precondition-failed', ''));
    record.sections = structuredClone(pick(record.versions[at]));
    this.version(record, 'restore', 'Ada Lovelace', { set: [], cleared: [] }, Number(revision));
    return json(200, this.full(name), `"${record.revision}.full"`);
  }

  suggest(name) {
    const remote = this.manifests.get(name).remoteObjects ?? {};
    const entities = [];
    for (const [theirs, object] of Object.entries(remote)) {
      for (const [ours, mine] of Object.entries(this.hostModel)) {
        if ((object.role ?? theirs) !== (mine.role ?? ours)) continue;
        const fields = [];
        for (const [local, field] of Object.entries(mine.fields)) {
          const partner = Object.entries(object.fields).find(([, candidate]) => candidate.role && candidate.role === field.role);
          if (partner) fields.push({ local, remote: partner[0] });
        }
        if (fields.length > 0) entities.push({ local: ours, remote: theirs, direction: 'inbound', match: [fields[0]], fields });
      }
    }
    return { entities };
  }

  async listen(port = 0) {
    this.server = createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', async () => {
        const url = new URL(request.url, 'http://mock');
        const answer = await this.answer({ method: request.method, url, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        response.writeHead(answer.status, { 'Content-Type': answer.type, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', ...(answer.etag ? { ETag: answer.etag } : {}), ...(answer.link ? { Link: answer.link } : {}), ...(answer.allow ? { Allow: answer.allow } : {}), ...(answer.policy ? { 'Content-Security-Policy': answer.policy } : {}) });
        response.end(answer.body);
      });
    });
    await new Promise((done) => this.server.listen(port, '127.0.0.1', done));
    this.origin = `http://127.0.0.1:${this.server.address().port}`;
    return `${this.origin}/admin/integrations/`;
  }

  async answer({ method, url, headers, body }) {
    const api = /^\/api\/v1\/(.*)$/.exec(url.pathname);
    if (api) {
      const request = { method, path: decodeURIComponent(api[1]), query: url.searchParams, headers, body };
      this.log.push(request);
      const slow = typeof this.delay === 'function' ? this.delay(request) : this.delay;
      if (slow > 0) await new Promise((done) => setTimeout(done, slow));
      return this.handle(request);
    }
    const asset = /^\/admin\/integrations\/(?:assets\/(?:v\/)?(.*))?$/.exec(url.pathname);
    if (asset) return this.file(this.page, asset[1] || 'index.html', contentSecurityPolicy);
    const page = /^\/pages\/(.*)$/.exec(url.pathname);
    if (page) return this.file(join(this.source, 'tests/browser/pages'), page[1], null);
    const packed = /^\/npm\/(.*)$/.exec(url.pathname);
    if (packed && this.packages) return this.file(this.packages, packed[1], null);
    return { status: 404, type: 'text/plain', body: 'not found' };
  }

  file(folder, path, policy) {
    try {
      const full = normalize(join(folder, path));
      if (!full.startsWith(folder)) throw new Error('outside');
      let content = readFileSync(full);
      if (path === 'index.html') content = content.toString().replaceAll('@VERSION@', 'v');
      return { status: 200, type: types[extname(path)] ?? 'application/octet-stream', body: content, policy: extname(path) === '.html' ? policy : null };
    } catch {
      return { status: 404, type: 'text/plain', body: 'not found' };
    }
  }

  close() {
    this.server.closeAllConnections?.();
    return new Promise((done) => this.server.close(done));
  }
}

const problem = (status, code, detail) => ({ type: 'about:blank', title: code, status, code, detail });
const problemAnswer = (value, etag) => ({ status: value.status, type: 'application/problem+json', body: JSON.stringify(value), etag });
const json = (status, value, etag) => ({ status, type: 'application/json', body: JSON.stringify(value), etag });
export { json, problem, problemAnswer };
