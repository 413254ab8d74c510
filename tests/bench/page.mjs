// node page.mjs NAME…: what the admin page weighs and how long it takes in Chromium; a line of JSON for each figure.
// Bytes and the first card are those of the demo host; the cards and fields that no catalog has come from the browser tests'
// small server. A figure is the median of its rounds.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { demo } from '../browser/support/demo.mjs';
import { Harness } from '../browser/support/harness.mjs';
import { install } from '../browser/support/install.mjs';

const source = process.env.IG_SOURCE_DIR;
const binaries = process.env.IG_BINARY_DIR;
const build = join(binaries, 'browser');
const rounds = Number(process.env.IG_BENCH_ROUNDS ?? 9);
const slow = 4; // times the processor's own speed

const kinds = (index) => [
  { type: 'string', title: `Text ${index}`, description: 'What this is for.' }, { type: 'integer', title: `Number ${index}`, minimum: 0 },
  { type: 'boolean', title: `Switch ${index}` }, { type: 'string', title: `Choice ${index}`, enum: ['one', 'two', 'three', 'four'] },
  { type: 'string', title: `Secret ${index}`, writeOnly: true }][index % 5];
const twenty = { name: 'twenty', displayName: 'Twenty', description: '20 fields', categories: ['testing'], settings: { authentication: { type: 'object', properties: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`field${index}`, kinds(index)])) } } };
const card = (index) => ({ name: `i${index}`, displayName: `Integration ${index}`, description: `Number ${index} of very many`, categories: [`group-${index % 12}`], aliases: [`Alias ${index}`], enabled: index % 3 === 0, state: { status: index % 3 === 0 ? 'on' : 'off', configured: true, reasons: [] } });

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const repeat = async (count, once) => {
  const values = [];
  for (let round = 0; round < count; ++round) values.push(await once());
  return median(values);
};

/** A page of its own, with nothing in the browser's cache. */
async function fresh(harness, work, rate = 1) {
  const context = await harness.browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB' });
  try {
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate });
    return await work(page);
  } finally {
    await context.close();
  }
}

const firstCard = '.card:not(.skeleton)';

async function weigh(page, url) {
  const sum = () => page.evaluate(() => performance.getEntriesByType('navigation')[0].encodedBodySize
    + performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/admin/integrations/')).reduce((total, entry) => total + entry.encodedBodySize, 0));
  await page.goto(url);
  await page.locator(firstCard).first().waitFor();
  const grid = await sum();
  await page.getByRole('button', { name: 'Configure Jira', exact: true }).click();
  await page.locator('dialog[open] [role=tablist]').waitFor();
  return { 'page-bytes-grid': grid, 'page-bytes-configure': await sum() };
}

// From the navigation's start to the frame that shows the first card.
async function toFirstCard(page, url) {
  await page.addInitScript((wanted) => {
    const look = () => {
      if (document.querySelector('integration-gallery')?.shadowRoot?.querySelector(wanted)) requestAnimationFrame(() => { window.firstCard = performance.now(); });
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, firstCard);
  await page.goto(url);
  await page.waitForFunction(() => window.firstCard > 0);
  return page.evaluate(() => window.firstCard);
}

// From the click to the frame that shows the twentieth field.
const toTwentieth = (page) => page.evaluate(() => new Promise((done) => {
  const root = document.querySelector('integration-gallery').shadowRoot;
  const begin = performance.now();
  root.querySelector('[data-name=twenty] [part=configure]').click();
  const look = () => (root.querySelector('dialog[open] .panel .field:nth-child(20)') ? requestAnimationFrame(() => done(performance.now() - begin)) : requestAnimationFrame(look));
  look();
}));

async function openTwenty(page, url) {
  await page.goto(url);
  await page.locator('[data-name=twenty]').waitFor();
  const first = await toTwentieth(page);
  const again = await repeat(5, async () => {
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    return toTwentieth(page);
  });
  return [first, again];
}

// A keystroke with the style and layout that it makes necessary.
async function keystrokes(page, url) {
  await page.goto(url);
  await page.locator(firstCard).first().waitFor();
  return page.evaluate(async () => {
    const root = document.querySelector('integration-gallery').shadowRoot;
    const input = root.querySelector('[type=search]');
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const times = [];
    for (const text of ['7', '77', '7', '', 'n', 'nu', 'number 9', '', 'alias 5', '']) {
      await frame();
      const begin = performance.now();
      input.value = text;
      input.dispatchEvent(new Event('input'));
      void root.querySelector('.grid').offsetHeight;
      times.push(performance.now() - begin);
    }
    return times;
  });
}

const wanted = new Set(process.argv.slice(2));
const say = (name, value, unit, aim, met) => { if (wanted.has(name)) console.log(JSON.stringify({ name, value, unit, baseline: null, ratio: null, aim, met })); };
const wants = (...names) => names.some((name) => wanted.has(name));

mkdirSync(build, { recursive: true });
install(build);
const harness = new Harness({ modules: join(build, 'node_modules'), source, build, page: join(binaries, 'lib/page/page'), shots: build, chromium: process.env.IG_CHROMIUM });
const host = await demo({ source, binaries });
try {
  await harness.start();
  if (wants('page-bytes-grid', 'page-bytes-configure')) {
    const bytes = await fresh(harness, (page) => weigh(page, host.url));
    say('page-bytes-grid', bytes['page-bytes-grid'] / 1000, 'kB', '<= 15 kB', bytes['page-bytes-grid'] <= 15000);
    say('page-bytes-configure', bytes['page-bytes-configure'] / 1000, 'kB', '<= 40 kB', bytes['page-bytes-configure'] <= 40000);
  }
  if (wants('page-first-card')) {
    const time = await repeat(rounds, () => fresh(harness, (page) => toFirstCard(page, host.url), slow));
    say('page-first-card', time, 'ms', '<= 2000 ms', time <= 2000);
  }
  harness.mock.manifests.set('twenty', twenty);
  if (wants('page-open-first', 'page-open')) {
    const times = [];
    for (let round = 0; round < rounds; ++round) times.push(await fresh(harness, (page) => openTwenty(page, harness.url), slow));
    const [first, again] = [0, 1].map((which) => median(times.map((time) => time[which])));
    say('page-open-first', first, 'ms', '<= 1000 ms', first <= 1000);
    say('page-open', again, 'ms', '<= 200 ms', again <= 200);
  }
  if (wants('page-keystroke')) {
    const cards = JSON.stringify(Array.from({ length: 1000 }, (_, index) => card(index)));
    harness.mock.faults.push((request) => (request.path === 'integrations' ? { status: 200, type: 'application/json', body: cards } : undefined));
    const time = await repeat(rounds, async () => median(await fresh(harness, (page) => keystrokes(page, harness.url))));
    say('page-keystroke', time, 'ms', '< 16 ms', time < 16);
  }
} finally {
  await harness.stop();
  await host?.stop();
}
