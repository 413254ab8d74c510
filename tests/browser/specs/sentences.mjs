// What the page finds wrong before it sends anything is what the real server would refuse, at the same field, in the same words.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { demo } from '../support/demo.mjs';
import { manifest, wrong as wrongKeywords } from '../support/keywords.mjs';

const schedule = (value) => ({ syncSettings: { schedule: value, direction: 'inbound' } });
const mapped = (entity) => ({ dataMapping: { entities: [{ local: 'task', remote: 'task', direction: 'inbound', match: [], fields: [], ...entity }] } });
const field = (value) => mapped({ fields: [{ local: 'name', remote: 'name', ...value }] });
const transform = (value) => field({ transformInbound: [value] });
const wrong = [
  schedule({ type: 'interval', every: 'often' }), schedule({ type: 'cron', expression: '61 * * * *', timeZone: 'UTC' }),
  schedule({ type: 'cron', expression: '0 * * * *', timeZone: 'Mars/Phobos' }), schedule({ type: 'daily', at: ['25:00'], timeZone: 'UTC' }),
  schedule({ type: 'daily', at: ['08:00'], days: ['someday'], timeZone: 'UTC' }), schedule({ type: 'sometimes' }), schedule({ type: 'manual', extra: 1 }), schedule(7),
  { syncSettings: { direction: 'sideways' } }, { syncSettings: { mode: 3 } }, { syncSettings: { nonsense: true } },
  mapped({ direction: 'up' }), mapped({ extra: 1 }), mapped({ match: [{ local: 'name', remote: 'name', compare: 'roughly' }] }),
  field({ direction: 'never' }), field({ enabled: 'yes' }), field({ valueMap: { pairs: 3 } }), field({ valueMap: { pairs: [], unmapped: 'guess' } }),
  transform({ operation: 'shout' }), transform({ operation: 'truncate', length: 0 }), transform({ operation: 'truncate', length: 'long' }), transform({ operation: 'split', separator: '' }), transform({ operation: 'scale', factor: 'x' }),
  { dataMapping: { entities: 'all' } }, { dataMapping: { other: [] } },
];

// What only the server knows: it compares with both object models, and with what is stored.
const serversOwn = ['unmapped-match', 'type-mismatch', 'unknown-object', 'unknown-field', 'read-only-field', 'unknown-value'];

// In the page: every wrong document as the form would find it wrong, beside the answer of the server.
async function compare([shared, language, serversOwn]) {
  const assets = new URL('.', document.querySelector('script[src]').src).href;
  const [{ loadMessages }, { Form }, editors] = await Promise.all(['integration-gallery.js', 'dialog.js', 'editors.js'].map((name) => import(assets + name)));
  const messages = await loadMessages(language);
  for (const group of ['form', 'editors']) await messages.load(group);
  const api = (path, options) => fetch(new URL(`../../api/v1/integrations${path}`, document.baseURI), options);
  const bad = (schema) => {
    if (schema.enum) return ['no-such-choice'];
    switch ([schema.type].flat()[0]) {
      case 'integer': case 'number': return ['abc', (schema.minimum ?? 0) - 1, ...(schema.maximum !== undefined ? [schema.maximum + 1] : []), ...(schema.type === 'integer' ? [1.5] : [])];
      case 'boolean': return ['maybe'];
      case 'string': return [12, '', ...(schema.format || schema.pattern ? ['no good: \u0001 <>'] : []), ...(schema.maxLength ? ['x'.repeat(schema.maxLength + 1)] : [])];
      default: return [null];
    }
  };
  const documents = [];
  for (const { name } of await (await api('')).json()) {
    const schema = await (await api(`/${name}/schema?language=${language}`)).json();
    for (const body of shared[name] ?? []) documents.push([name, schema, body]);
    if (name === 'keywords') continue;
    for (const branch of schema.authentication.oneOf ?? [schema.authentication]) {
      const method = branch.properties.method?.const;
      for (const [key, sub] of Object.entries(branch.properties)) {
        if (sub.writeOnly && (sub.pattern || sub.format)) documents.push([name, schema, { authentication: { ...(method ? { method } : {}) }, secrets: { [`/authentication/${key}`]: { value: 'no good: \u0001 <>' } } }]);
        if (sub.const !== undefined || sub.writeOnly) continue;
        for (const value of bad(sub)) documents.push([name, schema, { authentication: { ...(method ? { method } : {}), [key]: value } }]);
      }
      documents.push([name, schema, { authentication: { method, unheardOf: 1 } }]);
    }
    documents.push([name, schema, { authentication: { method: 'telepathy' } }]);
  }
  const found = { differ: [], foreign: [], same: 0, sentences: 0 };
  for (const [name, schema, body] of documents) {
    const form = new Form({ schema, view: { authentication: {}, dataMapping: {}, syncSettings: {}, ...body, secrets: {}, revision: 1 }, secrets: body.secrets, messages, editors, onChange() {}, announce() {} });
    await form.drawAll();
    const say = async (list) => (await form.show(list)).map(({ text, node }) => `${node?.pointer}: ${text}`).sort();
    const section = Object.keys(body)[0];
    const own = form.check(true).filter((issue) => issue.pointer.startsWith(`/${section}`));
    const answer = await api(`/${name}?view=full`, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ enabled: false, ...body }) });
    const all = answer.status === 422 ? (await answer.json()).errors : [];
    const mine = await say(own);
    const theirs = await say(all.filter(({ code }) => !serversOwn.includes(code)));
    // Words of the server stand in one language; the reader's are the page's.
    const told = language === 'en' ? [] : await say(all);
    for (const { detail } of all) if (told.some((text) => text.endsWith(`: ${detail}`))) found.foreign.push(`${name} ${JSON.stringify(body).slice(0, 100)}: ${detail}`);
    found.sentences += theirs.length;
    if (theirs.length > 0 && JSON.stringify(mine) === JSON.stringify(theirs)) ++found.same;
    else found.differ.push(`${name} ${JSON.stringify(body).slice(0, 160)}\n      page:   ${mine.join(' | ')}\n      server: ${theirs.join(' | ')} (${answer.status})`);
  }
  return found;
}

export default (test, { server, source, build }) => {
  if (!server) return;
  for (const language of ['en', 'de']) {
    test(`says of a mistake what the server says, before it is sent (${language})`, {}, async ({ page, tools }) => {
      const host = await demo({ source, binaries: join(build, '..'), manifests: [manifest] });
      try {
        await tools.open(host.url);
        const { differ, foreign, same, sentences } = await page.evaluate(compare, [{ asana: wrong, keywords: wrongKeywords }, language, serversOwn]);
        console.log(`    ${same} wrong documents are refused with the same ${sentences} sentences`);
        if (differ.length > 0) console.log(`    ${differ.length} differ:\n    ${differ.slice(0, 30).join('\n    ')}`);
        assert.equal(differ.length, 0);
        assert.deepEqual(foreign, []);
        assert.ok(same > 250, `${same} documents`);
      } finally {
        await host.stop();
      }
    });
  }
};
