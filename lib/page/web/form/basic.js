// The controls for single values.
import { h } from '../dom.js';
import { humanise } from '../text.js';
import { equal } from './pointer.js';
import { Node } from './node.js';
import { typesOf } from './schema.js';

const emptyAllowed = (schema) => schema.enum?.includes('') || schema.const === '' || schema.default === '';

/** Prefix, control and suffix or unit in one box; what is around the control is part of its description. */
function boxed(node, control) {
  const before = node.schema['x-ig-prefix'];
  const after = node.schema['x-ig-suffix'] ?? node.schema['x-ig-unit'];
  if (!before && !after) return control;
  const ids = [before && `${node.id}-before`, after && `${node.id}-after`].filter(Boolean).join(' ');
  control.setAttribute('aria-describedby', `${ids} ${node.describedBy}`);
  // An address keeps its order in a page that is read from right to left.
  const address = /:\/\/|^[.@]/.test(`${before ?? ''}`) || /^[.@/]/.test(`${after ?? ''}`);
  return h('div', { class: 'boxed', dir: address ? 'ltr' : null },
    before && h('span', { id: `${node.id}-before`, class: 'affix' }, before), control,
    after && h('span', { id: `${node.id}-after`, class: 'affix' }, after));
}

const placeholder = (node) => node.schema['x-ig-placeholder']
  ?? (typeof node.schema.default === 'string' || typeof node.schema.default === 'number' ? String(node.schema.default) : null)
  ?? (typeof node.schema.examples?.[0] === 'string' ? node.messages.t('field.example', { example: node.schema.examples[0] }) : null);

export class TextNode extends Node {
  build() {
    const multiline = this.schema['x-ig-multiline'] === true;
    const types = { email: 'email', uri: 'url' };
    const listeners = { input: () => this.touch(), change: () => this.form.left(this) };
    const shared = { ...this.naming(), value: this.initial === undefined || this.initial === null ? '' : String(this.initial), placeholder: placeholder(this), autocomplete: 'off', on: listeners };
    this.control = multiline
      ? h('textarea', { ...shared, rows: 5, spellcheck: 'false' })
      : h('input', { ...shared, type: 'text', inputmode: types[this.schema.format] ?? null, spellcheck: 'false', class: this.schema.format === 'cron' ? 'code' : null });
    return this.field(boxed(this, this.control), { wide: multiline });
  }

  current() {
    const text = this.control.value.replace(/\r\n?/g, '\n');
    const said = this.schema['x-ig-multiline'] ? text : text.trim();
    return said === '' && !emptyAllowed(this.schema) ? undefined : said;
  }
}

export class NumberNode extends Node {
  build() {
    const whole = !typesOf(this.schema).includes('number');
    this.control = h('input', {
      ...this.naming(), type: 'text', inputmode: whole ? 'numeric' : 'decimal', autocomplete: 'off', placeholder: placeholder(this), class: 'number',
      value: this.initial === undefined ? '' : String(this.initial).replace('.', this.messages.point), on: { input: () => this.touch(), change: () => this.form.left(this) },
    });
    return this.field(boxed(this, this.control));
  }

  // A text that is no number stays as it is: the check names the mistake, and nothing typed is lost.
  current() {
    const text = this.control.value.trim();
    if (text === '') return undefined;
    const { point } = this.messages;
    const [, mark] = /^[-+]?[1-9]\d{0,2}(?:([.,])\d{3})+(?!\d)/.exec(text) ?? [];
    // 1,000 is a thousand where the point is no comma, and where it is one, 1.000 is.
    const plain = (mark && mark !== point ? text.replaceAll(mark, '') : text).replace(point, '.').replace(',', '.');
    return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : text;
  }
}

export class BooleanNode extends Node {
  build() {
    this.control = h('input', { ...this.naming(), type: 'checkbox', checked: this.effective === true, on: { change: () => this.touch() } });
    this.element = h('div', { class: 'field check', part: 'field' },
      h('div', { class: 'check-row' }, this.control, h('label', { for: this.id }, this.label)), this.helpLine(), this.errorLine());
    return this.element;
  }

  current() { return this.control.checked; }
}

/** [{value, label}] of a schema with enum, or with oneOf over constants. */
export function optionsOf(node) {
  const { schema, messages, shared } = node;
  const branches = schema.enum ? null : (schema.oneOf ?? schema.anyOf)?.map((branch) => node.document.resolve(branch));
  const values = schema.enum ?? branches.map((branch) => branch.const);
  const labels = schema['x-ig-enum-labels'];
  return values.map((value, index) => {
    const key = `value.${value}`;
    const label = branches?.[index].title ?? (Array.isArray(labels) ? labels[index] : labels?.[value])
      ?? (shared && messages.has(key) ? messages.t(key) : shared ? humanise(value) : typeof value === 'string' ? value || messages.t('field.emptyText') : JSON.stringify(value));
    return { value, label: String(label), note: branches?.[index].description };
  });
}

export class EnumNode extends Node {
  build() {
    this.options = optionsOf(this);
    const optional = !this.required && this.schema.default === undefined;
    if (this.options.length > 12 && this.form.editors !== null) return this.buildCombo();
    const short = this.options.length <= 3 && this.options.map((option) => option.label).join('').length <= 45;
    if (short && !optional && !this.bare) return this.buildRadios();
    const selected = this.options.findIndex((option) => equal(option.value, this.effective));
    const unknown = selected < 0 && this.initial !== undefined;
    this.control = h('select', { ...this.naming(), on: { change: () => this.touch() } },
      selected < 0 || optional ? h('option', { value: '' }, unknown ? String(this.initial) : optional ? this.messages.t('field.notSet') : this.messages.t('field.choose')) : null,
      this.options.map((option, index) => h('option', { value: String(index), selected: index === selected }, option.label)));
    this.pick = () => (this.control.value === '' ? undefined : this.options[Number(this.control.value)].value);
    return this.field(this.control);
  }

  buildRadios() {
    const name = this.id;
    this.inputs = this.options.map((option) => h('input', {
      type: 'radio', name, checked: equal(option.value, this.effective), disabled: this.form.readOnly, 'aria-describedby': this.describedBy, on: { change: () => this.touch() },
    }));
    this.pick = () => this.options[this.inputs.findIndex((input) => input.checked)]?.value;
    return this.group(h('div', { class: 'segments' }, this.options.map((option, index) => h('label', { class: 'segment' }, this.inputs[index], h('span', {}, option.label)))));
  }

  buildCombo() {
    const box = this.form.editors.combo({
      node: this, value: this.effective, options: () => this.options, onChange: () => this.touch(),
    });
    this.control = box.input;
    this.pick = () => box.value;
    return this.field(box.element);
  }

  controls() { return this.inputs ?? super.controls(); }
  current() { return this.pick(); }
}

/** An array of distinct values out of a list. */
export class ChecklistNode extends Node {
  build() {
    const items = this.document.resolve(this.schema.items);
    const source = { schema: items, messages: this.messages, shared: this.shared, document: this.document };
    this.options = optionsOf(source);
    const chosen = Array.isArray(this.effective) ? this.effective : [];
    this.boxes = this.options.map((option) => h('input', {
      type: 'checkbox', checked: chosen.some((value) => equal(value, option.value)), disabled: this.form.readOnly, 'aria-describedby': this.describedBy, on: { change: () => this.touch() },
    }));
    return this.group(h('div', { class: 'chips' }, this.options.map((option, index) => h('label', { class: 'chip-box' }, this.boxes[index], h('span', {}, option.label)))));
  }

  controls() { return this.boxes; }

  current() {
    const chosen = this.options.filter((_, index) => this.boxes[index].checked).map((option) => option.value);
    return chosen.length === 0 && !this.required && this.schema.default === undefined ? undefined : chosen;
  }
}

/** A constant: shown nowhere, kept as it is. */
export class ConstantNode extends Node {
  build() {
    this.element = h('div', { hidden: true });
    return this.element;
  }

  read() { return this.required || this.initial !== undefined ? this.schema.const ?? this.schema.enum[0] : undefined; }
}

/** A value that no control can say: JSON text. */
export class JsonNode extends Node {
  build() {
    this.control = h('textarea', {
      ...this.naming(), rows: 3, spellcheck: 'false', class: 'code', value: this.initial === undefined ? '' : JSON.stringify(this.initial, null, 2),
      on: { input: () => this.touch(), change: () => this.form.left(this) },
    });
    return this.field(this.control, { wide: true });
  }

  current() {
    const text = this.control.value.trim();
    if (text === '') return undefined;
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
}
