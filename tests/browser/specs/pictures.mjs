// The pictures that stand in the README, made of the real server: a run leaves them with the other screenshots.
import assert from 'node:assert/strict';

const views = [['picture-light', { colorScheme: 'light' }], ['picture-dark', { colorScheme: 'dark' }]];

export default (test, { server }) => {
  if (!server) return;
  for (const [name, look] of views) {
    test(`makes ${name}`, { server, viewport: { width: 1080, height: 680 }, ...look }, async ({ page, tools, url }) => {
      // The type of a page that has one; a bare Debian has none to show.
      await page.addInitScript(() => addEventListener('DOMContentLoaded', () => document.querySelector('integration-gallery').style.setProperty('--integration-gallery-font', 'Inter, system-ui, sans-serif')));
      await tools.open(url);
      const put = (integration, body) => page.evaluate(async ([target, text]) => (await fetch(target, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: text })).status, [new URL(`../../api/v1/integrations/${integration}?view=full`, url).href, JSON.stringify(body)]);
      assert.equal(await put('asana', { enabled: false, dataMapping: { entities: [] }, syncSettings: { schedule: { type: 'cron', expression: '0 8-18 * * 1-5', timeZone: 'America/New_York' }, direction: 'inbound' } }), 200);
      assert.equal(await put('clickup', { enabled: true, authentication: { method: 'apikey' }, secrets: { '/authentication/apiKey': { value: 'pk_1_picture' } } }), 200);
      await tools.open(url);
      await tools.shot(`${name}-grid`);
      await tools.configure('Asana', 'Data mapping');
      await tools.dialog.getByRole('button', { name: /^Use .* → Task/ }).first().click();
      await tools.shot(`${name}-mapping`);
      await tools.tab('Sync settings').click();
      await tools.dialog.locator('.run-table').waitFor();
      await tools.dialog.locator('.schedule-preview').scrollIntoViewIfNeeded();
      await tools.shot(`${name}-schedule`);
    });
  }
};
