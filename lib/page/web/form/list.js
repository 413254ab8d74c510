// Arrays of values and of objects, and maps with names of one's own.
import { fill, h, icon } from '../dom.js';
import { Node } from './node.js';
import { isObject } from './pointer.js';
import { typesOf } from './schema.js';

export class ListNode extends Node {
  build() {
    this.items = [];
    this.itemSchema = this.document.resolve(this.schema.items);
    this.scalar = !this.form.isObjectSchema(this.itemSchema) && !this.itemSchema.oneOf && !typesOf(this.itemSchema).includes('array');
    this.rows = h('ol', { class: this.scalar ? 'rows' : 'items', role: 'list' });
    this.addButton = h('button', { type: 'button', class: 'quiet add', disabled: this.form.readOnly, on: { click: () => this.add(undefined, true) } }, icon('plus'), this.addLabel());
    this.group(this.rows, this.form.readOnly ? null : this.addButton);
    for (const value of Array.isArray(this.effective) ? this.effective : []) this.insert(value);
    this.draw();
    return this.element;
  }

  /** Whether items can be moved. */
  get ordered() { return !this.scalar; }

  addLabel() {
    const title = this.itemSchema.title;
    return title ? this.messages.t('list.addNamed', { name: title }) : this.messages.t('list.add');
  }

  itemLabel(index) {
    return this.messages.t('list.item', { label: this.itemSchema.title ?? this.label, number: index + 1 });
  }

  insert(value, at = this.items.length) {
    const node = this.form.create({ schema: this.itemSchema, document: this.document, parent: this, key: at, value, required: true, bare: this.scalar, label: this.itemLabel(at), plain: true });
    node.build();
    this.items.splice(at, 0, node);
    if (this.scalar) node.control?.addEventListener('paste', (event) => this.paste(event, node));
    return node;
  }

  // Several lines become several entries.
  paste(event, node) {
    const lines = (event.clipboardData?.getData('text/plain') ?? '').split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    if (lines.length < 2 || node.control.tagName !== 'INPUT') return;
    event.preventDefault();
    const set = (target, line) => {
      target.control.value = line;
      target.touched = true;
    };
    set(node, lines[0]);
    let at = this.items.indexOf(node);
    for (const line of lines.slice(1)) set(this.insert(undefined, ++at), line);
    this.draw();
    this.touch();
    this.items[at].focus();
    this.form.announce(this.messages.t('list.pasted', { count: lines.length }));
  }

  add(value, focus) {
    const node = this.insert(value);
    this.draw();
    this.touch();
    if (focus) node.focus();
    this.form.announce(this.messages.t('list.added', { label: node.label }));
    return node;
  }

  remove(node) {
    const at = this.items.indexOf(node);
    this.items.splice(at, 1);
    this.draw();
    this.touch();
    this.form.announce(this.messages.t('list.removed', { label: node.label }));
    (this.rows.children[Math.min(at, this.items.length - 1)]?.querySelector('.remove') ?? this.addButton).focus();
  }

  move(node, step) {
    const at = this.items.indexOf(node);
    const to = at + step;
    if (to < 0 || to >= this.items.length) return;
    this.items.splice(at, 1);
    this.items.splice(to, 0, node);
    this.draw();
    this.touch();
    const row = this.rows.children[to];
    (row.querySelector(step < 0 ? '.move-up:not(:disabled)' : '.move-down:not(:disabled)') ?? row.querySelector('.move-up:not(:disabled), .move-down:not(:disabled)'))?.focus();
    this.form.announce(this.messages.t('list.moved', { number: to + 1, count: this.items.length }));
  }

  draw() {
    this.items.forEach((node, index) => {
      node.key = index;
      node.givenLabel = this.itemLabel(index);
      if (node.bare) node.controls()[0]?.setAttribute('aria-label', node.givenLabel);
    });
    fill(this.rows, this.items.map((node, index) => this.row(node, index)));
    this.rows.hidden = this.items.length === 0;
  }

  row(node, index) {
    const { messages } = this;
    const tool = (key, name, iconName, action, disabled = false) => h('button', {
      type: 'button', class: `quiet only-icon ${name}`, disabled, 'aria-label': messages.t(key, { label: node.label }), title: messages.t(key, { label: node.label }), on: { click: action },
    }, icon(iconName));
    const tools = this.form.readOnly ? null : h('span', { class: 'row-tools' },
      !this.ordered || this.items.length < 2 ? null : [
        tool('list.up', 'move-up', 'up', () => this.move(node, -1), index === 0), tool('list.down', 'move-down', 'down', () => this.move(node, 1), index === this.items.length - 1)],
      tool('list.remove', 'remove', 'trash', () => this.remove(node)));
    if (this.scalar) return h('li', { class: 'row' }, node.element, tools);
    return h('li', { class: 'item' }, h('div', { class: 'item-head' }, h('span', { class: 'item-title' }, node.label), h('span', { class: 'item-summary' }, this.summary(node)), tools), node.element);
  }

  // The first word of an item, by which one knows it again.
  summary(node) { return this.shared ? '' : Object.values(node.read() ?? {}).find((value) => typeof value === 'string') ?? ''; }

  childChanged() {
    this.items.forEach((node, index) => {
      const place = this.rows.children[index]?.querySelector(':scope > .item-head > .item-summary');
      if (place) place.textContent = this.summary(node);
    });
  }

  children() { return this.items; }

  get anyTouched() { return this.touched || this.items.some((item) => [...item.all()].some((node) => node.touched || node.changed)); }

  read() {
    if (!this.anyTouched) return this.initial;
    const values = this.items.map((node) => node.read()).filter((value) => value !== undefined);
    return values.length === 0 && this.initial === undefined && !this.required && this.schema.default === undefined ? undefined : values;
  }

  /** What is in the list; nothing while something else is stored in its place. */
  get values() {
    const value = this.read();
    return Array.isArray(value) ? value : [];
  }

  controls() { return []; }
}

/** An object whose names the person gives. */
export class MapNode extends Node {
  build() {
    this.items = [];
    this.valueSchema = this.document.resolve(isObject(this.schema.additionalProperties) ? this.schema.additionalProperties : Object.values(this.schema.patternProperties ?? {})[0] ?? { type: 'string' });
    this.rows = h('ol', { class: 'rows', role: 'list' });
    this.addButton = h('button', { type: 'button', class: 'quiet add', on: { click: () => this.add() } }, icon('plus'), this.messages.t('map.add'));
    this.group(this.rows, this.form.readOnly ? null : this.addButton);
    for (const [name, value] of Object.entries(isObject(this.effective) ? this.effective : {})) this.insert(name, value);
    this.draw();
    return this.element;
  }

  insert(name, value) {
    const node = this.form.create({ schema: this.valueSchema, document: this.document, parent: this, key: name, value, required: true, bare: true, label: this.messages.t('map.value', { name }) });
    node.build();
    const input = h('input', {
      type: 'text', value: name, 'aria-label': this.messages.t('map.name'), autocomplete: 'off', spellcheck: 'false', disabled: this.form.readOnly, class: 'map-name',
      // Renaming changes nothing but the name: the row, its order and the focus stay.
      on: {
        input: () => {
          node.key = input.value.trim();
          renamed();
          this.touch();
          this.markTwins();
        },
      },
    });
    const item = { node, input };
    const renamed = () => {
      node.givenLabel = this.messages.t('map.value', { name: node.key });
      node.controls()[0]?.setAttribute('aria-label', node.label);
      item.remove?.setAttribute('aria-label', this.messages.t('list.remove', { label: node.key }));
    };
    this.items.push(item);
    return item;
  }

  add() {
    const item = this.insert('', undefined);
    this.draw();
    this.touch();
    item.input.focus();
  }

  draw() {
    for (const item of this.items) {
      item.remove ??= this.form.readOnly ? null : h('button', {
        type: 'button', class: 'quiet only-icon remove', 'aria-label': this.messages.t('list.remove', { label: item.node.key }), on: {
          click: () => {
            this.items.splice(this.items.indexOf(item), 1);
            this.draw();
            this.touch();
            this.form.announce(this.messages.t('list.removed', { label: item.node.key }));
            this.addButton.focus();
          },
        },
      }, icon('trash'));
    }
    const heads = ['map.name', 'map.content'].map((key) => h('span', {}, this.messages.t(key)));
    fill(this.rows, h('li', { class: 'row map-row map-head', 'aria-hidden': 'true' }, heads), this.items.map(({ node, input, remove }) => h('li', { class: 'row map-row' }, input, node.element, remove)));
    this.rows.hidden = this.items.length === 0;
  }

  // Two entries of one name would become one, and an entry without a name none: nothing is stored before that is settled.
  ownIssues() {
    const names = this.items.map((item) => item.node.key);
    const twin = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
    const text = twin !== undefined ? this.messages.t('map.twice', { name: twin })
      : this.items.some(({ node }) => node.key === '' && node.read() !== undefined) ? this.messages.t('map.noName') : null;
    return text === null ? [] : [{ pointer: this.pointer, code: 'entry-name', detail: text }];
  }

  markTwins() { this.setErrors(this.ownIssues().map((issue) => issue.detail)); }

  children() { return this.items.map((item) => item.node); }

  read() {
    if (!this.touched && ![...this.items].some((item) => [...item.node.all()].some((node) => node.touched))) return this.initial;
    const result = {};
    for (const { node } of this.items) {
      if (node.key === '') continue;
      const value = node.read();
      if (value !== undefined) Object.defineProperty(result, node.key, { value, enumerable: true, writable: true, configurable: true });
    }
    return Object.keys(result).length === 0 && this.initial === undefined && !this.required ? undefined : result;
  }
}
