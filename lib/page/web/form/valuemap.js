// Which of their values is which of ours, and which are still without a partner.
import { fill, h, icon } from '../dom.js';
import { combo } from './combo.js';
import { Node } from './node.js';
import { equal, isObject } from './pointer.js';

const sideNames = ['remote', 'local'];

export class ValueMapNode extends Node {
  constructor(options) {
    super(options);
    this.sides = options.sides;
  }

  build() {
    const value = isObject(this.initial) ? structuredClone(this.initial) : {};
    this.pairs = Array.isArray(value.pairs) ? value.pairs : [];
    this.unmapped = value.unmapped;
    this.rows = h('ol', { class: 'rows', role: 'list' });
    this.lonely = h('div', { class: 'lonely' });
    const rules = this.document.resolve(this.document.resolve(this.schema.properties.unmapped)).enum;
    this.rule = h('select', {
      id: `${this.id}-rule`, disabled: this.form.readOnly, on: {
        change: () => {
          this.unmapped = this.rule.value;
          this.touch();
        },
      },
    }, rules.map((rule) => h('option', { value: rule, selected: rule === (this.unmapped ?? 'error') }, this.messages.t(`value.${rule}`))));
    const add = h('button', { type: 'button', class: 'quiet add', on: { click: () => this.add({}) } }, icon('plus'), this.messages.t('valuemap.add'));
    this.group(this.rows, this.form.readOnly ? null : add, this.lonely, h('div', { class: 'field' }, h('label', { for: `${this.id}-rule` }, this.messages.t('member.unmapped')), this.rule));
    this.draw();
    return this.element;
  }

  controls() { return []; }

  add(pair) {
    this.pairs.push(pair);
    this.draw();
    this.touch();
    this.rows.lastElementChild?.querySelector('input')?.focus();
  }

  valueBox(pair, side, index) {
    const field = this.sides(this, side);
    const known = () => (this.sides(this, side)?.values ?? []).map((value) => ({ value, label: String(value) }));
    const name = this.messages.t(`valuemap.${side}`, { number: index + 1 });
    const set = (value) => {
      if (value === undefined) delete pair[side];
      else pair[side] = value;
      this.touch();
      this.drawLonely();
    };
    const naming = { 'aria-label': name, disabled: this.form.readOnly };
    if (known().length > 0) return combo({ node: this, value: pair[side], options: known, free: true, naming, onChange: set, placeholder: '' }).element;
    const input = h('input', {
      ...naming, type: 'text', value: pair[side] === undefined ? '' : typeof pair[side] === 'string' ? pair[side] : JSON.stringify(pair[side]),
      on: { input: () => set(input.value === '' ? undefined : this.typed(input.value, field)) },
    });
    return input;
  }

  typed(text, field) {
    if (field?.type === 'integer' || field?.type === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
    if (field?.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
    return text;
  }

  draw() {
    fill(this.rows, this.pairs.map((pair, index) => h('li', { class: 'row value-pair' },
      this.valueBox(pair, 'remote', index), h('span', { class: 'between', 'aria-hidden': 'true' }, icon('chevron')), this.valueBox(pair, 'local', index),
      this.form.readOnly ? null : h('button', {
        type: 'button', class: 'quiet only-icon remove', 'aria-label': this.messages.t('list.remove', { label: this.messages.t('valuemap.pair', { number: index + 1 }) }), on: {
          click: () => {
            this.pairs.splice(this.pairs.indexOf(pair), 1);
            this.draw();
            this.touch();
            this.element.querySelector('.add').focus();
          },
        },
      }, icon('trash')))));
    this.rows.hidden = this.pairs.length === 0;
    this.drawLonely();
  }

  refresh() { this.drawLonely(); }

  drawLonely() {
    const parts = sideNames.map((side) => {
      const values = this.sides(this, side)?.values ?? [];
      return [side, values.filter((value) => !this.pairs.some((pair) => equal(pair[side], value)))];
    }).filter(([, values]) => values.length > 0);
    fill(this.lonely, parts.map(([side, values]) => h('p', { class: 'lonely-row' }, h('span', {}, this.messages.t(`valuemap.lonely.${side}`)),
      values.map((value) => (this.form.readOnly ? h('span', { class: 'tag' }, String(value)) : h('button', {
        type: 'button', class: 'tag', 'aria-label': this.messages.t('valuemap.addFor', { value: String(value) }), on: { click: () => this.add({ [side]: value }) },
      }, String(value)))))));
  }

  current() {
    const pairs = this.pairs.filter((pair) => pair.local !== undefined || pair.remote !== undefined);
    const rest = isObject(this.initial) ? this.initial : {};
    const result = { ...rest, pairs };
    if (this.unmapped !== undefined) result.unmapped = this.unmapped;
    return pairs.length === 0 && this.unmapped === undefined && this.initial === undefined ? undefined : result;
  }
}
