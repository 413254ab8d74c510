// node run.mjs [--only TEXT] [--server URL]: the unit tests of the page's modules, then the click paths in Chromium.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Harness } from './support/harness.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const source = process.env.IG_SOURCE_DIR ?? join(here, '../..');
const build = join(process.env.IG_BINARY_DIR ?? join(source, 'build/sanitized'), 'browser');
const shots = join(build, 'screenshots');
const page = join(build, '../lib/page/page'); // the files as they are sent
const option = (name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};

// The packages are pinned in package-lock.json and installed once, again only when that changes.
function install() {
  mkdirSync(shots, { recursive: true });
  const lock = readFileSync(join(here, 'package-lock.json'), 'utf8');
  const stamp = join(build, 'installed.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  for (const name of ['package.json', 'package-lock.json']) writeFileSync(join(build, name), readFileSync(join(here, name)));
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: build, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) {
    console.log('the packages of the browser tests could not be installed: npm ci failed');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

function units() {
  const files = readdirSync(join(here, 'unit')).filter((name) => name.endsWith('.test.mjs')).map((name) => join(here, 'unit', name));
  const done = spawnSync(process.execPath, ['--test', '--test-reporter=tap', ...files], { encoding: 'utf8', env: { ...process.env, TZ: 'Europe/Berlin', IG_PAGE: page } });
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(done.stdout)?.[1] ?? 0);
  const failed = count('fail') || (done.status === 0 ? 0 : 1);
  if (failed > 0) console.log(done.stdout, done.stderr);
  console.log(`unit: ${count('pass')} passed, ${failed} failed`);
  return { passed: count('pass'), failed };
}

// The demo host on a free port with data of its own; {url, stop()}, or null where it was not built.
async function demo() {
  const program = join(process.env.IG_BINARY_DIR ?? join(source, 'build/sanitized'), 'examples/host-beast/ig_host_beast');
  if (!existsSync(program)) return null;
  const data = mkdtempSync(join(tmpdir(), 'ig-demo-'));
  const child = spawn(program, ['--port', '0', '--data', data, '--host-model', join(source, 'examples/host-beast/host-model.json')], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const url = await new Promise((done, fail) => {
    const hear = (chunk) => {
      said += chunk;
      const found = /Integration Gallery is at (\S+)/.exec(said);
      if (found) done(found[1]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => fail(new Error(`the demo host ended with ${code}: ${said}`)));
    setTimeout(() => fail(new Error(`the demo host does not answer: ${said}`)), 60000).unref();
  });
  const stop = () => new Promise((done) => {
    child.removeAllListeners('exit');
    child.on('exit', () => {
      rmSync(data, { recursive: true, force: true });
      done();
    });
    child.kill('SIGTERM');
  });
  return { url, stop };
}

install();
const only = option('--only') ?? '';
const unit = only ? { passed: 0, failed: 0 } : units();
const harness = new Harness({ modules: join(build, 'node_modules'), source, build, page, shots, only, chromium: process.env.IG_CHROMIUM ?? '/usr/bin/chromium' });
let host = null;
try {
  harness.server = option('--server') ?? process.env.IG_SERVER ?? (host = await demo())?.url;
  if (!harness.server) console.log('skipped: browser/real: the demo host ig_host_beast is not built');
  await harness.start();
  for (const name of readdirSync(join(here, 'specs')).filter((file) => file.endsWith('.mjs')).sort()) {
    const { default: register } = await import(join(here, 'specs', name));
    await harness.file(name.replace(/\.mjs$/, ''), register);
  }
} catch (error) {
  ++harness.failed;
  console.log(error);
} finally {
  await harness.stop();
  await host?.stop();
}
console.log(`${unit.passed + harness.passed} passed, ${unit.failed + harness.failed} failed`);
process.exit(unit.failed + harness.failed === 0 && unit.passed + harness.passed > 0 ? 0 : 1);
