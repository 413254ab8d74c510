// The npm package, installed from its archive, inside a React and a Vue page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildHosts, checkTypes } from '../support/packages.mjs';

export default (test, harness) => {
  let built = null;
  const prepare = async () => {
    built ??= await buildHosts(harness);
    harness.mock.packages = built.folder;
    return built;
  };

  test('is a package whose types fit and which holds the very files that the server sends', async () => {
    const { folder, installed } = await prepare();
    checkTypes({ build: harness.build, folder });
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
    for (const name of ['integration-gallery.js', 'dialog.js', 'editors.js', 'gallery.css', 'locales/de/grid.json']) assert.deepEqual(readFileSync(join(installed, 'dist', name)), readFileSync(join(harness.page, name)), name);
    assert.match(readFileSync(join(installed, 'README.md'), 'utf8'), /requestHeaders/);
  });

  for (const host of ['react', 'vue']) {
    test(`works inside a ${host} page: headers, events, vetoes, coming and going`, { firefox: true }, async ({ page, mock, tools }) => {
      await prepare();
      await page.goto(`${mock.origin}/npm/hosts/${host}.html`);
      await page.locator('.card:not(.skeleton)').first().waitFor();
      assert.ok(mock.log.filter((request) => !request.path.endsWith('/logo')).every((request) => request.headers.authorization === `Bearer from-${host}`));
      await tools.toggle('Bare').click();
      await page.locator('#last', { hasText: 'bare: toggle' }).waitFor();
      await page.getByLabel('Locked').check();
      await tools.toggle('Bare').click();
      assert.equal(await tools.toggle('Bare').getAttribute('aria-checked'), 'true');
      assert.equal(tools.puts.length, 1);
      await page.getByRole('button', { name: 'Show or hide' }).click();
      assert.equal(await page.locator('integration-gallery').count(), 0);
      await page.getByRole('button', { name: 'Show or hide' }).click();
      await page.locator('.card:not(.skeleton)').first().waitFor();
      await page.getByLabel('Locked').uncheck();
      await tools.configure('ClickUp');
      await tools.dialog.locator('input[type=password]').fill('pk_1_host');
      await tools.button('Save').click();
      await tools.gone();
      await page.locator('#last', { hasText: 'clickup: settings' }).waitFor();
      await tools.accessible(`a ${host} page`);
    });
  }
};
