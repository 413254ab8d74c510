// The grid: cards, search, filters, states of loading.
import assert from 'node:assert/strict';
import { problem, problemAnswer } from '../support/mock.mjs';

export default (test) => {
  test('shows a card for every integration with logo, name, description, switch and Configure', { firefox: true }, async ({ page, mock, tools }) => {
    await tools.open();
    assert.equal(await page.locator('.card').count(), mock.manifests.size);
    const card = tools.card('ClickUp');
    assert.match(await card.textContent(), /Import and sync data from ClickUp\./);
    await card.locator('img').waitFor();
    assert.equal(await card.getByRole('switch').getAttribute('aria-checked'), 'false');
    assert.equal(await card.getByRole('button', { name: 'Configure ClickUp' }).count(), 1);
    await tools.shot('grid');
  });

  test('finds by words and other names in any order, without case and diacritics, and says how many', { firefox: true }, async ({ page, mock, tools }) => {
    mock.manifests.set('cafe', { name: 'cafe', displayName: 'Café Zürich', description: 'Orders', categories: ['testing'], settings: {} });
    await tools.open();
    mock.manifests.delete('cafe');
    await page.getByRole('searchbox').fill('zurich CAFE');
    assert.equal(await page.locator('.card:visible').count(), 1);
    await tools.until(async () => /1 integration/.test(await tools.live.textContent()), 'the count is announced');
    await page.getByRole('searchbox').fill('ms teams');
    assert.deepEqual(await page.locator('.card:visible .name').allTextContents(), ['Microsoft Teams']);
    await page.getByRole('searchbox').fill('Atlassian');
    assert.deepEqual(await page.locator('.card:visible .name').allTextContents(), ['Bitbucket Cloud', 'Confluence', 'Jira', 'Trello']);
    await page.getByRole('searchbox').fill('nothing like this');
    await page.locator('.notice-title', { hasText: 'Nothing found' }).waitFor();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    assert.ok(await page.locator('.card:visible').count() > 5);
  });

  test('filters by category and by state, and sorts', { firefox: true }, async ({ page, mock, tools }) => {
    mock.change('github', {}, { enabled: true });
    mock.record('slack').reasons = [{ code: 'secret-unreadable', pointer: '', detail: 'The stored token cannot be opened.' }];
    await tools.open();
    await page.getByRole('radio', { name: /^On/ }).check();
    assert.deepEqual(await page.locator('.card:visible .name').allTextContents(), ['GitHub']);
    await tools.until(async () => (await tools.live.textContent()) === '1 integration', 'the count is announced');
    await page.getByRole('radio', { name: /^Needs attention/ }).check();
    assert.deepEqual(await page.locator('.card:visible .name').allTextContents(), ['Slack']);
    assert.match(await tools.card('Slack').textContent(), /The stored secrets cannot be opened any more/);
    await page.getByRole('radio', { name: /^All/ }).check();
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('state');
    assert.deepEqual((await page.locator('.card:visible .name').allTextContents()).slice(0, 2), ['Slack', 'GitHub']);
    await page.getByRole('combobox', { name: 'Category' }).selectOption('testing');
    assert.deepEqual(await page.locator('.card:visible .name').allTextContents(), ['Bare', 'Everything']);
  });

  test('says why the list did not load, and tries again', async ({ page, mock, tools, url }) => {
    const fault = () => problemAnswer(problem(503, 'storage-unavailable', 'The database does not answer.'));
    fault.once = true;
    mock.faults.push(fault);
    await page.goto(url);
    await page.locator('.notice-title', { hasText: 'could not be loaded' }).waitFor();
    await tools.shot('load-error');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.card:not(.skeleton)').first().waitFor();
  });

  test('shows skeletons while it loads, and says so when there is nothing', async ({ page, mock, url }) => {
    mock.delay = 700;
    mock.faults.push((request) => (request.path === 'integrations' ? { status: 200, type: 'application/json', body: '[]' } : undefined));
    await page.goto(url);
    await page.locator('.skeleton').first().waitFor();
    assert.equal(await page.locator('.grid').getAttribute('aria-busy'), 'true');
    await page.locator('.notice-title', { hasText: 'No integrations yet' }).waitFor();
    assert.equal(await page.locator('.skeleton').count(), 0);
  });

  test('loads a long list page after page', async ({ page, mock, tools }) => {
    const card = (index) => ({ name: `i${index}`, displayName: `Integration ${index}`, description: '', categories: [], enabled: false, state: { status: 'off', configured: true, reasons: [] } });
    mock.faults.push((request) => {
      if (request.path !== 'integrations') return undefined;
      const from = Number(request.query.get('cursor') ?? 0);
      const link = from < 4 ? `<?view=full&limit=2&cursor=${from + 2}>; rel="next"` : undefined;
      return { status: 200, type: 'application/json', body: JSON.stringify([card(from), card(from + 1)]), link };
    });
    await tools.open();
    assert.deepEqual(await page.locator('.card .name').allTextContents(), [0, 1, 2, 3, 4, 5].map((index) => `Integration ${index}`));
  });

  test('puts initials where a logo does not load', async ({ page, mock, tools }) => {
    mock.faults.push((request) => (request.path === 'integrations/jira/logo' ? { status: 404, type: 'text/plain', body: '' } : undefined));
    await tools.open();
    assert.equal(await tools.card('Jira').locator('.tile').textContent(), 'JI');
  });

  test('filters a thousand cards within a frame', async ({ page, mock, tools }) => {
    const cards = Array.from({ length: 1000 }, (_, index) => ({ name: `i${index}`, displayName: `Integration ${index}`, description: `Number ${index} of very many`, categories: [`group-${index % 12}`], enabled: index % 3 === 0, state: { status: index % 3 === 0 ? 'on' : 'off', configured: true, reasons: [] } }));
    mock.faults.push((request) => (request.path === 'integrations' ? { status: 200, type: 'application/json', body: JSON.stringify(cards) } : undefined));
    await tools.open();
    const times = await page.evaluate(() => {
      const root = document.querySelector('integration-gallery').shadowRoot;
      const input = root.querySelector('[type=search]');
      return ['7', '77', '7', '', 'number 9', ''].map((text) => {
        const start = performance.now();
        input.value = text;
        input.dispatchEvent(new Event('input'));
        const own = performance.now() - start;
        void root.querySelector('.grid').offsetHeight;
        return [own, performance.now() - start];
      });
    });
    const say = (which) => times.map((time) => time[which].toFixed(1)).join(', ');
    console.log(`    keystroke over 1,000 cards: ${say(0)} ms; with layout ${say(1)} ms`);
    // The browser's layout is shown, not judged: it depends on what else the machine does.
    assert.ok(times.map((time) => time[0]).sort((a, b) => a - b)[3] < 16);
  });
};
