// Every kind of control: it shows what is stored, stores what is entered, and forgets what is emptied.
import assert from 'node:assert/strict';
import { problem, problemAnswer } from '../support/mock.mjs';

const before = {
  pageSize: 50, ratio: 0.25, verbose: true, level: 'info', country: 'fr', tags: ['red'], events: ['changed'], rules: [{ name: 'a', weight: 2 }], headers: { 'X-A': '1' },
  since: '2026-01-31', until: '2026-03-01T09:30:00Z', timeout: 'PT45S', zone: 'Asia/Tokyo', note: 'one\ntwo', mode: 'safe', nothing: 'x', raw: { a: [1] }, clock: '07:15', speed: 'quick', limit: 3,
  target: { kind: 'queue', topic: 'jobs' },
};
const fill = (mock, syncSettings = before) => mock.change('everything', { authentication: { method: 'apikey', site: 'acme' }, syncSettings: structuredClone(syncSettings) }, { secrets: { '/authentication/apiKey': 'top-secret-1' } });

const exact = (tools, name) => tools.dialog.getByLabel(name, { exact: true });
async function shown(control) {
  return control.evaluate((element) => (element.tagName === 'SELECT' && element.selectedOptions[0].value.match(/^\d*$/) ? element.selectedOptions[0].textContent : element.value));
}

export default (test) => {
  test('forget what is emptied, and nothing else', async ({ mock, tools }) => {
    fill(mock);
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    for (const name of ['Ratio', 'Note', 'Maybe', 'Anything', 'Since', 'Until', 'Clock', 'Timeout', 'Limit']) await exact(tools, name).fill('');
    await tools.dialog.getByRole('checkbox', { name: 'changed' }).uncheck();
    await exact(tools, 'Mode').selectOption({ label: 'Not set' });
    await tools.button('Remove Rule 1').click();
    await tools.button('Remove X-A').click();
    await tools.button('Save').click();
    await tools.gone();
    const kept = tools.puts[0].syncSettings;
    for (const name of ['ratio', 'note', 'nothing', 'raw', 'since', 'until', 'clock', 'timeout', 'limit', 'mode', 'events']) assert.equal(kept[name], undefined, name);
    const { pageSize, verbose, level, country, tags, zone, speed, target } = before;
    assert.deepEqual(kept, { pageSize, verbose, level, country, tags, rules: [], headers: {}, zone, speed, target });
  });

  test('keep what was typed behind a condition and in another branch', async ({ mock, tools }) => {
    fill(mock);
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    await exact(tools, 'Level').selectOption({ label: 'debug' });
    await tools.dialog.getByRole('checkbox', { name: 'Write a detailed log' }).uncheck();
    assert.equal(await exact(tools, 'Level').isVisible(), false);
    await tools.dialog.getByRole('checkbox', { name: 'Write a detailed log' }).check();
    assert.equal(await shown(exact(tools, 'Level')), 'debug');
    const target = tools.dialog.getByRole('group', { name: 'Target' });
    await tools.box('Topic').fill('mine');
    await target.getByLabel('Target').selectOption({ label: 'Address' });
    await tools.box('URL').fill('https://example.com/kept');
    await target.getByLabel('Target').selectOption({ label: 'Queue' });
    assert.equal(await tools.box('Topic').inputValue(), 'mine');
    await target.getByLabel('Target').selectOption({ label: 'Address' });
    assert.equal(await tools.box('URL').inputValue(), 'https://example.com/kept');
  });

  test('hide a typed secret again when one goes elsewhere, take a dropped file, say what kind it is', { firefox: true }, async ({ tools, page }) => {
    await tools.open();
    await tools.configure('Everything');
    const input = tools.dialog.getByLabel('API key', { exact: true }).and(page.locator('.secret input'));
    await input.fill('only-typed');
    await tools.button('Show API key').click();
    assert.equal(await input.getAttribute('type'), 'text');
    assert.equal(await tools.button('Show API key').getAttribute('aria-pressed'), 'true');
    await tools.box('Site').focus();
    assert.equal(await input.getAttribute('type'), 'password');
    assert.equal(await tools.button('Show API key').getAttribute('aria-pressed'), 'false');
    await tools.dialog.getByRole('radio', { name: 'Certificate' }).check();
    const area = tools.dialog.locator('textarea.masked');
    await area.evaluate((element) => {
      const data = new DataTransfer();
      data.items.add(new File(['-----BEGIN EC PRIVATE KEY-----\r\nQUJD\r\n-----END EC PRIVATE KEY-----\r\n'], 'key.pem'));
      element.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await tools.dialog.locator('.secret').getByText('EC PRIVATE KEY', { exact: true }).waitFor();
    assert.match(await area.inputValue(), /^-----BEGIN EC PRIVATE KEY-----\n/);
    await area.evaluate((element) => {
      const data = new DataTransfer();
      data.items.add(new File(['x'.repeat(70000)], 'large.bin'));
      element.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await tools.dialog.getByText('This file is larger than 64 KiB.').waitFor();
  });

  test('lead to where a value comes from, and out of what is folded away', async ({ mock, tools }) => {
    fill(mock);
    mock.faults.push(Object.assign((request) => (request.method === 'PUT' ? problemAnswer({ ...problem(422, 'validation', ''), errors: [{ pointer: '#/authentication/region', code: 'odd', detail: 'Not in this region.' }, { pointer: '#/syncSettings/headers/X~1B', code: 'odd', detail: 'Not this one.' }, { pointer: '', code: 'odd', detail: 'All of it.' }] }) : undefined), { once: true }));
    await tools.open();
    await tools.configure('Everything');
    const link = tools.dialog.getByRole('link', { name: 'Where to find “API key”' });
    assert.equal(await link.getAttribute('href'), 'https://docs.example.com/everything#api-key');
    assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
    const region = (name) => tools.dialog.getByRole('radio', { name, exact: true });
    assert.equal(await region('eu').isVisible(), false);
    await tools.tab('Sync settings').click();
    await tools.dialog.locator('.map-name').first().fill('X/B');
    await tools.button('Save').click();
    await tools.dialog.getByText('Not in this region.').first().waitFor();
    // The first mistake is shown, whatever it stood in.
    await tools.until(() => region('eu').isVisible(), 'what was folded away is open');
    const alert = tools.dialog.getByRole('alert');
    await alert.getByText('All of it.').waitFor();
    assert.equal(await tools.tab('Authentication').locator('.tab-badge [aria-hidden]').textContent(), '1');
    await alert.getByRole('link', { name: /Not this one/ }).click();
    await tools.dialog.locator('.map-row .error', { hasText: 'Not this one.' }).waitFor();
    // What is put right is struck out, on the tab as in the summary.
    await tools.box('Value of X/B').fill('3');
    assert.equal(await tools.tab('Sync settings').locator('.tab-badge').isVisible(), false);
    assert.deepEqual(await alert.locator('.done').allTextContents(), [(await alert.locator('li').nth(1).textContent())]);
    await tools.tab('Authentication').click();
    await region('us').check();
    await tools.button('Save').click();
    await tools.gone();
    assert.deepEqual(tools.puts.at(-1), { authentication: { method: 'apikey', site: 'acme', region: 'us' }, syncSettings: { ...before, headers: { 'X/B': '3' } } });
  });
};
