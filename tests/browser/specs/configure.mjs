// Configure: what is shown, what is sent, and that nothing typed is lost.
import assert from 'node:assert/strict';
import { problem, problemAnswer } from '../support/mock.mjs';

const onPut = (answer, once = true) => Object.assign((request) => (request.method === 'PUT' ? answer(request) : undefined), { once });
const stored = { authentication: { method: 'apikey', site: 'acme' }, syncSettings: { pageSize: 50, tags: ['red'], rules: [{ name: 'a', weight: 2 }], headers: { 'X-A': '1' } } };
const complete = (mock) => mock.change('everything', structuredClone(stored), { secrets: { '/authentication/apiKey': 'top-secret-1' } });

export default (test, harness) => {
  const clickPath = async ({ page, tools, url }) => {
    await tools.open(url);
    if ((await tools.toggle('ClickUp').getAttribute('aria-checked')) === 'true') {
      await tools.toggle('ClickUp').click();
      await tools.until(async () => (await tools.toggle('ClickUp').getAttribute('aria-busy')) === 'false', 'it is off again');
    }
    await page.getByRole('button', { name: 'Configure ClickUp', exact: true }).click();
    await tools.dialog.getByRole('tablist').waitFor();
    if ((await tools.dialog.getByRole('button', { name: /^Replace/ }).count()) > 0) await tools.dialog.getByRole('button', { name: /^Replace/ }).click();
    await tools.dialog.locator('input[type=password]').fill('pk_12345678_ABCDEFGH');
    await tools.shot(url === harness.url ? 'clickup' : 'clickup-real');
    await tools.button('Save and switch on').click();
    await tools.gone();
    assert.equal(await tools.toggle('ClickUp').getAttribute('aria-checked'), 'true');
    await tools.open(url);
    assert.equal(await tools.toggle('ClickUp').getAttribute('aria-checked'), 'true');
    await page.getByRole('button', { name: 'Configure ClickUp', exact: true }).click();
    await tools.dialog.locator('.stored-text', { hasText: /^Set/ }).waitFor();
    assert.ok(!(await page.content()).includes('pk_12345678'));
  };

  test('keeps an entered ClickUp key over a reload, as set', { firefox: true }, async (given) => {
    await clickPath(given);
    assert.deepEqual(given.tools.puts.at(-1), { authentication: { method: 'apikey' }, secrets: { '/authentication/apiKey': { value: 'pk_12345678_ABCDEFGH' } }, enabled: true });
  });
  if (harness.server) test('does the same against the real server', { server: harness.server }, clickPath);

  test('draws the form of every manifest without changing anything', async ({ page, mock, tools }) => {
    await tools.open();
    for (const name of mock.manifests.keys()) {
      await page.evaluate((wanted) => document.querySelector('integration-gallery').configure(wanted), name);
      await tools.dialog.getByRole('tablist').waitFor();
      for (const tab of await tools.dialog.getByRole('tab').all()) await tab.click();
      assert.equal(await tools.dialog.locator('.foot-note').textContent(), '', name);
      await page.keyboard.press('Escape');
      await tools.gone();
    }
    assert.equal(tools.puts.length, 0);
  });

  test('draws every method of signing in, and keeps what was typed in another', async ({ page, mock, tools }) => {
    await tools.open();
    let methods = 0;
    for (const [name, manifest] of mock.manifests) {
      const branches = manifest.settings.authentication?.oneOf ?? [];
      if (branches.length < 2) continue;
      await page.evaluate((wanted) => document.querySelector('integration-gallery').configure(wanted), name);
      await tools.dialog.getByRole('tablist').waitFor();
      for (const radio of await tools.dialog.locator('.picker').getByRole('radio').all()) {
        await radio.check();
        ++methods;
        const first = tools.dialog.locator('.branch input:visible').first();
        if ((await first.count()) > 0 && (await first.inputValue()) === '') await first.fill(`typed-${methods}`);
      }
      const back = tools.dialog.locator('.picker').getByRole('radio').first();
      await back.check();
      assert.match(await tools.dialog.locator('.branch input:visible').first().inputValue(), /\S/, name);
      await page.keyboard.press('Escape');
      // A first form that came filled in is as it was: then there is nothing to discard.
      if ((await tools.dialog.count()) > 0) await tools.button('Discard').click();
      await tools.gone();
    }
    assert.ok(methods > 10, `${methods} methods`);
  });

  test('shows a stored secret as set; replaces, clears, undoes', { firefox: true }, async ({ mock, tools, page }) => {
    complete(mock);
    await tools.open();
    await tools.configure('Everything');
    await tools.dialog.getByText(/^Set on .* by Grace Hopper$/).waitFor();
    assert.ok(!(await page.content()).includes('top-secret-1'));
    await tools.button('Replace: API key').click();
    const input = tools.dialog.getByLabel('API key', { exact: true }).and(page.locator('input[type=password]'));
    assert.equal(await input.getAttribute('autocomplete'), 'new-password');
    assert.ok(await input.evaluate((element) => element.getRootNode().activeElement === element));
    await input.fill('********');
    await tools.button('Show API key').click();
    assert.equal(await tools.box('API key').inputValue(), '********');
    await tools.button('Keep the stored one: API key').click();
    assert.equal(await tools.dialog.locator('.foot-note').textContent(), '');
    await tools.button('Clear: API key').click();
    await tools.dialog.getByText('Will be cleared when you save').waitFor();
    await tools.shot('secret-clear');
    await tools.button('Undo: API key').click();
    await tools.button('Clear: API key').click();
    await tools.button('Save').click();
    await tools.gone();
    assert.deepEqual(tools.puts, [{ authentication: { method: 'apikey', site: 'acme' }, secrets: { '/authentication/apiKey': { clear: true } } }]);
  });

  test('keeps the newlines of a multi-line secret and takes it from a file', { firefox: true }, async ({ tools, page }) => {
    await tools.open();
    await tools.configure('Everything');
    await tools.dialog.getByRole('radio', { name: 'Certificate' }).check();
    await tools.box('Email').fill('ada@example.com');
    await tools.dialog.locator('input[type=file]').setInputFiles({ name: 'key.pem', mimeType: 'text/plain', buffer: Buffer.from('-----BEGIN PRIVATE KEY-----\r\nQUJD\r\nREVG\r\n-----END PRIVATE KEY-----\r\n') });
    await tools.until(async () => /BEGIN/.test(await tools.dialog.locator('textarea.masked').inputValue()), 'the file is read');
    await tools.shot('pem');
    await tools.button('Save').click();
    await tools.gone();
    assert.equal(tools.puts[0].secrets['/authentication/privateKey'].value, '-----BEGIN PRIVATE KEY-----\nQUJD\nREVG\n-----END PRIVATE KEY-----\n');
    assert.equal(await page.locator('textarea').count(), 0);
  });

  test('edits lists, maps, conditions and single values, and sends only the changed section', { firefox: true }, async ({ mock, tools, page }) => {
    complete(mock);
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    assert.equal(await tools.dialog.getByLabel('Level').isVisible(), false);
    await tools.dialog.getByRole('checkbox', { name: 'Write a detailed log' }).check();
    await tools.dialog.getByLabel('Level').selectOption({ label: 'warning' });
    await tools.button('Add Tag').click();
    await page.keyboard.type('blue');
    await tools.button('Add Rule').click();
    await page.keyboard.type('second');
    await tools.button('Move Rule 2 up').click();
    await tools.combo('Country').fill('d');
    await tools.dialog.getByRole('option', { name: 'dk' }).click();
    await tools.dialog.getByRole('checkbox', { name: 'changed' }).check();
    const name = tools.box('Name').last();
    await tools.button('Add entry').click();
    await name.fill('X-A');
    await tools.dialog.getByText('The name “X-A” is there twice.').waitFor();
    await tools.button('Save').click();
    assert.match(await tools.dialog.getByRole('alert').textContent(), /“X-A” is there twice/);
    assert.equal(tools.puts.length, 0);
    await name.fill('X-B');
    await tools.box('Value of X-B').fill('2');
    await tools.dialog.getByLabel('Since').fill('2026-01-31');
    await tools.shot('controls');
    await tools.button('Save').click();
    await tools.gone();
    assert.deepEqual(tools.puts, [{ syncSettings: { pageSize: 50, tags: ['red', 'blue'], rules: [{ name: 'second' }, { name: 'a', weight: 2 }], headers: { 'X-A': '1', 'X-B': '2' }, verbose: true, level: 'warning', country: 'dk', events: ['changed'], since: '2026-01-31' } }]);
  });

  test('says what to do about secrets that do not open, and heals them', async ({ mock, tools }) => {
    complete(mock);
    mock.record('everything').reasons = [{ code: 'secret-key-destroyed', pointer: '', detail: 'Gone.' }];
    await tools.open();
    assert.match(await tools.card('Everything').textContent(), /was destroyed. Enter each again/);
    await tools.configure('Everything');
    assert.match(await tools.dialog.getByRole('alert').textContent(), /was destroyed. Enter each again/);
    await tools.dialog.getByText('Set, but cannot be opened: replace or clear it').waitFor();
    await tools.accessible('secrets that do not open');
    await tools.shot('quarantine');
    await tools.button('Replace: API key').click();
    await tools.dialog.locator('input[type=password]').fill('a-new-one');
    mock.record('everything').reasons = [];
    await tools.button('Save').click();
    await tools.gone();
    assert.equal(await tools.card('Everything').locator('.reason').isVisible(), false);
  });

  test('makes several entries of several pasted lines', { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ mock, tools, page }) => {
    complete(mock);
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    await tools.button('Add Tag').click();
    await page.evaluate(() => navigator.clipboard.writeText('green\r\n blue \n\nyellow'));
    await page.keyboard.press('ControlOrMeta+V');
    await tools.button('Save').click();
    await tools.gone();
    assert.deepEqual(tools.puts[0].syncSettings.tags, ['red', 'green', 'blue', 'yellow']);
  });

  test('says what is wrong at the field, in a summary and on the tab, before anything is sent', { firefox: true }, async ({ mock, tools, page }) => {
    complete(mock);
    await tools.open();
    await tools.configure('Everything');
    await tools.button('Clear: API key').click();
    await tools.box('Site').fill('Not Good');
    await tools.tab('Sync settings').click();
    await tools.dialog.getByLabel('Page size').fill('200');
    await tools.box('Ratio').fill('abc');
    await tools.button('Save').click();
    const alert = tools.dialog.getByRole('alert');
    assert.match(await alert.textContent(), /3 things need your attention/);
    assert.equal(await page.evaluate(() => document.querySelector('integration-gallery').shadowRoot.activeElement.labels[0].textContent), 'Site');
    assert.equal(await tools.box('Site').getAttribute('aria-invalid'), 'true');
    await tools.shot('errors');
    await alert.getByRole('link', { name: /Page size/ }).click();
    assert.equal(await tools.dialog.getByLabel('Page size').evaluate((element) => element.getRootNode().activeElement === element), true);
    const described = await tools.box('Ratio').getAttribute('aria-describedby');
    const texts = await Promise.all(described.split(' ').map((id) => tools.dialog.locator(`#${id}`).textContent()));
    assert.match(texts.join(' '), /must be a number/);
    assert.equal(tools.puts.length, 0);
    assert.equal(await tools.box('Ratio').inputValue(), 'abc');
  });

  test('puts what the server refuses on its field by pointer', { firefox: true }, async ({ mock, tools }) => {
    complete(mock);
    mock.faults.push(onPut(() => problemAnswer({ ...problem(422, 'validation', ''), errors: [{ pointer: '#/syncSettings/headers/X-A', code: 'mystery', detail: 'The service does not know this header.' }, { pointer: '#/elsewhere', code: 'odd', detail: 'Something unforeseen.' }] })));
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    await tools.dialog.getByLabel('Page size').fill('60');
    await tools.button('Save').click();
    await tools.dialog.getByRole('alert').waitFor();
    assert.match(await tools.dialog.getByRole('alert').textContent(), /did not accept 2 things.*The service does not know this header.*Something unforeseen/s);
    await tools.dialog.locator('.map-row .error', { hasText: 'does not know this header' }).waitFor();
  });

  test('asks for the secret again when its destination changes', { firefox: true }, async ({ mock, tools }) => {
    complete(mock);
    await tools.open();
    await tools.configure('Everything');
    await tools.box('Site').fill('other');
    await tools.button('Save').click();
    assert.match(await tools.dialog.getByRole('alert').textContent(), /Enter “API key” again/);
    assert.equal(tools.puts.length, 0);
  });

  test('asks before it throws anything away: Esc, Cancel, the cross, outside, Back', { firefox: true }, async ({ mock, tools, page }) => {
    complete(mock);
    await tools.open();
    await tools.configure('Everything');
    await tools.box('Site').fill('other');
    const ways = [() => page.keyboard.press('Escape'), () => tools.button('Cancel').click(), () => tools.button('Close').click(), () => page.mouse.click(5, 400), () => page.goBack()];
    for (const way of ways) {
      await way();
      await tools.dialog.getByRole('alertdialog', { name: 'Discard your unsaved changes?' }).waitFor();
      await tools.button('Keep editing').click();
      assert.equal(await tools.box('Site').inputValue(), 'other');
    }
    assert.match(page.url(), /#\/integrations\/everything$/);
    await page.keyboard.press('Escape');
    await tools.shot('guard');
    await page.keyboard.press('Escape');
    assert.equal(await tools.dialog.count(), 1);
    await tools.button('Discard').click();
    await tools.gone();
    assert.equal(tools.puts.length, 0);
    await tools.until(() => page.evaluate(() => document.querySelector('integration-gallery').shadowRoot.activeElement?.getAttribute('aria-label') === 'Configure Everything'), 'the focus is back');
  });

  test('lets the browser ask before the page is left, only while something is unsaved', async ({ mock, tools, page }) => {
    complete(mock);
    let asked = 0;
    page.on('dialog', (dialog) => {
      assert.equal(dialog.type(), 'beforeunload');
      ++asked;
      dialog.dismiss();
    });
    await tools.open();
    await tools.configure('Everything');
    await page.keyboard.press('Tab');
    const leave = () => page.evaluate(() => { location.href = 'about:blank#left'; });
    await tools.box('Site').fill('other');
    await leave();
    await tools.until(() => asked === 1, 'the browser asks');
    assert.equal(await tools.box('Site').inputValue(), 'other');
    await tools.box('Site').fill('acme');
    await leave();
    await page.waitForURL('about:blank#left');
    assert.equal(asked, 1);
  });

  test('keeps what was typed when the host lists anew, changes an attribute or takes away the right', { firefox: true }, async ({ mock, tools, page }) => {
    complete(mock);
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    await tools.dialog.getByLabel('Page size').fill('61');
    await page.evaluate(async () => {
      const gallery = document.querySelector('integration-gallery');
      await gallery.refresh();
      gallery.setAttribute('language', 'de');
    });
    await page.waitForTimeout(300);
    assert.equal(await tools.dialog.getByLabel('Page size').inputValue(), '61');
    await tools.button('Save').click();
    await tools.gone();
    assert.equal(mock.record('everything').sections.syncSettings.pageSize, 61);
    // What the host has asked for happens once there is nothing to lose.
    await page.getByRole('heading', { name: 'Integrationen' }).waitFor();
    await page.getByRole('button', { name: 'Everything konfigurieren' }).waitFor();
  });

  test('gives the focus back even where the card was drawn anew or filtered away', { firefox: true }, async ({ mock, tools, page }) => {
    complete(mock);
    await tools.open();
    await tools.configure('Everything');
    await page.evaluate(() => document.querySelector('integration-gallery').refresh());
    await page.keyboard.press('Escape');
    await tools.gone();
    const focused = () => page.evaluate(() => {
      const element = document.querySelector('integration-gallery').shadowRoot.activeElement;
      return element?.getAttribute('aria-label') ?? element?.tagName;
    });
    await tools.until(async () => (await focused()) === 'Configure Everything', 'the focus is on the new card');
    await tools.configure('Everything');
    await page.evaluate(() => {
      const input = document.querySelector('integration-gallery').shadowRoot.querySelector('[type=search]');
      input.value = 'jira';
      input.dispatchEvent(new Event('input'));
    });
    await page.keyboard.press('Escape');
    await tools.gone();
    await tools.until(async () => (await focused()) === 'Search integrations', 'the focus is in the search');
  });

  test('follows the address, and gives it back', { firefox: true }, async ({ tools, page, url }) => {
    await page.goto(`${url}#/integrations/jira`);
    await tools.dialog.getByRole('heading', { name: 'Jira' }).waitFor();
    await tools.dialog.getByRole('tablist').waitFor();
    await page.keyboard.press('Escape');
    await tools.gone();
    assert.ok(!page.url().includes('jira'));
    await tools.configure('ClickUp');
    assert.match(page.url(), /#\/integrations\/clickup$/);
    await page.evaluate(() => history.back());
    await tools.gone();
    await page.evaluate(() => history.forward());
    await tools.dialog.getByRole('heading', { name: 'ClickUp' }).waitFor();
  });

  test('keeps everything when the session ends, the network fails or the server breaks', { firefox: true }, async ({ mock, tools }) => {
    complete(mock);
    mock.faults.push(onPut(() => problemAnswer(problem(401, 'unauthenticated', ''))), onPut(() => problemAnswer(problem(503, 'storage-unavailable', ''))), onPut(() => problemAnswer(problem(403, 'forbidden', ''))));
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    await tools.dialog.getByLabel('Page size').fill('60');
    await tools.button('Save').click();
    await tools.dialog.getByText('Your session has ended').waitFor();
    await tools.button('Try again').click();
    await tools.dialog.getByText('The server has a problem').waitFor();
    await tools.button('Save').click();
    await tools.dialog.getByText('You may not change this').waitFor();
    assert.equal(await tools.dialog.getByLabel('Page size').inputValue(), '60');
    await tools.button('Save').click();
    await tools.gone();
    assert.equal(mock.record('everything').sections.syncSettings.pageSize, 60);
  });

  test('saves once, however often one presses', async ({ mock, tools }) => {
    complete(mock);
    mock.delay = (request) => (request.method === 'PUT' ? 400 : 0);
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    await tools.dialog.getByLabel('Page size').fill('60');
    await tools.button('Save').dblclick();
    await tools.gone();
    assert.equal(tools.puts.length, 1);
  });

  test('shows both versions of a conflict, and saves what was chosen field by field', { firefox: true }, async ({ mock, tools, page }) => {
    complete(mock);
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    await tools.dialog.getByLabel('Page size').fill('60');
    await tools.box('Ratio').fill('0.5');
    mock.change('everything', { syncSettings: { ...stored.syncSettings, pageSize: 70, tags: ['green'], country: 'fr' } });
    await tools.button('Save').click();
    await tools.dialog.getByText('Somebody else saved first').waitFor();
    assert.match(await tools.dialog.getByRole('alert').textContent(), /Grace Hopper changed these settings/);
    assert.equal(await tools.dialog.locator('.conflict-row').count(), 4);
    assert.equal(await tools.dialog.locator('.conflict-row.both').count(), 1);
    await tools.shot('conflict');
    await tools.accessible('the conflict');
    await tools.button('Back to my form').click();
    assert.equal(await tools.dialog.getByLabel('Page size').inputValue(), '60');
    await tools.button('Save').click();
    await tools.dialog.locator('.conflict-row', { hasText: 'Page size' }).getByRole('radio', { name: /stored version/ }).check();
    await tools.button('Save this choice').click();
    await tools.gone();
    assert.deepEqual(mock.record('everything').sections.syncSettings, { ...stored.syncSettings, pageSize: 70, tags: ['green'], country: 'fr', ratio: 0.5 });
    assert.equal(mock.record('everything').secrets['/authentication/apiKey'].value, 'top-secret-1');
    assert.equal(await page.locator('dialog').count(), 0);
  });

  test('keeps a typed secret through a conflict', async ({ mock, tools }) => {
    complete(mock);
    await tools.open();
    await tools.configure('Everything');
    await tools.button('Replace: API key').click();
    await tools.dialog.locator('input[type=password]').fill('typed-by-me');
    mock.change('everything', { syncSettings: { ...stored.syncSettings, pageSize: 70 } });
    await tools.button('Save').click();
    await tools.dialog.getByText('Somebody else saved first').waitFor();
    await tools.button('Save this choice').click();
    await tools.gone();
    assert.equal(mock.record('everything').secrets['/authentication/apiKey'].value, 'typed-by-me');
    assert.equal(mock.record('everything').sections.syncSettings.pageSize, 70);
  });
};
