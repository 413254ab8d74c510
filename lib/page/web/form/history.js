// The versions of an integration's settings: who changed what and when, and the way back to one of them.
import { fill, h, icon } from '../dom.js';
import { said } from './conflict.js';

const kinds = ['update', 'enable', 'disable', 'delete', 'restore', 'import'];

export class HistoryView {
  /** @param {object} options name, api, messages, form (for the names of settings), current (revision), explain(error), restore(entry) or null */
  constructor(options) {
    Object.assign(this, options);
    this.list = h('ol', { class: 'versions-list', role: 'list' });
    this.rest = h('div', { class: 'history-rest' });
    this.element = h('section', { class: 'history', 'aria-label': this.messages.t('history.title') }, this.list, this.rest);
  }

  /** Loads the newest versions, or those before the last one shown. */
  async load(before) {
    const { messages } = this;
    fill(this.rest, h('p', { class: 'loading', role: 'status' }, messages.t('history.loading')));
    try {
      const { value } = await this.api.versions(this.name, before);
      const first = this.list.childElementCount;
      this.list.append(...value.versions.map((entry) => this.item(entry)));
      fill(this.rest, this.list.childElementCount === 0 && h('p', { class: 'help' }, messages.t('history.none')),
        value.next && h('button', { type: 'button', class: 'button', on: { click: () => this.load(value.next) } }, messages.t('history.more')));
      if (before !== undefined) this.list.children[first]?.querySelector('summary')?.focus();
    } catch (error) {
      fill(this.rest, h('div', { class: 'notice', role: 'alert' }, h('p', {}, error.status === 403 ? messages.t('history.forbidden') : this.explain(error)),
        error.status !== 403 && h('button', { type: 'button', class: 'button', on: { click: () => this.load(before) } }, messages.t('list.retry'))));
    }
  }

  item(entry) {
    const { messages } = this;
    const kind = kinds.includes(entry.kind) ? entry.kind : 'update';
    const now = entry.revision === this.current;
    const box = h('div', { class: 'version-changes' });
    const details = h('details', { class: 'version-entry', on: { toggle: () => { if (details.open && !box.hasChildNodes()) this.drawChanges(entry, box); } } },
      h('summary', {}, h('span', { class: 'version-kind' }, messages.t(`history.kind.${kind}`, { revision: entry.restoredFrom ?? '' })), ' ',
        h('time', { class: 'muted', datetime: entry.at }, messages.date(entry.at)), ' ', entry.by && h('span', { class: 'muted' }, messages.t('history.by', { who: entry.by })), ' ',
        now && h('span', { class: 'tag' }, messages.t('history.current'))), box);
    return h('li', {}, details);
  }

  async drawChanges(entry, box) {
    const { messages } = this;
    fill(box, h('p', { class: 'muted', role: 'status' }, messages.t('history.loading')));
    try {
      const { value } = await this.api.difference(this.name, entry.revision);
      const label = (pointer) => this.form.labelAt(pointer).join(' › ');
      const secrets = ['set', 'cleared'].flatMap((what) => (entry.secrets?.[what] ?? []).map((pointer) => h('li', {}, messages.t(`history.secret.${what}`, { label: label(pointer) }))));
      const rows = value.differences.map(({ pointer, before, after }) => h('tr', {}, h('th', { scope: 'row' }, label(pointer)), h('td', {}, said(before, messages)), h('td', {}, said(after, messages))));
      fill(box,
        rows.length > 0 && h('div', { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': messages.t('history.changes') }, h('table', { class: 'preview-table' },
          h('thead', {}, h('tr', {}, ['setting', 'before', 'after'].map((key) => h('th', { scope: 'col' }, messages.t(`history.${key}`))))), h('tbody', {}, rows))),
        secrets.length > 0 && h('ul', { class: 'version-secrets' }, secrets),
        rows.length + secrets.length === 0 && h('p', { class: 'muted' }, messages.t('history.noChanges')),
        this.restore && entry.revision !== this.current && entry.kind !== 'delete' && h('p', {}, h('button', {
          type: 'button', class: 'button', 'aria-label': messages.t('history.restoreOf', { when: messages.date(entry.at) }), on: { click: () => this.restore(entry) },
        }, icon('undo'), messages.t('history.restore')), ' ', h('span', { class: 'help' }, messages.t('history.keepsSecrets'))));
    } catch (error) {
      fill(box, h('p', { class: 'error', role: 'alert' }, this.explain(error)));
    }
  }
}
