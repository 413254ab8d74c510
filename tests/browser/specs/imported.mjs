// Integrations that were imported from foreign catalogues, against the real server: they work like hand-written ones.
import assert from 'node:assert/strict';

export default (test, { server }) => {
  if (!server) return;
  const read = (page, name) => page.evaluate(async (target) => {
    const response = await fetch(target);
    return { status: response.status, tag: response.headers.get('ETag'), body: await response.json() };
  }, new URL(`../../api/v1/integrations/${name}?view=full`, server).href);
  const names = (page) => page.locator('.card').evaluateAll((cards) => cards.map((card) => card.dataset.name));

  test('takes the settings and secrets of an imported connector, and shows them again', { server }, async ({ page, tools, url }) => {
    await tools.open(url);
    if (!(await names(page)).some((name) => name.startsWith('ledger-source'))) return console.log('    skipped: the command integration-gallery is not built');
    await tools.configure('Ledger');
    await tools.accessible('the form of an imported connector');
    await tools.box('Host').fill('ledger.example.com');
    await tools.dialog.getByRole('radio', { name: 'Password', exact: true }).check();
    await tools.box('User').fill('ada');
    await tools.dialog.locator('input[type=password]').fill('canary-imported-1');
    await tools.shot('imported-filled');
    await tools.button('Save').click();
    await tools.gone();

    const stored = await read(page, 'ledger-source');
    assert.equal(stored.status, 200);
    assert.equal(stored.body.authentication.host, 'ledger.example.com');
    assert.deepEqual(stored.body.authentication.login, { kind: 'password', user: 'ada' });
    assert.equal(stored.body.secrets['/authentication/login/password'].set, true);
    assert.ok(!JSON.stringify(stored.body).includes('canary-imported'));

    // Opened again it shows what is stored, and writing it back changes nothing.
    await tools.configure('Ledger');
    assert.equal(await tools.box('Host').inputValue(), 'ledger.example.com');
    assert.equal(await tools.box('User').inputValue(), 'ada');
    await tools.button('Replace: Password').waitFor();
    await page.keyboard.press('Escape');
    await tools.gone();
    assert.equal((await read(page, 'ledger-source')).tag, stored.tag);

    // The other way of logging in drops the password.
    await tools.configure('Ledger');
    await tools.dialog.getByRole('radio', { name: 'Token', exact: true }).check();
    await tools.dialog.locator('input[type=password]').fill('canary-imported-2');
    await tools.button('Save').click();
    await tools.gone();
    const changed = await read(page, 'ledger-source');
    assert.equal(changed.body.secrets['/authentication/login/token'].set, true);
    assert.equal(changed.body.secrets['/authentication/login/password'], undefined);

    await tools.toggle('Ledger').click();
    await tools.until(async () => (await tools.card('Ledger').getAttribute('data-status')) === 'on', 'it is on');
  });

  test('takes the settings of an imported provider, and says what does not fit', { server }, async ({ page, tools, url }) => {
    await tools.open(url);
    if (!(await names(page)).includes('parcels')) return console.log('    skipped: the command integration-gallery is not built');
    await tools.configure('Parcels');
    await tools.box('Subdomain').fill('Not A Subdomain');
    await tools.dialog.locator('input[type=password]').fill('canary-imported-3');
    await tools.button('Save').click();
    await tools.dialog.getByRole('alert').waitFor();
    await tools.box('Subdomain').fill('acme');
    await tools.button('Save').click();
    await tools.gone();
    const stored = await read(page, 'parcels');
    assert.equal(Object.values(stored.body.secrets).filter((secret) => secret.set).length, 1);
    assert.ok(JSON.stringify(stored.body.authentication).includes('acme'));
    // Another address would get the key: it has to be entered again.
    await tools.configure('Parcels');
    await tools.box('Subdomain').fill('elsewhere');
    await tools.button('Save').click();
    await tools.dialog.getByRole('alert').waitFor();
    await page.keyboard.press('Escape');
  });
};
