// For everyone, and inside any page: accessibility, narrow windows, languages, directions, hosts.
import assert from 'node:assert/strict';
import { problem, problemAnswer } from '../support/mock.mjs';

const looks = [['light', {}], ['dark', { colorScheme: 'dark' }], ['forced-colours', { forcedColors: 'active' }]];

async function tour(tools, page, mock, name) {
  mock.change('everything', { authentication: { method: 'apikey', site: 'acme' }, syncSettings: { pageSize: 50, tags: ['red'], rules: [{ name: 'a' }], headers: { a: '1' } } }, { secrets: { '/authentication/apiKey': 'abcdef' } });
  mock.record('slack').reasons = [{ code: 'secret-unreadable', pointer: '', detail: 'The stored token cannot be opened.' }];
  mock.change('github', {}, { enabled: true });
  await tools.open();
  if (name.includes('right')) await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
  await tools.accessible(`${name}: the grid`);
  await tools.shot(`${name}-grid`);
  await tools.configure('Everything');
  await tools.accessible(`${name}: authentication`);
  await tools.shot(`${name}-dialog`);
  await tools.dialog.getByRole('tab').nth(2).click();
  await tools.accessible(`${name}: every control`);
  await tools.dialog.getByLabel('Page size').fill('x');
  await tools.button('Save').click();
  await tools.accessible(`${name}: errors`);
  await tools.dialog.getByRole('tab').nth(1).click();
  await tools.button('Use Ticket → Task').click();
  await tools.dialog.getByText('Transforms and values').nth(2).click();
  await tools.dialog.getByText('Try it with a sample record').click();
  await tools.accessible(`${name}: data mapping`);
  await tools.shot(`${name}-mapping`);
  await tools.combo('Their field').first().click();
  await tools.accessible(`${name}: an open list`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await tools.accessible(`${name}: the guard`);
  await tools.button('Discard').click();
  await tools.gone();
  await tools.configure('ClickUp', 'Sync settings');
  await tools.dialog.getByRole('radio', { name: 'Cron expression' }).check();
  await tools.button('Hourly in office hours').click();
  await tools.dialog.getByText(/^Advanced/).click();
  await tools.accessible(`${name}: schedule`);
  await tools.dialog.locator('.schedule-preview').scrollIntoViewIfNeeded();
  await tools.shot(`${name}-schedule`);
  await page.keyboard.press('Escape');
  await tools.button('Discard').click();
  await tools.gone();
  await page.getByRole('searchbox').fill('nothing of this name');
  await page.getByText('Nothing found').first().waitFor();
  await tools.accessible(`${name}: nothing found`);
  mock.faults.push(() => problemAnswer(problem(503, 'storage-unavailable', '')));
  await page.evaluate(() => document.querySelector('integration-gallery').refresh());
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await tools.accessible(`${name}: a list that did not load`);
}

export default (test) => {
  for (const [name, context] of looks) {
    test(`has no finding of axe in ${name}`, context, ({ tools, page, mock }) => tour(tools, page, mock, name));
  }
  test('has no finding of axe from right to left', ({ tools, page, mock }) => tour(tools, page, mock, 'right-to-left'));

  test('fits a window of 320 pixels without scrolling sideways', { firefox: true, viewport: { width: 320, height: 640 } }, async ({ tools, page, mock }) => {
    mock.change('everything', { authentication: { method: 'apikey', site: 'acme' } }, { secrets: { '/authentication/apiKey': 'abcdef' } });
    await tools.open();
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(await fits());
    await tools.shot('narrow-grid');
    await tools.configure('Everything');
    const inside = () => tools.dialog.locator('.dialog-body').evaluate((body) => body.scrollWidth <= body.clientWidth);
    for (const tab of await tools.dialog.getByRole('tab').all()) {
      await tab.click();
      assert.ok(await inside(), await tab.textContent());
    }
    await tools.tab('Data mapping').click();
    await tools.button('Use Ticket → Task').click();
    assert.ok(await inside(), 'the mapping');
    await tools.shot('narrow-dialog');
    await tools.accessible('narrow');
  });

  test('can be used at 400 % zoom', { viewport: { width: 320, height: 256 } }, async ({ tools, page, mock }) => {
    mock.change('everything', { authentication: { method: 'apikey', site: 'acme' } }, { secrets: { '/authentication/apiKey': 'abcdef' } });
    await tools.open();
    await tools.configure('Everything', 'Sync settings');
    await tools.dialog.getByLabel('Page size').fill('20');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    // What has the focus is not under the footer.
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => {
      const root = document.querySelector('integration-gallery').shadowRoot;
      const box = root.activeElement.getBoundingClientRect();
      return root.elementFromPoint(box.x + box.width / 2, Math.max(1, box.y + box.height / 2)) === root.activeElement;
    }));
    await tools.button('Add Tag').click();
    await page.keyboard.type('red');
    await tools.shot('zoomed');
    await tools.button('Save').click();
    await tools.gone();
    assert.equal(tools.puts[0].syncSettings.pageSize, 20);
  });

  test('lives on when it is moved, and inside another shadow tree', async ({ tools, page }) => {
    await tools.open();
    await page.evaluate(() => {
      const gallery = document.querySelector('integration-gallery');
      const outer = document.querySelector('main').appendChild(document.createElement('section'));
      outer.attachShadow({ mode: 'open' }).append(gallery);
    });
    await page.locator('.card:not(.skeleton)').first().waitFor();
    await tools.configure('ClickUp');
    await tools.dialog.locator('input[type=password]').fill('pk_1');
    await tools.button('Save').click();
    await tools.gone();
    assert.equal(tools.puts.length, 1);
  });

  test('speaks German where the reader does', { locale: 'de-DE' }, async ({ tools, page, mock }) => {
    mock.change('everything', { authentication: { method: 'apikey', site: 'acme' }, syncSettings: { ratio: 0.25 } }, { secrets: { '/authentication/apiKey': 'abcdef' } });
    await tools.open();
    await page.getByRole('heading', { name: 'Integrationen' }).waitFor();
    await page.getByRole('button', { name: 'Everything konfigurieren' }).click();
    await tools.dialog.getByText(/Gesetzt am \d{1,2}\.\d{1,2}\.\d{4} von Grace Hopper/).waitFor();
    await tools.dialog.getByRole('tab', { name: 'Synchronisierung' }).click();
    await tools.dialog.getByRole('button', { name: 'Speichern und einschalten' }).click();
    await tools.dialog.getByText('Geben Sie „Seitengröße“ an.').first().waitFor();
    await tools.shot('german');
    await tools.accessible('German');
    // Numbers as they are written here: a comma before the fraction, points between thousands.
    const ratio = tools.dialog.getByLabel('Ratio', { exact: true });
    assert.equal(await ratio.inputValue(), '0,25');
    await ratio.fill('0,75');
    await tools.dialog.getByLabel('Seitengröße').fill('1.000');
    await tools.dialog.getByRole('button', { name: 'Speichern', exact: true }).click();
    await tools.dialog.getByText('„Seitengröße“ darf höchstens 100 sein.').first().waitFor();
    await tools.dialog.getByLabel('Seitengröße').fill('99');
    await tools.dialog.getByRole('button', { name: 'Speichern', exact: true }).click();
    await tools.gone();
    assert.deepEqual(tools.puts, [{ syncSettings: { ratio: 0.75, pageSize: 99 } }]);
  });

  test('speaks a language that the host adds as one file, in its direction, and English where that is silent', async ({ tools, page, mock }) => {
    await page.goto(`${mock.origin}/pages/language.html`);
    await page.getByRole('heading', { name: 'التكاملات' }).waitFor();
    await page.locator('.card:not(.skeleton)').first().waitFor();
    assert.equal(await page.locator('.frame').evaluate((frame) => getComputedStyle(frame).direction), 'rtl');
    await page.getByRole('searchbox').fill('clickup');
    await tools.until(async () => (await tools.live.textContent()) === 'تكامل واحد', 'the count is said with the language\'s own plural');
    await page.getByRole('button', { name: 'إعداد ClickUp' }).click();
    await tools.button('حفظ').waitFor();
    await tools.button('Cancel').waitFor();
    // What is said in English ends where English ends, and a key is read from the left.
    const help = tools.dialog.locator('.help', { hasText: 'It starts with pk_.' });
    assert.deepEqual(await help.evaluate((element) => [getComputedStyle(element).unicodeBidi, getComputedStyle(element).textAlign]), ['plaintext', 'right']);
    assert.equal(await tools.dialog.locator('input[type=password]').evaluate((element) => getComputedStyle(element).direction), 'ltr');
    await tools.shot('arabic');
    await tools.accessible('a further language');
  });

  test('says in the reader\'s language why something needs attention', { locale: 'de-DE' }, async ({ tools, mock }) => {
    mock.record('slack').reasons = [{ code: 'record-damaged', pointer: '', detail: 'What is stored of this integration cannot be read.' }];
    mock.record('jira').reasons = [{ code: 'pattern', pointer: '/authentication/site', detail: 'Must match.' }];
    await tools.open();
    assert.match(await tools.card('Slack').textContent(), /lässt sich nicht lesen/);
    assert.match(await tools.card('Jira').textContent(), /Einige Einstellungen müssen berichtigt werden/);
  });

  test('needs nothing but the keyboard', { firefox: true }, async ({ tools, page }) => {
    await tools.open();
    await page.keyboard.press('Tab');
    await page.keyboard.type('clickup');
    for (let left = 12; left > 0; --left) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.querySelector('integration-gallery').shadowRoot.activeElement?.getAttribute('aria-label') === 'Configure ClickUp')) break;
    }
    await page.keyboard.press('Enter');
    await tools.dialog.getByRole('tablist').waitFor();
    assert.equal(await page.evaluate(() => document.querySelector('integration-gallery').shadowRoot.activeElement.textContent), 'ClickUp');
    await tools.tab('Authentication').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await tools.tab('Data mapping').getAttribute('aria-selected'), 'true');
    await page.keyboard.press('Home');
    await tools.dialog.locator('input[type=password]').focus();
    await page.keyboard.type('pk_1_keyboard');
    await page.keyboard.press('Enter');
    await tools.gone();
    assert.equal(tools.puts.length, 1);
  });

  test('moves nothing for those who want no motion', { reducedMotion: 'reduce' }, async ({ tools, page }) => {
    await tools.open();
    await tools.configure('ClickUp');
    assert.equal(await page.evaluate(() => document.querySelector('integration-gallery').shadowRoot.getAnimations().length), 0);
  });

  test('wears the colours, the corners and the type of the host', { firefox: true }, async ({ tools, page }) => {
    await tools.open();
    await page.evaluate(() => {
      const gallery = document.querySelector('integration-gallery');
      for (const [name, value] of Object.entries({ accent: '#a0005a', 'on-accent': '#fffffe', radius: '4px', font: 'serif', surface: '#fffdf7' })) gallery.style.setProperty(`--integration-gallery-${name}`, value);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('integration-gallery::part(card) { border-width: 3px } integration-gallery::part(dialog) { border-width: 5px }');
      document.adoptedStyleSheets = [sheet];
    });
    await tools.configure('ClickUp');
    assert.deepEqual(await page.evaluate(() => {
      const root = document.querySelector('integration-gallery').shadowRoot;
      const style = (selector) => getComputedStyle(root.querySelector(selector));
      return [style('.button.primary').backgroundColor, style('.button.primary').color, style('.card').borderTopLeftRadius, style('.name').fontFamily, style('.card').backgroundColor, style('.card').borderTopWidth, style('.dialog').borderTopWidth];
    }), ['rgb(160, 0, 90)', 'rgb(255, 255, 254)', '4px', 'serif', 'rgb(255, 253, 247)', '3px', '5px']);
  });

  test('shows whatever a manifest says as text', { firefox: true }, async ({ tools, page, mock }) => {
    const markup = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>bold</b>';
    const text = { type: 'string', title: `Title ${markup}`, description: `Help ${markup} javascript:alert(1)`, 'x-ig-placeholder': markup, 'x-ig-doc-anchor': 'https:javascript:1', examples: [markup] };
    mock.manifests.set('markup', { name: 'markup', displayName: `Markup ${markup}`, description: `Says ${markup}`, categories: [markup], documentationUrl: 'javascript:document.title=3', settings: { authentication: { type: 'object', properties: { text, choice: { enum: [markup, 'b'], title: markup } } } } });
    try {
      await tools.open();
      const before = await page.title();
      assert.match(await page.locator('.card', { hasText: 'Says' }).textContent(), /Says <img src=x onerror="document\.title=1"><script>/);
      await page.evaluate(() => document.querySelector('integration-gallery').configure('markup'));
      await tools.dialog.getByRole('tablist').waitFor();
      await tools.dialog.getByText('Help <img').waitFor();
      assert.equal(await tools.dialog.locator('img[src=x], script, b').count(), 0);
      assert.deepEqual(await tools.dialog.locator('a').evaluateAll((links) => links.map((link) => link.protocol).filter((protocol) => protocol !== 'https:')), []);
      assert.equal(await page.title(), before);
    } finally {
      mock.manifests.delete('markup');
    }
  });

  test('stays itself inside a page of hostile styles, twice, loaded twice', { firefox: true }, async ({ tools, page, mock }) => {
    await page.goto(`${mock.origin}/pages/hostile.html`);
    await page.locator('#first .card').first().waitFor();
    await page.locator('#second .card').first().waitFor();
    const style = await page.evaluate(() => {
      const card = document.querySelector('#first').shadowRoot.querySelector('.name');
      const found = getComputedStyle(card);
      return [found.color, found.textTransform, found.letterSpacing === '20px', found.fontFamily.includes('fantasy')];
    });
    assert.deepEqual(style, ['rgb(26, 29, 36)', 'none', false, false]);
    await page.locator('#second').getByRole('button', { name: 'Configure ClickUp' }).click();
    await page.locator('#second').getByRole('tablist').waitFor();
    assert.equal(await page.locator('#first dialog').count(), 0);
    await tools.shot('hostile');
  });

  test('shows settings to look at where the server says that the caller may do no more', { firefox: true }, async ({ tools, page, mock }) => {
    mock.change('everything', { authentication: { method: 'apikey', site: 'acme' } }, { secrets: { '/authentication/apiKey': 'abcdef' } });
    mock.allow = 'GET, HEAD';
    mock.faults.push((request) => (request.method === 'PUT' ? problemAnswer(problem(403, 'forbidden', '')) : undefined));
    await tools.open();
    await tools.configure('Everything');
    await tools.dialog.getByText('You may look at these settings but not change them.').waitFor();
    for (const tab of await tools.dialog.getByRole('tab').all()) await tab.click();
    assert.equal(await tools.dialog.locator(':is(input, select, textarea):not([disabled])').count(), 0);
    assert.equal(await tools.dialog.getByRole('button', { name: /^(Save|Replace|Clear|Add|Remove)/ }).count(), 0);
    await tools.accessible('settings to look at');
    await page.keyboard.press('Escape');
    await tools.gone();
    await tools.toggle('Bare').click();
    await tools.card('Bare').getByText('Not changed: You may not change this.').waitFor();
    assert.equal(await tools.toggle('Bare').getAttribute('aria-checked'), 'false');
  });

  test('sends what the host supplies, and looks only where it may only look', { firefox: true }, async ({ page, mock }) => {
    await page.goto(`${mock.origin}/pages/token.html`);
    await page.locator('.card:not(.skeleton)').first().waitFor();
    assert.ok(mock.log.filter((request) => !request.path.endsWith('/logo')).every((request) => request.headers.authorization === 'Bearer from-the-host'));
    assert.equal(await page.getByRole('switch', { name: 'Bare' }).isDisabled(), true);
    await page.getByRole('button', { name: 'Configure Everything' }).click();
    await page.getByText('You may look at these settings but not change them.').waitFor();
    assert.equal(await page.locator('dialog input:not([disabled]):not([type=hidden])').count(), 0);
  });
};
