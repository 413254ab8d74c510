// Search, filters and order above the grid.
import { fill, h, icon, uniqueId } from './dom.js';
import { fold } from './text.js';
import { categoryName, statusOf } from './card.js';

export const states = ['all', 'on', 'off', 'needs-attention'];

export class Toolbar {
  constructor({ messages, onChange }) {
    this.messages = messages;
    this.onChange = onChange;
    this.state = 'all';
    const id = uniqueId('tools');
    this.input = h('input', { type: 'search', id: `${id}-q`, class: 'search-input', placeholder: messages.t('search.placeholder'), autocomplete: 'off', spellcheck: 'false', 'aria-label': messages.t('search.label'), on: { input: () => this.onChange() } });
    this.category = h('select', { 'aria-label': messages.t('filter.category'), on: { change: () => this.onChange() } });
    this.order = h('select', { 'aria-label': messages.t('sort.label'), on: { change: () => this.onChange() } },
      ['name', 'state', 'category'].map((key) => h('option', { value: key }, messages.t(`sort.${key}`))));
    this.radios = states.map((state) => h('input', { type: 'radio', name: `${id}-state`, value: state, checked: state === 'all', on: { change: () => { this.state = state; this.onChange(); } } }));
    this.counts = states.map(() => h('span', { class: 'count' }));
    this.element = h('div', { class: 'toolbar', part: 'toolbar', role: 'search', 'aria-label': messages.t('search.region') },
      h('div', { class: 'search' }, icon('search'), this.input),
      h('fieldset', { class: 'states' }, h('legend', { class: 'unseen' }, messages.t('filter.state')),
        states.map((state, index) => h('label', { class: 'state-option' }, this.radios[index], h('span', {}, messages.t(`filter.${state}`), ' ', this.counts[index])))),
      h('div', { class: 'selects' }, this.category, this.order));
  }

  /** The categories of the cards, with how many each has, and the counts of the states. */
  setCards(cards) {
    const counts = new Map();
    for (const card of cards) for (const category of card.data.categories ?? []) counts.set(category, (counts.get(category) ?? 0) + 1);
    const chosen = this.category.value;
    const names = [...counts.keys()].map((key) => ({ key, name: categoryName(key, this.messages) })).sort((a, b) => a.name.localeCompare(b.name, this.messages.locale));
    fill(this.category, h('option', { value: '' }, this.messages.t('filter.everyCategory')), names.map(({ key, name }) => h('option', { value: key }, this.messages.t('filter.categoryCount', { name, count: counts.get(key) }))));
    this.category.value = counts.has(chosen) ? chosen : '';
    this.category.hidden = names.length === 0;
    states.forEach((state, index) => {
      const count = state === 'all' ? cards.length : cards.filter((card) => statusOf(card.data) === state).length;
      this.counts[index].textContent = this.messages.numbers.format(count);
    });
  }

  reset() {
    this.input.value = '';
    this.category.value = '';
    this.state = 'all';
    this.radios[0].checked = true;
    this.onChange();
  }

  get filtered() { return this.input.value.trim() !== '' || this.category.value !== '' || this.state !== 'all'; }

  matcher() {
    const words = fold(this.input.value).split(/\s+/).filter(Boolean);
    const category = this.category.value;
    const { state } = this;
    return (card) => (state === 'all' || statusOf(card.data) === state)
      && (category === '' || (card.data.categories ?? []).includes(category))
      && words.every((word) => card.search.includes(word));
  }

  comparer() {
    const compare = new Intl.Collator(this.messages.locale, { sensitivity: 'base', numeric: true }).compare;
    const byName = (a, b) => compare(a.name, b.name);
    const rank = { 'needs-attention': 0, on: 1, off: 2 };
    if (this.order.value === 'state') return (a, b) => rank[statusOf(a.data)] - rank[statusOf(b.data)] || byName(a, b);
    if (this.order.value === 'category') return (a, b) => compare(a.data.categories?.[0] ?? '', b.data.categories?.[0] ?? '') || byName(a, b);
    return byName;
  }
}
