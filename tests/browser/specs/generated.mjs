// Forms of invented schemas: whatever a real catalogue would bring is drawn, read back unchanged, and stored as entered.
import assert from 'node:assert/strict';
import { invent } from '../support/schemas.mjs';

const count = process.env.IG_TEST_LONG ? 1280 : 128;

export default (test) => {
  test('draws what real connectors look like, and reads back what they hold', async ({ page, tools }) => {
    await tools.open();
    await tools.configure('ClickUp', 'Sync settings'); // brings code and words
    await page.keyboard.press('Escape');
    const found = await page.evaluate(async (samples) => {
      const assets = new URL('assets/v/', document.baseURI).href;
      const [{ loadMessages }, { Form }, editors] = await Promise.all(['integration-gallery.js', 'dialog.js', 'editors.js'].map((name) => import(assets + name)));
      const messages = await loadMessages('en');
      await messages.load('form');
      await messages.load('editors');
      const wrong = [];
      const tally = { fields: 0, controls: 0, secrets: 0, choices: 0, branches: 0, slowest: 0 };
      const text = (value) => JSON.stringify(value, (_, item) => (item !== null && typeof item === 'object' && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item));
      const make = (schema, value, secrets) => new Form({ schema: { authentication: schema }, view: { authentication: value, secrets, revision: 1 }, messages, editors, onChange() {}, announce() {} });
      const box = document.body.appendChild(document.createElement('div'));
      samples.forEach(({ schema, value }, index) => {
        const say = (what, ...more) => { if (wrong.length < 8) wrong.push(`${index}: ${what} ${more.map((item) => text(item)).join(' | ')}`.slice(0, 900)); };
        // Every secret is set: what is missing then is missing in the document.
        const set = new Proxy({}, { getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }), get: () => ({ set: true, updatedAt: '2026-01-01T00:00:00Z' }) });
        const begin = performance.now();
        const form = make(schema, value, set);
        box.replaceChildren(...form.element.panels);
        tally.slowest = Math.max(tally.slowest, performance.now() - begin);
        const nodes = [...form.parts[0].node.all()];
        tally.fields += nodes.length;
        if (form.dirty) say('dirty when opened', value, form.read().authentication);
        const issues = form.check(false);
        if (issues.length > 0) say('a complete document is refused', issues.map(({ pointer, code }) => [pointer, code]), value);
        // What each control shows is what it stores.
        for (const node of nodes) {
          if (node.mode === 'keep') ++tally.secrets;
          if (node.touched === false && node.current) {
            ++tally.controls;
            // A default that is only shown becomes a value once it is touched: only what is stored is compared.
            if (node.initial !== undefined) node.touched = true;
          }
        }
        if (text(form.read().authentication) !== text(value)) say('not read back', value, form.read().authentication);
        // Every way of every choice, and back: what was entered comes back.
        for (const node of nodes) {
          if (!node.branches || node.branches.length < 2 || node.index < 0 || node.touched) continue;
          ++tally.choices;
          const start = node.index;
          const before = text(node.read());
          if (before === undefined) continue; // choosing is what makes it be there
          for (let way = 0; way < node.branches.length; ++way) {
            ++tally.branches;
            node.choose(way);
            if (node.discriminator && node.read()?.[node.discriminator.name] !== node.discriminator.values[way]) say('a way does not say its name', node.read());
          }
          node.choose(start);
          if (text(node.read()) !== before) say('a way is not as it was left', before, node.read());
        }
        const empty = make(schema, {}, {});
        if (empty.dirty) say('dirty when nothing is stored', empty.read().authentication);
        if (text(empty.read().authentication) !== text(empty.before.authentication)) say('nothing stored becomes something');
      });
      box.remove();
      return { wrong, tally };
    }, invent(count));
    console.log(`    ${count} schemas: ${Object.entries(found.tally).map(([name, value]) => `${name} ${Math.round(value)}`).join(', ')} ms`);
    assert.deepEqual(found.wrong, []);
    assert.ok(found.tally.controls > count * 3 && found.tally.choices > 20 && found.tally.secrets > count);
  });

  test('stores a generated form as it was entered', async ({ page, mock, tools }) => {
    const names = invent(40, 99).slice(1, 7).map(({ schema, value }, index) => {
      const name = `invented-${index}`;
      mock.manifests.set(name, { name, displayName: name, description: 'Invented', categories: ['testing'], settings: { authentication: { ...schema, properties: { ...schema.properties, marker: { type: 'string', title: 'Marker' } } } } });
      mock.change(name, { authentication: value });
      return [name, value];
    });
    try {
      await tools.open();
      for (const [name, value] of names) {
        await tools.configure(name);
        await tools.box('Marker').fill('set');
        await tools.button('Save').click();
        await tools.gone();
        assert.deepEqual(tools.puts.at(-1), { authentication: { ...value, marker: 'set' } });
      }
    } finally {
      for (const [name] of names) mock.manifests.delete(name);
    }
    assert.equal(await page.locator('dialog').count(), 0);
  });
};
