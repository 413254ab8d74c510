// Every kind of control: it shows what is stored, stores what is entered, and forgets what is emptied.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { problem, problemAnswer } from '../support/mock.mjs';

const before = {
  pageSize: 50, ratio: 0.25, verbose: true, level: 'info', country: 'fr', tags: ['red'], events: ['changed'], rules: [{ name: 'a', weight: 2 }], headers: { 'X-A': '1' },
  since: '2026-01-31', until: '2026-03-01T09:30:00Z', timeout: 'PT45S', zone: 'Asia/Tokyo', note: 'one\ntwo', mode: 'safe', nothing: 'x', raw: { a: [1] }, clock: '07:15', speed: 'quick', limit: 3,
  target: { kind: 'queue', topic: 'jobs' },
};
const after = {
  pageSize: 20, ratio: 0.5, verbose: true, level: 'error', country: 'no', tags: ['red', 'blue'], events: ['created', 'changed'], rules: [{ name: 'b', weight: 7 }], headers: { 'X-B': '2' },
  since: '2026-02-01', until: '2026-07-01T10:00:00Z', timeout: 'PT2M', zone: 'America/New_York', note: 'three\n\nfour', mode: 'fast', nothing: 'y', raw: [true, null], clock: '23:59', speed: 'slow', limit: 9,
  target: { kind: 'address', url: 'https://example.com/in' },
};
const fill = (mock, syncSettings = before) => mock.change('everything', { authentication: { method: 'apikey', site: 'acme' }, syncSettings: structuredClone(syncSettings) }, { secrets: { '/authentication/apiKey': 'top-secret-1' } });

// [label, how it is found, what it shows of `before` and of `after`, how `after` is entered]
const exact = (tools, name) => tools.dialog.getByLabel(name, { exact: true });
const type = (text) => (control) => control.fill(text);
const choose = (label) => (control) => control.selectOption({ label });
const controls = [
  ['Page size', exact, '50', '20', type('20')],
  ['Ratio', exact, '0.25', '0.5', type('0,5')],
  ['Level', exact, 'info', 'error', choose('error')],
  ['Country', (tools, name) => tools.combo(name), 'fr', 'no', async (control, { tools }) => {
    await control.fill('n');
    await tools.dialog.getByRole('option', { name: 'no', exact: true }).click();
  }],
  ['Since', exact, '2026-01-31', '2026-02-01', type('2026-02-01')],
  // An instant in the reader's zone, Berlin: an hour ahead in winter, two in summer.
  ['Until', exact, '2026-03-01T10:30', '2026-07-01T12:00', type('2026-07-01T12:00')],
  ['Timeout', exact, '45', '2', type('2')],
  ['Timeout: unit', exact, 'second', 'minute', (control) => control.selectOption('minute')],
  ['Time zone', (tools, name) => tools.combo(name), 'Asia/Tokyo', 'America/New York', async (control, { page }) => {
    await control.fill('America/New_York');
    await page.keyboard.press('Tab');
  }],
  ['Note', exact, 'one\ntwo', 'three\n\nfour', type('three\n\nfour')],
  ['Mode', exact, 'Safe', 'Fast', choose('Fast')],
  ['Maybe', exact, 'x', 'y', type('y')],
  ['Anything', exact, '{\n  "a": [\n    1\n  ]\n}', '[\n  true,\n  null\n]', type('[true, null]')],
  ['Clock', exact, '07:15', '23:59', type('23:59')],
  ['Limit', exact, '3', '9', type('9')],
];

async function shown(control) {
  return control.evaluate((element) => (element.tagName === 'SELECT' && element.selectedOptions[0].value.match(/^\d*$/) ? element.selectedOptions[0].textContent : element.value));
}

export default (test) => {
  test('show what is stored and store what is entered', { firefox: true }, async ({ mock, tools, page }) => {
    fill(mock);
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    const reads = async (which) => {
      for (const [name, find, ...wanted] of controls) assert.equal(await shown(find(tools, name)), wanted[which], name);
      assert.deepEqual(await tools.dialog.locator('.chip-box', { has: page.locator(':checked') }).allTextContents(), [['changed'], ['created', 'changed']][which]);
      assert.equal(await tools.dialog.getByRole('radio', { name: ['Quickly', 'Gently'][which] }).isChecked(), true);
      assert.deepEqual(await tools.dialog.locator('.item-summary').allTextContents(), [['a'], ['b']][which]);
      assert.equal(await tools.box(['Topic', 'URL'][which]).inputValue(), ['jobs', 'https://example.com/in'][which]);
    };
    await reads(0);
    assert.equal(await tools.dialog.locator('.foot-note').textContent(), '');
    for (const [name, find, , , enter] of controls) await enter(find(tools, name), { tools, page });
    await tools.button('Add Tag').click();
    await page.keyboard.type('blue');
    await tools.dialog.getByRole('checkbox', { name: 'created' }).check();
    await tools.box('Name').first().fill('b');
    await tools.box('Weight').fill('7');
    // A name is changed in its row: the focus, the value and the order stay.
    const name = tools.dialog.locator('.map-name').first();
    await name.fill('X-B');
    assert.ok(await name.evaluate((element) => element.getRootNode().activeElement === element));
    await tools.box('Value of X-B').fill('2');
    await tools.dialog.getByRole('button', { name: 'Remove X-B' }).waitFor();
    await tools.dialog.getByRole('radio', { name: 'Gently' }).check();
    await tools.dialog.getByRole('group', { name: 'Target' }).getByLabel('Target').selectOption({ label: 'Address' });
    await tools.box('URL').fill('https://example.com/in');
    await tools.button('Save').click();
    await tools.gone();
    assert.deepEqual(tools.puts, [{ syncSettings: after }]);
    await tools.configure('Everything', 'Sync settings');
    await reads(1);
    assert.equal(await tools.dialog.locator('.foot-note').textContent(), '');
  });

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

  test('keep what was typed behind a condition and in another branch', { firefox: true }, async ({ mock, tools }) => {
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
    const digest = createHash('sha256').update('ABC').digest('hex').toUpperCase().match(/../g).join(':');
    await tools.dialog.locator('.secret').getByText(`SHA-256 ${digest}`, { exact: true }).waitFor();
    await tools.shot('fingerprint');
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
