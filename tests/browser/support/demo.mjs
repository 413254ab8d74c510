// The demo host on a free port, with data of its own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

// What the command makes of the connectors of a foreign catalogue: a folder, or null where the command was not built.
function imported(binaries, data) {
  const command = join(binaries, 'examples/command/integration-gallery');
  if (!existsSync(command)) return null;
  const folder = join(data, 'manifests');
  for (const file of ['connectors.json', 'providers.yaml']) {
    const done = spawnSync(command, ['import', join(here, file), '--output', folder], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`import of ${file}: ${done.stdout}${done.stderr}`);
  }
  return folder;
}

/** {url, stop()}, or null where it was not built. */
export async function demo({ source, binaries }) {
  const program = join(binaries, 'examples/host-beast/ig_host_beast');
  if (!existsSync(program)) return null;
  const data = mkdtempSync(join(tmpdir(), 'ig-demo-'));
  const manifests = imported(binaries, data);
  const child = spawn(program, [...(manifests ? ['--manifests', manifests] : []), '--port', '0', '--data', data, '--host-model', join(source, 'examples/host-beast/host-model.json')], { stdio: ['ignore', 'pipe', 'pipe'] });
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
