// The page's files as they are sent, and what their build asks of the sources (cmake/IgPageFiles.cmake).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const page = process.env.IG_PAGE;
const web = new URL('../../../lib/page/web/', import.meta.url);
const entries = ['integration-gallery.js', 'dialog.js', 'editors.js'];
const groups = ['grid', 'form', 'editors'];
const modules = ['', 'form/'].flatMap((folder) => readdirSync(new URL(folder || '.', web)).filter((name) => name.endsWith('.js')).map((name) => folder + name));
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

describe('the sources', () => {
  it('end each template on the line where it begins', () => {
    for (const name of modules) {
      readFileSync(new URL(name, web), 'utf8').split('\n').forEach((line, index) => {
        if (/^ *(\/\/|\/?\*)/.test(line)) return;
        assert.equal((line.match(/`/g) ?? []).length % 2, 0, `${name}:${index + 1}`);
      });
    }
  });
});

describe('the files that are sent', () => {
  it('are modules that parse, without comments and indentation, holding each module once', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ig-page-'));
    try {
      const said = entries.map((name) => readFileSync(join(page, name), 'utf8'));
      entries.forEach((name, index) => {
        copyFileSync(join(page, name), join(folder, 'module.mjs'));
        const checked = spawnSync(process.execPath, ['--check', join(folder, 'module.mjs')], { encoding: 'utf8' });
        assert.equal(checked.status, 0, `${name}: ${checked.stderr}`);
        assert.doesNotMatch(said[index], /^( |\/\/|\/\*|\n)/m, name);
      });
      for (const name of modules) {
        const found = readFileSync(new URL(name, web), 'utf8').match(/^export (?:async )?(?:const|function|class) \w+/m);
        if (!found) continue;
        const [line] = found;
        const times = said.reduce((sum, text) => sum + text.split(new RegExp(`^${line}\\b`, 'm')).length - 1, 0);
        assert.equal(times, 1, `${name}: ${line}`);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('hold a further language as soon as its one file stands beside the others', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ig-page-'));
    try {
      cpSync(web, join(folder, 'web'), { recursive: true });
      copyFileSync(new URL('locales/de.json', web), join(folder, 'web/locales/nl.json'));
      const files = ['locales/de.json', 'locales/en.json', 'locales/nl.json', 'page.css', 'index.html', 'icon.svg', ...modules];
      writeFileSync(join(folder, 'files.list'), `${files.join('\n')}\n`);
      const script = new URL('../../../cmake/IgEmbedPageGenerate.cmake', import.meta.url).pathname;
      const built = spawnSync('cmake', [`-DBASE=${join(folder, 'web')}`, `-DLIST=${join(folder, 'files.list')}`, `-DPAGE=${join(folder, 'page')}`, `-DOUT=${join(folder, 'table.cpp')}`, '-P', script], { encoding: 'utf8' });
      assert.equal(built.status, 0, built.stderr);
      assert.match(readFileSync(join(folder, 'page/integration-gallery.js'), 'utf8'), /const available = \['de', 'en', 'nl'\];/);
      for (const group of groups) assert.deepEqual(json(join(folder, 'page/locales/nl', `${group}.json`)), json(join(folder, 'page/locales/de', `${group}.json`)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('say every word of every language, each in the group that is there when it is needed', () => {
    const languages = readdirSync(new URL('locales/', web)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
    for (const language of languages) for (const group of groups) assert.deepEqual(json(join(page, 'locales', language, `${group}.json`)), json(new URL(`locales/${language}.json`, web))[group]);
    assert.match(readFileSync(join(page, 'integration-gallery.js'), 'utf8'), new RegExp(`const available = \\[${languages.sort().map((name) => `'${name}'`).join(', ')}\\];`));
    const known = {};
    entries.forEach((entry, index) => {
      Object.assign(known, json(join(page, 'locales/en', `${groups[index]}.json`)));
      let keys = 0;
      for (const [, key] of readFileSync(join(page, entry), 'utf8').matchAll(/(?:\.t|\.button|button|tool|#say)\('([a-z][\w-]*\.[\w.-]+)'/gi)) {
        ++keys;
        if (/^(conflict|history)\./.test(key)) continue; // said after the editors came
        assert.ok(Object.hasOwn(known, key), `${entry}: ${key}`);
      }
      assert.ok(keys > 15, `${entry}: ${keys} keys`);
    });
  });
});
