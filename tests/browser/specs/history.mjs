// The versions of an integration's settings in Configure.
import assert from 'node:assert/strict';

const settings = (pageSize) => ({ authentication: { method: 'apikey', site: 'acme' }, syncSettings: { pageSize, tags: ['red'] } });

function fill(mock, count = 3) {
  mock.change('everything', settings(10), { secrets: { '/authentication/apiKey': 'top-secret-1' }, by: 'Ada Lovelace' });
  for (let step = 2; step <= count; ++step) mock.change('everything', settings(10 * step));
}

async function open(tools) {
  await tools.open();
  await tools.configure('Everything');
  await tools.button('History').click();
  await tools.dialog.locator('.version-entry').first().waitFor();
}

export default (test) => {
  test('lists who changed what and when, with what differs', async ({ page, mock, tools }) => {
    fill(mock, 25);
    await open(tools);
    assert.equal(await tools.dialog.locator('.version-entry').count(), 20);
    assert.match(await tools.dialog.locator('.version-entry').first().textContent(), /Changed.*by Grace Hopper.*As it is now/s);
    await tools.button('Show older versions').click();
    await tools.until(async () => (await tools.dialog.locator('.version-entry').count()) === 25, 'the older ones are there');
    await tools.dialog.locator('.version-entry > summary').nth(1).click();
    await tools.dialog.getByRole('row', { name: 'Sync settings › Page size 230 240' }).waitFor();
    await tools.dialog.locator('.version-entry > summary').last().click();
    await tools.dialog.getByText('Authentication › API key: entered').waitFor();
    assert.ok(!(await page.content()).includes('top-secret-1'));
    await tools.shot('history');
    await tools.accessible('the history');
    await tools.button('Back to the settings').click();
    assert.equal(await page.evaluate(() => document.querySelector('integration-gallery').shadowRoot.activeElement.getAttribute('aria-label')), 'History');
    await page.keyboard.press('Escape');
    await tools.gone();
  });

  test('restores a version and keeps the secrets', { firefox: true }, async ({ mock, tools }) => {
    fill(mock);
    await open(tools);
    await tools.dialog.locator('.version-entry > summary').last().click();
    await tools.dialog.getByRole('button', { name: /^Restore the version of/ }).click();
    await tools.gone();
    const record = mock.record('everything');
    assert.equal(record.sections.syncSettings.pageSize, 10);
    assert.equal(record.secrets['/authentication/apiKey'].value, 'top-secret-1');
    assert.equal(record.versions[0].kind, 'restore');
  });

  test('restores nothing over what somebody else has just saved, but shows both', async ({ mock, tools }) => {
    fill(mock);
    await open(tools);
    await tools.dialog.locator('.version-entry > summary').last().click();
    mock.change('everything', { ...settings(77), syncSettings: { pageSize: 77, tags: ['green'] } });
    await tools.dialog.getByRole('button', { name: /^Restore the version of/ }).click();
    await tools.dialog.getByText('Somebody else saved first').waitFor();
    await tools.dialog.locator('.conflict-row', { hasText: 'Tags' }).getByRole('radio', { name: /stored version/ }).check();
    await tools.button('Save this choice').click();
    await tools.gone();
    assert.deepEqual(mock.record('everything').sections.syncSettings, { pageSize: 10, tags: ['green'] });
  });

  test('does not throw away what was typed', async ({ mock, tools, page }) => {
    fill(mock);
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    await tools.dialog.getByLabel('Page size').fill('55');
    await tools.button('History').click();
    await tools.dialog.locator('.version-entry > summary').last().click();
    await tools.dialog.getByRole('button', { name: /^Restore the version of/ }).click();
    await tools.dialog.getByText('Save or discard your changes before you restore a version.').waitFor();
    await page.keyboard.press('Escape');
    await tools.dialog.getByRole('alertdialog').waitFor();
    await tools.button('Keep editing').click();
    await tools.button('Back to the settings').click();
    assert.equal(await tools.dialog.getByLabel('Page size').inputValue(), '55');
    assert.equal(mock.log.filter((request) => request.method === 'POST').length, 0);
  });
};
