'use strict';
const native = require('./native.js');
const checks = require('./checks.js');
const { dispatcher, causeOf } = require('./callbacks.js');
const { GalleryError, ClosedError, fromNative } = require('./errors.js');
const http = require('./http.js');

const OPERATION = {
  list: 1, get: 2, put: 3, setEnabled: 4, remove: 5, credentials: 6, handle: 7, history: 8, version: 9, difference: 10, restore: 11,
  classify: 12, verifyHistory: 13, retainHistory: 14, exportTo: 15, importFrom: 16, backUp: 17, rotate: 18, rewrap: 19, reseal: 20,
  doctor: 21, shred: 22, whatBreaks: 23, check: 24, changes: 25, isSecret: 26,
};
const CONFLICTS = ['refuse', 'skip', 'overwrite'];
const ROUTES = ['pure', 'store', 'outbound'];
const NOBODY = ['-', '', 0n];
const NOTHING = Buffer.alloc(0);
let jobs = 0;

/** Runs a job of the addon; its failure becomes an error whose cause is what a callback threw. */
async function run(start) {
  const id = ++jobs;
  try {
    return await start(id);
  } catch (failure) {
    throw fromNative(failure, causeOf(id));
  } finally {
    causeOf(id);
  }
}

/** The gallery of one store: open it once, use it for all requests. */
class Gallery {
  #handle;
  #running = new Set();

  /** Opens storage and checks the keys. */
  static async open(options, host = {}) {
    const pairs = checks.options(options);
    const manifests = checks.manifests(host.manifests);
    for (const name of ['authorizer', 'audit', 'logger']) checks.callback(host[name], name);
    for (const name of host.keyProvider === undefined ? [] : ['keys', 'wrap', 'unwrap']) {
      if (typeof host.keyProvider?.[name] !== 'function') throw new TypeError(`keyProvider must have the function ${name}`);
    }
    const callbacks = ['authorizer', 'audit', 'logger', 'keyProvider'].filter((name) => host[name] !== undefined);
    const gallery = new Gallery();
    gallery.#handle = await run((id) => native.open(id, pairs, manifests, callbacks, dispatcher(host)));
    return gallery;
  }

  /** Who acts in which project; cheap. `permissions` are the host's own bits, for its authorizer. */
  session(project, subject = '', permissions = 0) {
    return new Session(this, checks.text(project, 'project'), checks.text(subject, 'subject'), checks.permissions(permissions));
  }

  /** A listener of node:http. */
  handler(options) {
    return http.handler(this, options);
  }

  /** A middleware of Express: app.use('/somewhere', gallery.express({…})). */
  express(options) {
    return http.handler(this, options);
  }

  /** A listener of a server's "clientError", which answers methods that node:http does not know. */
  clientErrorHandler(options) {
    return http.clientErrorHandler(this, options);
  }

  /** Closes it when the calls that are running have ended; there can be no new ones. */
  async close() {
    const handle = this.#handle;
    this.#handle = undefined;
    if (handle === undefined) return;
    await Promise.allSettled([...this.#running]);
    native.close(handle);
  }

  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
    await this.close();
  }

  /** What operators do; see operations of index.d.ts. */
  async #operate(operation, texts, numbers, body, dispatch) {
    const all = [0, 1, 2, 3, 4].map((index) => texts[index] ?? '');
    return this._call(operation, NOBODY, all, numbers, [], body, dispatch);
  }

  /** What would be wrong with what is stored if the catalog of these options and manifests were the gallery's. */
  async whatBreaks(options = {}, { manifests, project = '' } = {}) {
    const texts = [checks.text(project, 'project'), ...checks.manifests(manifests)];
    return JSON.parse(await this._call(OPERATION.whatBreaks, NOBODY, texts, [], checks.options(options)));
  }

  /** Verifies the history of a project, and compares it with a head that was kept outside of the database. */
  async verifyHistory(project, head) {
    const hash = head === undefined ? '' : checks.text(head.hash, "a head's hash");
    const sequence = head === undefined ? 0 : checks.whole(head.sequence, "a head's sequence");
    return JSON.parse(await this.#operate(OPERATION.verifyHistory, [checks.text(project, 'project'), '', hash], [sequence]));
  }

  /** Forgets versions that are older than `before` (a Date) and not among the newest `keep`, and signs the rest. */
  async retainHistory(project, { before, keep, subject = '' }) {
    if (!(before instanceof Date)) throw new TypeError('before must be a Date');
    const numbers = [checks.whole(before.getTime(), 'before'), checks.whole(keep, 'keep')];
    return JSON.parse(await this.#operate(OPERATION.retainHistory, [checks.text(project, 'project'), checks.text(subject, 'subject')], numbers));
  }

  /** Writes a project (none: all) with secrets and history into a new file, sealed to `keyFile` or `passphrase`. */
  async exportTo(path, { project = '', subject = '', keyFile = '', passphrase = '' } = {}) {
    const texts = checks.texts({ path, subject, keyFile, passphrase, project });
    return JSON.parse(await this.#operate(OPERATION.exportTo, texts));
  }

  /** Reads such a file, all or nothing; `onConflict`: "refuse", "skip" or "overwrite" a project that is there. */
  async importFrom(path, { subject = '', keyFile = '', passphrase = '', onConflict = 'refuse', dryRun = false } = {}) {
    if (!CONFLICTS.includes(onConflict)) throw new RangeError('onConflict is "refuse", "skip" or "overwrite"');
    const numbers = [CONFLICTS.indexOf(onConflict), checks.flag(dryRun, 'dryRun')];
    return JSON.parse(await this.#operate(OPERATION.importFrom, checks.texts({ path, subject, keyFile, passphrase }), numbers));
  }

  /** Copies an SQLite store, while it is in use, into a new file that opens with the same key. */
  async backUp(path) {
    await this.#operate(OPERATION.backUp, [checks.text(path, 'path')]);
  }

  async #job(operation, options, { subject = '', progress } = {}) {
    checks.callback(progress, 'progress');
    const body = checks.document(options, 'options');
    let thrown;
    const watch = async (at) => {
      try {
        return await progress(at);
      } catch (error) {
        thrown = { error };
        return false;
      }
    };
    const dispatch = progress === undefined ? undefined : dispatcher({ progress: watch });
    const done = await this.#operate(operation, ['', checks.text(subject, 'subject')], [], body, dispatch);
    if (thrown !== undefined) throw thrown.error;
    return JSON.parse(done);
  }

  /** Gives projects new data keys and seals their secrets again; `progress` hears of each batch, and false stops the job. */
  async rotateKeys(options = {}, how = {}) {
    return this.#job(OPERATION.rotate, options, how);
  }

  /** Wraps every data key again under the active key-encryption key. */
  async rewrapKeys(options = {}, how = {}) {
    return this.#job(OPERATION.rewrap, options, how);
  }

  /** Seals secrets again whose manifest names their destinations differently now. */
  async reseal(options = {}, how = {}) {
    return this.#job(OPERATION.reseal, options, how);
  }

  /** Everything that does not open or fit together, with advice; changes nothing. */
  async doctor(project = '') {
    return JSON.parse(await this.#operate(OPERATION.doctor, [checks.text(project, 'project')]));
  }

  /** Destroys all keys of a project: its secrets are gone. */
  async shred(project, { subject = '' } = {}) {
    await this.#operate(OPERATION.shred, [checks.text(project, 'project'), checks.text(subject, 'subject')]);
  }

  /** @internal */
  _check(project, subject, permissions) {
    if (this.#handle === undefined) throw new ClosedError('gallery');
    const failure = native.checkSession(this.#handle, project, subject, permissions);
    if (failure) throw fromNative(failure);
  }

  /** @internal */
  _call(operation, who, texts, numbers = [], fields = [], body = NOTHING, dispatch = undefined) {
    if (this.#handle === undefined) throw new ClosedError('gallery');
    const running = run((id) => native.call(id, operation, this.#handle, ...who, texts, numbers, fields, body, dispatch));
    this.#running.add(running);
    const done = () => this.#running.delete(running);
    running.then(done, done);
    return running;
  }
}

/** What one caller does in one project. */
class Session {
  #gallery;
  #who;

  constructor(gallery, project, subject, permissions) {
    gallery._check(project, subject, permissions);
    this.#gallery = gallery;
    this.#who = [project, subject, permissions];
  }

  #call(...parts) {
    if (this.#who === undefined) throw new ClosedError('session');
    return this.#gallery._call(parts[0], this.#who, ...parts.slice(1));
  }

  /** The cards of all integrations with their state in the project. */
  async list(language = 'en') {
    return JSON.parse(await this.#call(OPERATION.list, [checks.text(language, 'language')]));
  }

  /** The settings of one integration, without secrets; `revision` stands in the document. */
  async get(integration) {
    return JSON.parse(await this.#call(OPERATION.get, [checks.text(integration, 'integration')]));
  }

  /** Changes settings, if their revision is still `ifRevision` (none: whatever it is). Gives what is stored then. */
  async put(integration, settings, { ifRevision } = {}) {
    const content = checks.document(settings, 'settings');
    return JSON.parse(await this.#call(OPERATION.put, [checks.text(integration, 'integration')], [checks.revision(ifRevision)], [], content));
  }

  /** What put would store, with `differences` to what is stored, without storing it; fails as put would. */
  async check(integration, settings, { ifRevision } = {}) {
    const content = checks.document(settings, 'settings');
    return JSON.parse(await this.#call(OPERATION.check, [checks.text(integration, 'integration')], [checks.revision(ifRevision)], [], content));
  }

  /** What changed in the project after a place in its history (0: from the start), oldest first, at most `limit` (0: 50). */
  async changes(after = 0, { limit = 0 } = {}) {
    return JSON.parse(await this.#call(OPERATION.changes, [], [checks.whole(after, 'after'), checks.whole(limit, 'limit')]));
  }

  /** Switches it on or off and changes nothing else. Gives what is stored then. */
  async setEnabled(integration, enabled) {
    return JSON.parse(await this.#call(OPERATION.setEnabled, [checks.text(integration, 'integration')], [checks.flag(enabled, 'enabled')]));
  }

  /** Switches it off and forgets its settings and secrets, if their revision is still `ifRevision` (none: whatever it is). */
  async remove(integration, { ifRevision } = {}) {
    await this.#call(OPERATION.remove, [checks.text(integration, 'integration')], [checks.revision(ifRevision)]);
  }

  /** Opens the secrets for use; `purpose` ("sync of tasks") reaches the audit sink before they are handed out. */
  async credentials(integration, purpose) {
    const texts = [checks.text(integration, 'integration'), checks.text(purpose, 'purpose')];
    return new Credentials(await this.#call(OPERATION.credentials, texts));
  }

  /** Is this the secret that is stored at a JSON Pointer? Compares fingerprints, opens nothing, and is told to the audit sink. */
  async isSecret(integration, pointer, value, purpose) {
    return (await this.#call(OPERATION.isSecret, checks.texts({ integration, pointer, value, purpose }))) === '1';
  }

  /** The changes of one integration, newest first: at most `limit` (0: 50) with a revision below `before` (0: all). */
  async history(integration, { limit = 0, before = 0 } = {}) {
    const numbers = [checks.whole(limit, 'limit'), checks.whole(before, 'before')];
    return JSON.parse(await this.#call(OPERATION.history, [checks.text(integration, 'integration')], numbers));
  }

  /** The settings as they were after one change, without secrets. */
  async version(integration, revision) {
    return JSON.parse(await this.#call(OPERATION.version, [checks.text(integration, 'integration')], [checks.whole(revision, 'revision')]));
  }

  /** Where version `after` differs from `before` (0: nothing stored). */
  async difference(integration, before, after) {
    const numbers = [checks.whole(before, 'before'), checks.whole(after, 'after')];
    return JSON.parse(await this.#call(OPERATION.difference, [checks.text(integration, 'integration')], numbers));
  }

  /** Brings back the settings of a version; today's secrets and the switch stay. Gives what is stored then. */
  async restore(integration, revision, { ifRevision } = {}) {
    const numbers = [checks.whole(revision, 'revision'), checks.revision(ifRevision)];
    return JSON.parse(await this.#call(OPERATION.restore, [checks.text(integration, 'integration')], numbers));
  }

  #request(operation, { method, target, fields = [], body }) {
    const flat = [];
    for (const [name, value] of fields) flat.push(checks.text(name, "a field's name"), checks.text(value, name));
    return this.#call(operation, [checks.text(method, 'method'), checks.text(target, 'target')], [], flat, checks.body(body));
  }

  /** Answers an HTTP request of the session's caller; 4xx and 5xx are answers. */
  async handle(request) {
    return this.#request(OPERATION.handle, request);
  }

  /** What answering waits for: "pure" (nothing), "store" (the database, a key service) or "outbound" (another service). */
  async classify(request) {
    return ROUTES[await this.#request(OPERATION.classify, request)];
  }

  /** Ends it; calls that are running go on. */
  close() {
    this.#who = undefined;
  }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.close();
  }
}

/** Opened secrets beside the settings they belong to; close() wipes them. */
class Credentials {
  #handle;

  constructor(handle) {
    this.#handle = handle;
    const { enabled, method, revision, settings, fields } = native.describeCredentials(handle);
    this.enabled = enabled === 1;
    this.method = method;
    this.revision = revision;
    this.settings = JSON.parse(settings);
    this.fields = fields;
  }

  /** The secret at a JSON Pointer such as "/authentication/apiKey"; undefined if it is not set. JavaScript cannot wipe the copy. */
  secret(pointer) {
    if (this.#handle === undefined) throw new ClosedError('credentials object');
    return native.secret(this.#handle, checks.text(pointer, 'pointer'));
  }

  /** Wipes the secrets. */
  close() {
    if (this.#handle !== undefined) native.wipe(this.#handle);
    this.#handle = undefined;
  }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.close();
  }
}

module.exports = {
  Gallery,
  GalleryError,
  ClosedError,
  version: () => native.version,
  abiRevision: () => native.abiRevision,
  statusName: (status) => native.statusName(status),
};
