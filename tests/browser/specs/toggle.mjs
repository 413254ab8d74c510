// The switch: optimistic, honest when the server disagrees.
import assert from 'node:assert/strict';
import { problem, problemAnswer } from '../support/mock.mjs';

const onPut = (answer, once = true) => Object.assign((request) => (request.method === 'PUT' ? answer(request) : undefined), { once });

export default (test) => {
  test('moves at once and sends nothing but enabled', { firefox: true }, async ({ page, mock, tools }) => {
    mock.delay = (request) => (request.method === 'PUT' ? 600 : 0);
    await tools.open();
    await tools.toggle('Bare').click();
    assert.equal(await tools.toggle('Bare').getAttribute('aria-checked'), 'true');
    assert.equal(await tools.toggle('Bare').getAttribute('aria-busy'), 'true');
    await tools.toggle('Bare').click();
    await tools.until(async () => (await tools.toggle('Bare').getAttribute('aria-busy')) === 'false', 'the switch is at rest');
    assert.deepEqual(tools.puts, [{ enabled: true }]);
    assert.equal(await tools.toggle('Bare').getAttribute('aria-checked'), 'true');
    await tools.until(async () => /Bare is on/.test(await tools.live.textContent()), 'it is announced');
    await page.keyboard.press('Space');
    await tools.until(() => tools.puts.length === 2 && tools.puts[1].enabled === false, 'Space switches off');
    await tools.until(async () => (await tools.toggle('Bare').getAttribute('aria-busy')) === 'false', 'the switch is at rest again');
    await page.keyboard.press('Enter');
    await tools.until(() => tools.puts.length === 3 && tools.puts[2].enabled === true, 'Enter switches on');
    assert.equal(await page.evaluate(() => document.querySelector('integration-gallery').shadowRoot.activeElement.getAttribute('role')), 'switch');
    await tools.until(async () => (await tools.toggle('Bare').getAttribute('aria-busy')) === 'false', 'the switch is at rest at last');
  });

  test('rolls back with the reason when the server fails', { firefox: true }, async ({ mock, tools }) => {
    mock.faults.push(onPut(() => problemAnswer(problem(500, 'internal', ''))));
    await tools.open();
    await tools.toggle('Bare').click();
    await tools.until(async () => (await tools.toggle('Bare').getAttribute('aria-checked')) === 'false', 'the switch is back');
    assert.match(await tools.card('Bare').textContent(), /Not changed: The server has a problem/);
    await tools.until(async () => /Bare is still off/.test(await tools.live.textContent()), 'it is announced');
  });

  test('reads the current version first where the host demands a precondition', async ({ mock, tools }) => {
    mock.faults.push((request) => (request.method === 'PUT' && !request.headers['if-match'] ? problemAnswer(problem(428, 'precondition-required', '')) : undefined));
    await tools.open();
    await tools.toggle('Bare').click();
    await tools.until(async () => (await tools.card('Bare').getAttribute('data-status')) === 'on', 'it is on');
  });

  test('opens Configure at the first missing field of an incomplete integration', { firefox: true }, async ({ page, tools }) => {
    await tools.open();
    await tools.toggle('Jira').click();
    await tools.dialog.waitFor();
    await tools.dialog.getByRole('alert').waitFor();
    assert.match(await tools.dialog.getByRole('alert').textContent(), /missing before this can be switched on/);
    assert.equal(await page.evaluate(() => document.querySelector('integration-gallery').shadowRoot.activeElement.labels[0].textContent), 'Site');
    await tools.box('Site').fill('acme.atlassian.net');
    await tools.box('Email').fill('ada@example.com');
    await tools.dialog.getByLabel('API token', { exact: true }).fill('secret-token');
    await tools.button('Save and switch on').click();
    await tools.gone();
    assert.equal(await tools.toggle('Jira').getAttribute('aria-checked'), 'true');
  });

  test('lets the host forbid a change and tells it of one', async ({ page, tools }) => {
    await tools.open();
    await page.evaluate(() => {
      window.seen = [];
      const gallery = document.querySelector('integration-gallery');
      gallery.addEventListener('integration-change', (event) => window.seen.push(event.detail));
      gallery.addEventListener('integration-before-change', (event) => event.preventDefault(), { once: true });
    });
    await tools.toggle('Bare').click();
    assert.equal(await tools.toggle('Bare').getAttribute('aria-checked'), 'false');
    assert.equal(tools.puts.length, 0);
    await tools.toggle('Bare').click();
    await tools.until(() => page.evaluate(() => window.seen.length === 1), 'the host is told');
    assert.deepEqual(await page.evaluate(() => window.seen), [{ name: 'bare', change: 'toggle', enabled: true, revision: 1 }]);
  });
};
