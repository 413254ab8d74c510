// node run.mjs [--only TEXT] [--server URL]: the unit tests of the page's modules, then the click paths in Chromium.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demo } from './support/demo.mjs';
import { Harness } from './support/harness.mjs';
import { install } from './support/install.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const source = process.env.IG_SOURCE_DIR ?? join(here, '../..');
const build = join(process.env.IG_BINARY_DIR ?? join(source, 'build/sanitized'), 'browser');
const shots = join(build, 'screenshots');
const page = join(build, '../lib/page/page'); // the files as they are sent
const option = (name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};

function units() {
  const files = readdirSync(join(here, 'unit')).filter((name) => name.endsWith('.test.mjs')).map((name) => join(here, 'unit', name));
  const done = spawnSync(process.execPath, ['--test', '--test-reporter=tap', ...files], { encoding: 'utf8', env: { ...process.env, TZ: 'Europe/Berlin', IG_PAGE: page } });
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(done.stdout)?.[1] ?? 0);
  const failed = count('fail') || (done.status === 0 ? 0 : 1);
  if (failed > 0) console.log(done.stdout, done.stderr);
  console.log(`unit: ${count('pass')} passed, ${failed} failed`);
  return { passed: count('pass'), failed };
}

mkdirSync(shots, { recursive: true });
install(build);
const only = option('--only') ?? '';
const unit = only ? { passed: 0, failed: 0 } : units();
const harness = new Harness({ modules: join(build, 'node_modules'), source, build, page, shots, only, chromium: process.env.IG_CHROMIUM ?? '/usr/bin/chromium' });
let host = null;
try {
  harness.server = option('--server') ?? process.env.IG_SERVER ?? (host = await demo({ source, binaries: join(build, '..') }))?.url;
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
