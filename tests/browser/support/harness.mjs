// Runs click paths in Chromium, and the main ones in Firefox as well: one fresh browser context and one fresh server each; a violation of the policy, an error on the
// page or a failed assertion fails the test.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Mock } from './mock.mjs';

const flags = ['--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export class Harness {
  constructor({ modules, source, build, page, shots, only = '', chromium = '/usr/bin/chromium', firefox = '/usr/bin/firefox-esr' }) {
    Object.assign(this, { modules, source, build, page, shots, only, chromium, firefox });
    this.passed = 0;
    this.failed = 0;
    this.axeSource = readFileSync(join(modules, 'axe-core/axe.min.js'), 'utf8');
  }

  async start() {
    const { chromium, firefox } = await import(join(this.modules, 'playwright-core/index.mjs'));
    this.profile = mkdtempSync(join(tmpdir(), 'ig-browser-'));
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    this.browser = await chromium.launch({ executablePath: this.chromium, args: [...flags, ...sandbox], timeout: 120000 });
    // Firefox as distributions ship it, over WebDriver BiDi.
    this.startFirefox = () => (this.other ??= firefox.launch({ channel: 'moz-firefox', executablePath: this.firefox, timeout: 120000 }));
    this.mock = new Mock({ source: this.source, page: this.page });
    this.url = await this.mock.listen();
  }

  async stop() {
    await this.browser?.close();
    await this.other?.then((browser) => browser.close()).catch(() => {});
    await this.mock?.close();
    if (this.profile) rmSync(this.profile, { recursive: true, force: true });
  }

  /** Everything of one file: its default export is called with `test`. */
  async file(name, register) {
    const tests = [];
    register((title, options, body) => tests.push(body ? { title, options, body } : { title, options: {}, body: options }), this);
    for (const { title, options, body } of tests) {
      const full = `browser/${name}/${title}`;
      if (this.only && !full.includes(this.only)) continue;
      await this.one(full, options, body);
    }
    for (const { title, options, body } of tests) {
      const full = `browser/firefox/${name}/${title}`;
      if (!options.firefox || (this.only && !full.includes(this.only))) continue;
      await this.one(full, options, body, await this.startFirefox());
    }
  }

  async one(name, options, body, browser = this.browser) {
    const { viewport = { width: 1280, height: 860 }, server, firefox, ...context } = options;
    this.mock.reset();
    const opened = await browser.newContext({ viewport, locale: 'en-GB', timezoneId: 'Europe/Berlin', ...context });
    const page = await opened.newPage();
    page.setDefaultTimeout(20000);
    const troubles = [];
    page.on('pageerror', (error) => troubles.push(`error on the page: ${error.stack}`));
    page.on('console', (message) => {
      const text = message.text();
      // Chromium reports every answer with a 4xx or 5xx status; the tests ask for those.
      if (message.type() === 'error' && !/Failed to load resource|NetworkError/.test(text)) troubles.push(`console: ${text}`);
    });
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
    });
    try {
      await body({ page, mock: this.mock, url: server ?? this.url, tools: new Tools(page, this, browser !== this.browser), firefox: browser !== this.browser });
      assert.deepEqual(troubles, []);
      ++this.passed;
      console.log(`ok ${name}`);
    } catch (error) {
      ++this.failed;
      console.log(`FAILED ${name}\n${String(error?.stack ?? error).split('\n').slice(0, 14).map((line) => `    ${line}`).join('\n')}`);
      for (const text of troubles.slice(0, 8)) console.log(`    ${text.slice(0, 300)}`);
      await page.screenshot({ path: join(this.shots, `failed-${name.replace(/\W+/g, '-')}.png`) }).catch(() => {});
    } finally {
      await opened.close();
    }
  }
}

/** What most click paths need. */
class Tools {
  constructor(page, harness, firefox) {
    Object.assign(this, { page, harness, firefox });
  }

  async open(url = this.harness.url) {
    await this.page.goto(url);
    await this.page.locator('.card:not(.skeleton)').first().waitFor();
  }

  card(name) { return this.page.locator('.card', { has: this.page.getByRole('heading', { name, exact: true }) }); }
  toggle(name) { return this.page.getByRole('switch', { name, exact: true }); }
  get dialog() { return this.page.locator('dialog[open]'); }
  tab(name) { return this.dialog.getByRole('tab', { name: new RegExp(`^${name}`) }); }
  button(name) { return this.dialog.getByRole('button', { name, exact: true }); }
  box(name) { return this.dialog.getByRole('textbox', { name, exact: true }); }
  combo(name) { return this.dialog.getByRole('combobox', { name, exact: true }); }
  get live() { return this.page.locator('[role=status][aria-live=polite]').first(); }
  get puts() { return this.harness.mock.log.filter((request) => request.method === 'PUT').map((request) => JSON.parse(request.body)); }

  async configure(name, tab) {
    await this.page.getByRole('button', { name: `Configure ${name}`, exact: true }).click();
    await this.dialog.getByRole('tablist').waitFor();
    if (tab) await this.tab(tab).click();
  }

  async gone() { await this.page.locator('dialog[open]').waitFor({ state: 'detached' }); }

  async shot(name) { if (!this.firefox) await this.page.screenshot({ path: join(this.harness.shots, `${name}.png`), animations: 'disabled' }); }

  /** No finding of axe-core: WCAG 2.0 to 2.2, A and AA, and best practices. */
  async accessible(what) {
    if (this.firefox) return; // its debugger cannot bring in the engine past the page's policy
    // Contrast is that of the page at rest: a dialog that is still fading in is paler. Endless ones (skeletons) are not waited for.
    await this.page.evaluate(() => {
      const roots = [document, ...[...document.querySelectorAll('*')].map((element) => element.shadowRoot).filter(Boolean)];
      const running = roots.flatMap((root) => root.getAnimations())
        .filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime));
      return Promise.all(running.map((animation) => animation.finished.catch(() => {}))).then(() => {});
    });
    // Behind a dialog nothing can be reached: the grid is judged where it is in front.
    // The engine may itself evaluate code: it is put in by the debugger, which the page's policy does not bind.
    const client = await this.page.context().newCDPSession(this.page);
    await client.send('Runtime.evaluate', { expression: this.harness.axeSource });
    const { result, exceptionDetails } = await client.send('Runtime.evaluate', {
      awaitPromise: true, returnByValue: true,
      expression: `axe.run([...document.querySelectorAll('integration-gallery')].map((gallery) => gallery.shadowRoot?.querySelector('dialog[open]')).find(Boolean) ?? document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], preload: false }).then((found) => found.violations.map((item) => item.id + ': ' + item.nodes.map((node) => node.target.flat().join(' ') + ' ' + (node.any[0] ?? node.all[0] ?? node.none[0] ?? {}).message).slice(0, 4).join(' | ')))`,
    });
    await client.detach();
    assert.equal(exceptionDetails, undefined, exceptionDetails?.exception?.description);
    assert.deepEqual(result.value, [], what);
  }

  /** Waits until a condition over the page's own state holds. */
  async until(condition, what) {
    for (let left = 500; left > 0; --left) {
      if (await condition()) return;
      await this.page.waitForTimeout(50);
    }
    assert.fail(`never happened: ${what}`);
  }
}
