// Somebody else saved first: what differs, field by field, and what the person takes of it. The differences are pure data;
// only draw() touches the document.
import { h } from '../dom.js';
import { parseDuration } from './duration.js';
import { equal, isObject, join, tokens } from './pointer.js';
import { durationWords } from './words.js';

const tellers = new Set(['method', 'type', 'operation']);
const switched = (a, b) => [...tellers].some((name) => isObject(a) && isObject(b) && (typeof a[name] === 'string' || typeof b[name] === 'string') && a[name] !== b[name]);

/** [{pointer, base, mine, theirs, chosen: 'mine' | 'theirs', both}] for every place where my version is not theirs. */
export function differences(base, mine, theirs, pointer = '') {
  if (equal(mine, theirs)) return [];
  const inside = isObject(mine) && isObject(theirs) && !switched(mine, theirs);
  if (inside) {
    const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
    return names.flatMap((name) => differences(isObject(base) && Object.hasOwn(base, name) ? base[name] : undefined,
      Object.hasOwn(mine, name) ? mine[name] : undefined, Object.hasOwn(theirs, name) ? theirs[name] : undefined, join(pointer, name)));
  }
  const listed = Array.isArray(mine) && Array.isArray(theirs) && Array.isArray(base) && mine.length === theirs.length && base.length === mine.length && mine.length > 0 && isObject(mine[0]);
  if (listed) return mine.flatMap((item, index) => differences(base[index], item, theirs[index], join(pointer, index)));
  const both = !equal(mine, base) && !equal(theirs, base);
  return [{ pointer, base, mine, theirs, both, chosen: equal(mine, base) ? 'theirs' : 'mine' }];
}

/** Their version with my side of the chosen differences put in. */
export function combine(theirs, rows) {
  const result = structuredClone(theirs);
  for (const row of rows) {
    if (row.chosen !== 'mine') continue;
    const path = tokens(row.pointer);
    let place = result;
    for (const token of path.slice(0, -1)) place = place[token] ??= {};
    const last = path.at(-1);
    if (row.mine === undefined) delete place[last];
    else Object.defineProperty(place, last, { value: structuredClone(row.mine), enumerable: true, writable: true, configurable: true });
  }
  return result;
}

/** Secrets that I typed or cleared and that somebody else touched meanwhile. */
export function secretDifferences(before, operations, theirs) {
  return Object.entries(operations).filter(([pointer]) => (theirs?.[pointer]?.updatedAt ?? null) !== (before?.[pointer]?.updatedAt ?? null) || (theirs?.[pointer]?.set ?? false) !== (before?.[pointer]?.set ?? false))
    .map(([pointer, operation]) => ({ pointer, secret: true, mine: operation, theirs: theirs?.[pointer], both: true, chosen: 'mine' }));
}

/** A value as the person knows it. */
export function said(value, messages) {
  if (value === undefined) return h('em', { class: 'muted' }, messages.t('conflict.nothing'));
  if (typeof value === 'boolean') return messages.t(value ? 'conflict.yes' : 'conflict.no');
  if (typeof value === 'string' && parseDuration(value) !== null) return durationWords(value, messages);
  if (typeof value === 'string') return value === '' ? h('em', { class: 'muted' }, messages.t('field.emptyText')) : messages.has(`value.${value}`) ? messages.t(`value.${value}`) : value;
  if (typeof value === 'number') return messages.numbers.format(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.length > 0 ? messages.list(value.map((item) => (messages.has(`value.${item}`) ? messages.t(`value.${item}`) : String(item)))) : h('em', { class: 'muted' }, messages.t('conflict.nothing'));
  return h('pre', {}, JSON.stringify(value, null, 1));
}

function secretSaid(row, side, messages) {
  if (side === 'mine') return messages.t(row.mine.clear ? 'conflict.secretCleared' : 'conflict.secretTyped');
  if (!row.theirs?.set) return messages.t('conflict.secretUnset');
  return messages.t('secret.setBy', { when: messages.date(row.theirs.updatedAt, { dateStyle: 'medium', timeStyle: 'short' }), who: row.theirs.updatedBy ?? '' });
}

/** The rows as radio pairs; choosing changes `row.chosen`. */
export function drawConflict(rows, form, messages) {
  return h('div', { class: 'conflict-rows' }, rows.map((row, index) => {
    const labels = form.labelAt(row.pointer);
    const option = (side) => h('label', { class: 'version' }, h('input', {
      type: 'radio', name: `${form.id}-conflict-${index}`, checked: row.chosen === side, on: { change: () => { row.chosen = side; } },
    }), h('span', { class: 'version-text' }, h('span', { class: 'version-who' }, messages.t(`conflict.${side}`)), h('span', { class: 'version-value' }, row.secret ? secretSaid(row, side, messages) : said(row[side], messages))));
    return h('fieldset', { class: `group conflict-row${row.both ? ' both' : ''}` },
      h('legend', {}, h('span', { class: 'conflict-path' }, labels.slice(0, -1).map((label) => `${label} › `)), labels.at(-1), ' ', row.both ? h('span', { class: 'tag warn' }, messages.t('conflict.both')) : null),
      h('div', { class: 'versions' }, option('mine'), option('theirs')));
  }));
}
