'use strict';
// What is the package's own: errors, closing, the event loop, garbage, memory, HTTP.
const assert = require('assert');
const { spawn, spawnSync } = require('child_process');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const ig = require('integration-gallery');
const { manifests } = require('./scenarios.js');

const PUT = { enabled: true, authentication: { method: 'bearer' }, secrets: { '/authentication/token': { value: 'canary-1' } } };
const root = process.env.IG_SOURCE_DIR;

function open(folder, host = {}) {
  const options = { 'database.url': `sqlite://${folder}/main.db`, 'database.synchronous': 'false', 'key.file': `${folder}/main.key`, 'key.create': 'true', 'catalog.shipped': 'false' };
  return ig.Gallery.open(options, { manifests: [manifests.probe], ...host });
}

const tests = {
  async it_is_the_installed_package() {
    assert.ok(require.resolve('integration-gallery').includes('node_modules'));
    assert.match(fs.readFileSync('/proc/self/maps', 'utf8'), /node_modules\/integration-gallery\/prebuilt\/.*libintegration_gallery_c\.so\.1/);
  },

  async errors_carry_code_and_issues(folder) {
    const gallery = await open(folder);
    const session = gallery.session('apollo');
    await assert.rejects(session.put('probe', { syncSettings: { minutes: 1 } }), (error) => {
      assert.ok(error instanceof ig.GalleryError && error instanceof Error);
      assert.equal(error.status, 'validation');
      assert.equal(error.errors[0].pointer, '#/syncSettings/minutes');
      return true;
    });
    await assert.rejects(session.get('nowhere'), { code: 'not-found', status: 'not_found' });
    await gallery.close();
  },

  async callbacks_may_be_async_and_call_the_gallery(folder) {
    const gallery = await open(folder, {
      authorizer: async ({ action, project }) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (action !== 'config.read' || project !== 'apollo') return true;
        return (await gallery.session('gemini', 'ada').get('probe')).revision === 0;
      },
    });
    assert.equal((await gallery.session('apollo', 'ada').get('probe')).revision, 0);
    await gallery.close();
  },

  async a_rejected_callback_is_the_cause(folder) {
    const gallery = await open(folder, { authorizer: () => Promise.reject(new RangeError('far')) });
    await assert.rejects(gallery.session('apollo', 'ada').get('probe'), (error) => error.cause instanceof RangeError);
    assert.equal((await gallery.session('apollo', 'ada').handle({ method: 'GET', target: '/api/v1/integrations' })).status, 500);
    await gallery.close();
  },

  async the_event_loop_turns_while_the_library_works(folder) {
    let turns = 0;
    const timer = setInterval(() => ++turns, 1);
    const gallery = await open(folder, { authorizer: () => new Promise((resolve) => setTimeout(resolve, 60, true)) });
    await gallery.session('apollo', 'ada').get('probe');
    clearInterval(timer);
    await gallery.close();
    assert.ok(turns >= 5, `${turns} turns`);
  },

  async closing_waits_for_what_is_running(folder) {
    const gallery = await open(folder, { authorizer: () => true });
    const session = gallery.session('apollo', 'ada');
    const running = Array.from({ length: 20 }, () => session.get('probe'));
    await gallery.close();
    for (const one of await Promise.all(running)) assert.equal(one.revision, 0);
    await assert.rejects(session.get('probe'), ig.ClosedError);
    assert.throws(() => gallery.session('apollo'), ig.ClosedError);
  },

  async an_open_gallery_keeps_no_process_alive(folder) {
    const code = `require('integration-gallery').Gallery.open({'database.url': 'sqlite://${folder}/o.db', 'key.file': '${folder}/o.key',
      'key.create': 'true'}, {authorizer: () => true, logger: () => {}}).then(() => console.log('open'))`;
    const run = spawnSync(process.execPath, ['-e', code], { timeout: 30000, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    assert.equal(run.stdout, 'open\n');
  },

  async memory_stays_flat() {
    // In a process of its own: what the tests before it left to V8 would be counted, too.
    const run = spawnSync(process.execPath, ['--expose-gc', '--max-semi-space-size=1', path.join(__dirname, 'memory.js')], { encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    const grown = Number(run.stdout);
    console.log(`node: 100000 calls, memory grew by ${grown} KiB`);
    assert.ok(grown < 8192, `${grown} KiB`);
  },

  async what_is_forgotten_is_freed(folder) {
    for (let index = 0; index < 50; ++index) {
      const own = path.join(folder, String(index));
      fs.mkdirSync(own);
      const gallery = await open(own);
      await gallery.session('apollo').credentials('probe', 'a test');
    }
    for (let turn = 0; turn < 5; ++turn) {
      global.gc();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const files = fs.readdirSync('/proc/self/fd').filter((one) => {
      try {
        return fs.readlinkSync(`/proc/self/fd/${one}`).startsWith(folder);
      } catch {
        return false;
      }
    });
    assert.ok(files.length < 30, `${files.length} files are open`);
  },

  async secrets_do_not_show(folder) {
    const gallery = await open(folder);
    const session = gallery.session('apollo');
    await session.put('probe', PUT);
    const credentials = await session.credentials('probe', 'a test');
    assert.ok(!(require('util').inspect(credentials, { showHidden: true, depth: 9 }) + JSON.stringify(credentials)).includes('canary'));
    credentials.close();
    assert.throws(() => credentials.secret('/authentication/token'), ig.ClosedError);
    await gallery.close();
  },

  async a_failing_caller_is_a_500(folder) {
    const gallery = await open(folder, { authorizer: () => true });
    const server = http.createServer(gallery.handler({ caller: () => { throw new Error('canary'); } })).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const answer = await fetch(`http://127.0.0.1:${server.address().port}/api/v1/integrations`);
    assert.equal(answer.status, 500);
    assert.ok(!(await answer.text()).includes('canary'));
    server.close();
    await gallery.close();
  },
};

for (const kind of ['http', 'express']) {
  tests[`the_${kind}_host_passes_the_conformance_script`] = async () => {
    const host = spawn(process.execPath, [path.join(root, `examples/node-${kind}/host.js`), '--port', '0'],
      { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, NODE_PATH: path.join(process.cwd(), 'node_modules') } });
    try {
      const line = await new Promise((resolve) => host.stdout.once('data', (data) => resolve(data.toString())));
      const script = path.join(root, 'tests/conformance/http/run.py');
      const asked = spawnSync('python3', ['-B', script, '--base', line.trim().split(' ').at(-1)], { encoding: 'utf8' });
      console.log(`node: ${kind} host: ${asked.stdout.trim().split('\n').at(-1)}`);
      assert.equal(asked.status, 0, asked.stdout + asked.stderr);
    } finally {
      host.kill();
    }
  };
}

module.exports = { open, PUT };
module.exports.all = Object.entries(tests).map(([name, test]) => [`package/${name}`, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ig-node-'));
  try {
    await test(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}]);
