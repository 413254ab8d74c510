// node pack.mjs PAGE OUT: makes the npm package out of the page's files as the build leaves them (build/…/lib/page/page).
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const [page, out] = process.argv.slice(2);
if (!page || !out) {
  console.error('node pack.mjs PAGE OUT');
  process.exit(2);
}
const stage = mkdtempSync(join(tmpdir(), 'ig-npm-'));
try {
  // The shell page belongs to the server; the element is what a host builds into its own.
  cpSync(page, join(stage, 'dist'), { recursive: true, filter: (source) => !/(index\.html|page\.css|icon\.svg)$/.test(source) });
  copyFileSync(join(here, 'index.d.ts'), join(stage, 'index.d.ts'));
  // What a host may set is said once, beside the element.
  const [table] = /^\| A host may set[\s\S]*?the direction\.\n/m.exec(readFileSync(join(here, '../web/README.md'), 'utf8'));
  writeFileSync(join(stage, 'README.md'), readFileSync(join(here, 'README.md'), 'utf8') + table);
  copyFileSync(join(here, '../../../LICENSE'), join(stage, 'LICENSE'));
  const [, version] = /project\(\s*IntegrationGallery\s+VERSION\s+([\d.]+)/i.exec(readFileSync(join(here, '../../../CMakeLists.txt'), 'utf8'));
  const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
  mkdirSync(out, { recursive: true });
  const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', resolve(out)], { cwd: stage, encoding: 'utf8' });
  if (packed.status !== 0) {
    console.error(packed.stderr);
    process.exit(1);
  }
  console.log(join(resolve(out), packed.stdout.trim().split('\n').at(-1)));
} finally {
  rmSync(stage, { recursive: true, force: true });
}
