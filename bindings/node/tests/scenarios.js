'use strict';
// Passes the scenarios of bindings/scenarios, whose form their GUIDE.md describes.
const fs = require('fs');
const os = require('os');
const path = require('path');
const { isDeepStrictEqual } = require('util');
const ig = require('integration-gallery');

const folder = path.join(process.env.IG_SOURCE_DIR, 'bindings/scenarios');
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
const manifests = read('manifests.json');

/** Callbacks that behave as a scenario says, and keep what they are given. */
class Host {
  constructor(step) {
    this.step = step;
    this.calls = {};
  }

  note(callback, call) {
    (this.calls[callback] ??= []).push(call);
  }

  behave(callback, what, status, message) {
    const said = this.step[callback][what] ?? this.step[callback]['*'];
    if (said === 'fails') throw new ig.GalleryError(message, { status });
    if (said === 'throws') throw new Error('a canary sang');
    return said;
  }

  turn(operation, { keyId, data }) {
    this.note('key_provider', { operation, key_id: keyId });
    if (this.behave('key_provider', operation, 'key', 'The key service is closed.') === 'nonsense') return undefined;
    return data.map((byte) => byte ^ 0x5a);
  }

  functions() {
    const all = {
      authorizer: (question) => {
        this.note('authorizer', { ...question, permissions: Number(question.permissions) });
        const said = this.behave('authorizer', question.action, 'timeout', 'The directory is down.');
        return { nonsense: 'yes', no: false }[said] ?? true;
      },
      audit: async (record) => {
        this.note('audit', record);
        this.behave('audit', record.kind, 'timeout', 'The log is full.');
      },
      logger: (record) => {
        this.note('logger', record);
        this.behave('logger', record.message, 'timeout', '');
      },
      key_provider: {
        keys: async () => this.behave('key_provider', 'keys', 'key', 'The key service is closed.') === 'nonsense' ? [] : { active: 'k2', known: ['k1', 'k2'] },
        wrap: (operation) => this.turn('wrap', operation),
        unwrap: (operation) => this.turn('unwrap', operation),
      },
    };
    const given = {};
    for (const [name, made] of Object.entries(all)) {
      if (name in this.step) given[name === 'key_provider' ? 'keyProvider' : name] = typeof this.step[name] === 'object' ? made : this.step[name];
    }
    return given;
  }
}

function find(root, pointer) {
  for (const escaped of pointer.split('/').slice(1)) {
    const segment = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    if (root === null || typeof root !== 'object') return undefined;
    if (Array.isArray(root) && segment.startsWith('[')) {
      const [member, value] = segment.slice(1, -1).split('=');
      root = root.find((one) => asText(find(one, `/${member}`)) === value);
    } else {
      root = Object.hasOwn(root, segment) ? root[segment] : undefined;
    }
  }
  return root;
}

const asText = (value) => (typeof value === 'string' ? value : JSON.stringify(value) ?? '');
const sizeOf = (value) => (typeof value === 'number' ? value : typeof value === 'string' || Array.isArray(value) ? value.length : Object.keys(value).length);

class World {
  constructor(place, parent, branch = '') {
    this.place = place;
    this.variables = { '${folder}': place, '${data}': path.join(folder, 'data'), '${branch}': String(branch) };
    this.galleries = { ...parent?.galleries };
    this.hosts = { ...parent?.hosts };
    this.objects = {};
    this.results = {};
  }

  async close() {
    for (const one of Object.values(this.objects)) one.close();
    for (const one of Object.values(this.galleries)) await one.close();
  }

  substitute(step) {
    let text = JSON.stringify(step);
    for (const [variable, value] of Object.entries(this.variables)) text = text.replaceAll(variable, value);
    return JSON.parse(text);
  }

  text(value) {
    return value?.$broken !== undefined ? `${value.$broken}\ud800` : value;
  }

  document(value) {
    if (value?.$text !== undefined) return value.$text;
    if (value?.$bytes !== undefined) return Buffer.from(value.$bytes, 'hex');
    return value?.$result !== undefined ? this.results[value.$result] : value;
  }

  async do(step) {
    const session = this.objects[step.session ?? 's'];
    const integration = this.text(step.integration);
    const name = step.as ?? { 'gallery.open': 'g', 'session.new': 's', 'credentials.acquire': 'c' }[step.do];
    switch (step.do) {
      case 'library.info': return { version: ig.version(), abi_revision: ig.abiRevision() };
      case 'library.status_name': return ig.statusName(step.value);
      case 'gallery.open': return this.open(step, name);
      case 'gallery.what_breaks': return this.of(step).whatBreaks(step.options, { project: step.project, manifests: this.manifests(step) });
      case 'gallery.close': return this.galleries[step.of].close();
      case 'session.new': {
        const gallery = this.galleries[step.gallery ?? 'g'];
        const project = this.text('project' in step ? step.project : 'apollo');
        this.objects[name] = gallery.session(project, this.text(step.subject ?? 'ada'), step.permissions ?? 7);
        return undefined;
      }
      case 'session.close': case 'credentials.close': return this.objects[step.of].close();
      case 'catalog.list': return session.list(step.language);
      case 'settings.get': return session.get(integration);
      case 'settings.put': return session.put(integration, this.document(step.document), { ifRevision: step.if_revision });
      case 'settings.check': return session.check(integration, this.document(step.document), { ifRevision: step.if_revision });
      case 'settings.changes': return session.changes(step.after, { limit: step.limit });
      case 'settings.set_enabled': return session.setEnabled(integration, step.enabled);
      case 'settings.remove': return session.remove(integration, { ifRevision: step.if_revision });
      case 'credentials.acquire': {
        const made = (this.objects[name] = await session.credentials(integration, step.purpose));
        const { enabled, method, revision, settings } = made;
        return { enabled, method, revision, settings, fields: Object.fromEntries(made.fields.map((one) => [one, made.secret(one)])) };
      }
      case 'credentials.compare': return session.isSecret(integration, step.pointer, step.value, step.purpose);
      case 'credentials.field': return this.objects[step.of].secret(step.pointer) ?? null;
      case 'http.handle': return this.handle(session, step.request);
      case 'http.classify': return session.classify(step.request);
      case 'history.list': return session.history(integration, { limit: step.limit, before: step.before });
      case 'history.get': return session.version(integration, step.revision);
      case 'history.diff': return session.difference(integration, step.from, step.to);
      case 'history.restore': return session.restore(integration, step.revision, { ifRevision: step.if_revision });
      case 'history.verify': return this.of(step).verifyHistory(step.project, step.head);
      case 'history.retain': {
        const before = typeof step.before_ms === 'number' ? new Date(step.before_ms) : step.before_ms;
        return this.of(step).retainHistory(step.project, { before, keep: step.keep, subject: step.subject });
      }
      case 'store.export': return this.of(step).exportTo(step.path, { ...step, keyFile: step.key_file });
      case 'store.import': return this.of(step).importFrom(step.path, { ...step, keyFile: step.key_file, onConflict: step.on_conflict, dryRun: step.dry_run });
      case 'store.backup': return this.of(step).backUp(step.path);
      case 'keys.rotate': return this.of(step).rotateKeys(step.options, this.how(step));
      case 'keys.rewrap': return this.of(step).rewrapKeys(step.options, this.how(step));
      case 'keys.reseal': return this.of(step).reseal(step.options, this.how(step));
      case 'keys.doctor': return this.of(step).doctor(step.project);
      case 'keys.shred': return this.of(step).shred(this.text(step.project), { subject: step.subject });
      case 'callbacks.calls': return this.hosts[step.of].calls[step.callback] ?? [];
      case 'together': {
        const branches = Array.from({ length: step.times }, (_, number) => new World(this.place, this, number).run(step.steps));
        return Promise.all(branches).then(() => undefined);
      }
      default: throw new Error(`there is no action ${step.do}`);
    }
  }

  manifests(step) {
    return (step.manifests ?? []).map((one) => (typeof one === 'string' ? manifests[one] : one));
  }

  of(step) {
    return this.galleries[step.of ?? 'g'];
  }

  how({ subject, progress }) {
    return { subject, progress: progress === undefined ? undefined : () => progress === 'yes' };
  }

  async open(step, name) {
    const options = {};
    if (step.store !== undefined) {
      const base = path.join(this.place, step.store);
      Object.assign(options, { 'database.url': `sqlite://${base}.db`, 'database.synchronous': 'false' });
      if (!('key_provider' in step)) Object.assign(options, { 'key.file': `${base}.key`, 'key.create': 'true' });
      if (!('shipped' in step)) options['catalog.shipped'] = 'false';
    }
    Object.assign(options, step.options);
    const host = new Host(step);
    this.galleries[name] = await ig.Gallery.open(options, { manifests: this.manifests(step), ...host.functions() });
    this.hosts[name] = host;
  }

  async handle(session, request) {
    const body = typeof request.body === 'string' ? request.body : this.document(request.body);
    const { status, fields, body: bytes } = await session.handle({ ...request, body });
    let json = null;
    try {
      json = JSON.parse(bytes.toString());
    } catch {}
    return { status, fields, body: bytes.toString(), json };
  }

  expect(value, expectations) {
    for (const [kind, places] of Object.entries(expectations)) {
      if (['status', 'code', 'kind'].includes(kind)) continue;
      for (const [pointer, wanted] of kind === 'missing' ? places.map((one) => [one]) : Object.entries(places)) {
        const at = find(value, pointer);
        const holds = {
          missing: () => at === undefined,
          is: () => isDeepStrictEqual(at, wanted),
          same: () => isDeepStrictEqual(at, this.results[wanted]),
          holds: () => asText(at).includes(asText(wanted)),
          lacks: () => at !== undefined && !asText(at).includes(asText(wanted)),
          size: () => sizeOf(at) === wanted,
          least: () => sizeOf(at) >= wanted,
        }[kind];
        if (!holds()) throw new Error(`${pointer} is ${asText(at)}: not ${kind} ${asText(wanted)}`);
      }
    }
  }

  fails(failure, wanted) {
    if (failure instanceof ig.GalleryError) {
      if (!failure.message || (failure.message + JSON.stringify(failure.detail)).includes('canary')) throw new Error('a bad message', { cause: failure });
      const refused = wanted.kind === 'argument' && ['invalid_argument', 'not_found'].includes(failure.status);
      const thrown = wanted.kind === 'thrown' && failure.code === 'host-callback' && failure.cause?.message === 'a canary sang';
      if (wanted.kind !== undefined && !refused && !thrown) throw new Error(`${failure.code} is no ${wanted.kind}`, { cause: failure });
      for (const member of ['status', 'code']) {
        if (wanted[member] !== undefined && wanted[member] !== failure[member]) throw new Error(`the ${member} is ${failure[member]}`, { cause: failure });
      }
      this.expect(failure.detail, wanted);
    } else if (!(failure instanceof ({ closed: ig.ClosedError, type: TypeError, argument: RangeError }[wanted.kind] ?? ig.GalleryError))) {
      throw failure;
    }
  }

  async run(steps) {
    for (const given of steps) {
      const step = given.do === 'together' ? given : this.substitute(given);
      let value;
      try {
        value = await this.do(step);
      } catch (failure) {
        if (step.may_fail === 'closed' && failure instanceof ig.ClosedError) continue;
        if (step.fails === undefined) throw failure;
        this.fails(failure, step.fails);
        continue;
      }
      if (step.fails !== undefined) throw new Error(`it succeeded: ${JSON.stringify(step)}`);
      this.expect(value, step.expect ?? {});
      if (step.as !== undefined) this.results[step.as] = value;
    }
  }
}

async function play(scenario) {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'ig-node-'));
  const world = new World(place);
  try {
    await world.run(scenario.steps);
  } finally {
    await world.close();
    fs.rmSync(place, { recursive: true });
  }
}

function all() {
  const files = fs.readdirSync(folder).filter((one) => one.endsWith('.json')).sort();
  return files.flatMap((file) => (read(file).scenarios ?? []).map((one) => [`scenarios/${file.slice(0, -5)}/${one.name}`, () => play(one)]));
}

module.exports = { all, manifests };
