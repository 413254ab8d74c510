// The packages of the browser tests: pinned in package-lock.json, installed once, again only when that changes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Installs them into a folder; ends the program where that fails. */
export function install(folder) {
  mkdirSync(folder, { recursive: true });
  const lock = readFileSync(join(here, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'installed.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  for (const name of ['package.json', 'package-lock.json']) writeFileSync(join(folder, name), readFileSync(join(here, name)));
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) {
    console.log('the packages of the browser tests could not be installed: npm ci failed');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}
