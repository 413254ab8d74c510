// Packs the page as npm would publish it, installs it beside the tests' packages, and builds the hosts that import it.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

function run(program, parameters, options) {
  const done = spawnSync(program, parameters, { encoding: 'utf8', ...options });
  if (done.status !== 0) throw new Error(`${program} ${parameters.join(' ')}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** The folder that is served as /npm/: the package's files and the hosts, {folder, package}. */
export async function buildHosts({ source, build, page }) {
  const folder = join(build, 'npm');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'hosts'), { recursive: true });
  const archive = run(process.execPath, [join(source, 'lib/page/npm/pack.mjs'), page, folder]).trim();
  // A host's own project: what it installs is the archive, nothing of this tree.
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--offline', '--prefix', folder, archive]);
  const installed = join(folder, 'node_modules/integration-gallery-page');
  const hosts = join(source, 'tests/browser/hosts');
  for (const name of readdirSync(hosts)) copyFileSync(join(hosts, name), join(folder, 'hosts', name));
  for (const name of ['react', 'react-dom', 'scheduler', 'vue', '@vue']) {
    if (existsSync(join(build, 'node_modules', name))) cpSync(join(build, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true });
  }
  const { build: bundle } = await import(join(build, 'node_modules/esbuild/lib/main.js'));
  await bundle({
    entryPoints: [join(folder, 'hosts/react.jsx'), join(folder, 'hosts/vue.js')], outdir: join(folder, 'hosts'), bundle: true, format: 'esm', minify: true,
    jsx: 'automatic', allowOverwrite: true, logLevel: 'silent', define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
    // The element stays a file of its own, beside its styles and words.
    plugins: [{ name: 'element', setup: (step) => { step.onResolve({ filter: /^integration-gallery-page$/ }, () => ({ path: '/npm/node_modules/integration-gallery-page/dist/integration-gallery.js', external: true })); } }],
  });
  return { folder, installed };
}

/** Whether the types of the installed package fit a use of it; throws with what does not. */
export function checkTypes({ build, folder }) {
  run(process.execPath, [join(build, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom', join(folder, 'hosts/types.ts')], { cwd: folder });
}
