// The same page against the real server: what only both together can get wrong.
import assert from 'node:assert/strict';

export default (test, { server }) => {
  if (!server) return;
  const put = (page, name, body) => page.evaluate(async ([target, text]) => (await fetch(target, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: text })).status, [new URL(`../../api/v1/integrations/${name}?view=full`, server).href, JSON.stringify(body)]);

  test('draws and closes the form of every shipped manifest untouched', { server }, async ({ page, tools, url }) => {
    await tools.open(url);
    const names = await page.locator('.card').evaluateAll((cards) => cards.map((card) => card.dataset.name));
    assert.ok(names.length >= 8);
    for (const name of names) {
      await page.evaluate((wanted) => document.querySelector('integration-gallery').configure(wanted), name);
      await tools.dialog.getByRole('tablist').waitFor();
      for (const tab of await tools.dialog.getByRole('tab').all()) await tab.click();
      assert.equal(await tools.dialog.locator('.foot-note').textContent(), '', name);
      await page.keyboard.press('Escape');
      await tools.gone();
    }
  });

  test('leads from a refused switch to the missing fields, and on', { server }, async ({ page, tools, url }) => {
    await tools.open(url);
    // A server that was used before begins at the same place.
    await put(page, 'jira', { enabled: false });
    await put(page, 'jira', { authentication: { method: 'apikey' }, secrets: { '/authentication/apiToken': { clear: true } } });
    await tools.open(url);
    await tools.toggle('Jira').click();
    await tools.dialog.getByRole('alert').waitFor();
    await tools.shot('real-incomplete');
    await tools.box('Site').fill('acme.atlassian.net');
    await tools.box('Email').fill('ada@example.com');
    await tools.dialog.locator('input[type=password]').fill('a-token');
    await tools.button('Save and switch on').click();
    await tools.gone();
    assert.equal(await tools.toggle('Jira').getAttribute('aria-checked'), 'true');
    await tools.configure('Jira');
    await tools.box('Site').fill('other.atlassian.net');
    await tools.button('Save').click();
    assert.match(await tools.dialog.getByRole('alert').textContent(), /Enter “API token” again/);
    await tools.button('Replace: API token').click();
    await tools.dialog.locator('input[type=password]').fill('another-token');
    await tools.button('Save').click();
    await tools.gone();
    await tools.toggle('Jira').click();
    await tools.until(async () => (await tools.card('Jira').getAttribute('data-status')) === 'off', 'it is off');
  });

  test('restores a version of the real history', { server }, async ({ page, tools, url }) => {
    await tools.open(url);
    for (const minutes of [45, 50]) assert.equal(await put(page, 'notion', { enabled: false, syncSettings: { schedule: { type: 'interval', every: `PT${minutes}M` }, direction: 'inbound' } }), 200);
    await tools.configure('Notion');
    await tools.button('History').click();
    await tools.dialog.locator('.version-entry > summary').first().click();
    await tools.dialog.getByRole('row', { name: /Every 45 minutes 50 minutes/ }).waitFor();
    await tools.shot('real-history');
    await tools.dialog.locator('.version-entry > summary').nth(1).click();
    await tools.dialog.getByRole('button', { name: /^Restore the version of/ }).click();
    await tools.gone();
    await tools.configure('Notion', 'Sync settings');
    assert.equal(await tools.box('Every').inputValue(), '45');
  });

  test('stores a suggested mapping and a schedule, and shows a conflict', { server, firefox: true }, async ({ page, tools, url }) => {
    await tools.open(url);
    await put(page, 'asana', { enabled: false, dataMapping: { entities: [] }, syncSettings: {} });
    await tools.configure('Asana', 'Data mapping');
    await tools.dialog.getByRole('button', { name: /^Use .* → Task/ }).first().click();
    await tools.shot('real-mapping');
    await tools.tab('Sync settings').click();
    await tools.dialog.getByRole('radio', { name: 'Every so often' }).check();
    await tools.box('Every').fill('20');
    await tools.shot('real-schedule');
    await tools.button('Save').click();
    await tools.gone();
    await tools.configure('Asana', 'Sync settings');
    assert.equal(await tools.box('Every').inputValue(), '20');
    await tools.box('Every').fill('30');
    assert.equal(await put(page, 'asana', { syncSettings: { schedule: { type: 'interval', every: 'PT40M' }, direction: 'outbound' } }), 200);
    await tools.button('Save').click();
    await tools.dialog.getByText('Somebody else saved first').waitFor();
    await tools.shot('real-conflict');
    await tools.button('Save this choice').click();
    await tools.gone();
    await tools.configure('Asana', 'Sync settings');
    assert.equal(await tools.box('Every').inputValue(), '30');
    assert.equal(await tools.dialog.getByRole('radio', { name: 'To them' }).isChecked(), true);
  });
};
