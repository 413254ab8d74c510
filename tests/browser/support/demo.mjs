// The demo host on a free port, with data of its own.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** {url, stop()}, or null where it was not built. */
export async function demo({ source, binaries }) {
  const program = join(binaries, 'examples/host-beast/ig_host_beast');
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
