// The demo host on a free port, with data of its own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

// What the command makes of the connectors of a foreign catalogue.
function importInto(folder, binaries) {
  const command = join(binaries, 'examples/command/integration-gallery');
  if (!existsSync(command)) return;
  for (const file of ['connectors.json', 'providers.yaml']) {
    const done = spawnSync(command, ['import', join(here, file), '--output', folder], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`import of ${file}: ${done.stdout}${done.stderr}`);
  }
}

/** {url, stop()}, or null where it was not built: with these manifests of its own, or with imported ones. */
export async function demo({ source, binaries, manifests = null }) {
  const program = join(binaries, 'examples/host-beast/ig_host_beast');
  if (!existsSync(program)) return null;
  const data = mkdtempSync(join(tmpdir(), 'ig-demo-'));
  const folder = join(data, 'manifests');
  mkdirSync(folder);
  if (manifests === null) importInto(folder, binaries);
  for (const manifest of manifests ?? []) writeFileSync(join(folder, `${manifest.name}.json`), JSON.stringify(manifest));
  const child = spawn(program, ['--manifests', folder, '--port', '0', '--data', data, '--host-model', join(source, 'examples/host-beast/host-model.json')], { stdio: ['ignore', 'pipe', 'pipe'] });
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
