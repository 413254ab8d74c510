// What every part of a form has in common: a place in the settings, a value that stays as it was until someone touches it,
// and somewhere to say what is wrong.
import { fill, h, uniqueId } from '../dom.js';
import { humanise, safeLink } from '../text.js';
import { equal, join } from './pointer.js';

export class Node {
  /**
   * @param {object} options form, schema (resolved), document, parent, key, value, required, and where the parent decides
   *   it: label, bare (no label of its own: the parent shows one), transparent (same place as the parent)
   */
  constructor({ form, schema, document, parent = null, key = '', value, required = false, label, bare = false, transparent = false, base = '', shared }) {
    Object.assign(this, { form, schema, document, parent, key, required, bare, transparent, base });
    this.initial = value;
    this.touched = false;
    this.shown = true;
    this.errors = [];
    this.shared = shared ?? (parent?.shared || String(schema.$id ?? '').startsWith('ig:'));
    this.givenLabel = label;
    this.id = uniqueId('f');
  }

  get messages() { return this.form.messages; }

  get pointer() {
    if (this.parent === null) return this.base;
    return this.transparent ? this.parent.pointer : join(this.parent.pointer, this.key);
  }

  get label() {
    if (this.givenLabel !== undefined) return this.givenLabel;
    // The library's own schemas are in English: the page has their words in every language that it speaks.
    if (this.shared && this.messages.has(`member.${this.key}`)) return this.messages.t(`member.${this.key}`);
    return this.schema.title ?? humanise(this.key);
  }

  get help() {
    if (this.shared && this.messages.has(`help.${this.key}`)) return this.messages.t(`help.${this.key}`);
    return this.schema.description ?? '';
  }

  /** What is shown: the stored value, or the default while nothing is stored. */
  get effective() { return this.initial === undefined ? this.schema.default : this.initial; }

  children() { return []; }
  child(token) { return this.children().find((node) => String(node.key) === token); }

  *all() {
    yield this;
    for (const child of this.children()) yield* child.all();
  }

  /** The value as it would be stored, undefined if the member is absent. */
  read() { return this.touched ? this.current() : this.initial; }

  touch() {
    this.touched = true;
    this.setErrors([]);
    this.form.changed(this);
  }

  setErrors(sentences) {
    if (equal(sentences, this.errors)) return;
    this.errors = sentences;
    if (this.errorElement) fill(this.errorElement, sentences.map((text) => h('span', {}, text)));
    this.element?.classList.toggle('has-error', sentences.length > 0);
    for (const control of this.controls()) {
      if (sentences.length > 0) control.setAttribute('aria-invalid', 'true');
      else control.removeAttribute('aria-invalid');
    }
    this.form.recount();
  }

  /** The elements that take the person's input. */
  controls() { return this.control ? [this.control] : []; }

  focus() {
    const target = this.controls()[0] ?? this.element?.querySelector('button, input, select, textarea');
    target?.focus();
  }

  /** The ids that describe a control: help and error always both, so that neither hides the other. */
  get describedBy() { return `${this.id}-help ${this.id}-error`; }

  /** The attributes that every control carries. */
  naming() {
    return {
      id: this.id,
      'aria-describedby': this.describedBy,
      'aria-required': this.required ? 'true' : null,
      'aria-label': this.bare ? this.label : null,
      disabled: this.form.readOnly,
    };
  }

  helpLine() {
    const anchor = this.schema['x-ig-doc-anchor'];
    const link = anchor ? safeLink(/^https:/.test(anchor) ? anchor : `${this.form.documentationUrl ?? ''}#${String(anchor).replace(/^#/, '')}`) : null;
    return h('p', { id: `${this.id}-help`, class: 'help' }, this.bare ? '' : this.help, link && [
      this.help ? ' ' : '', h('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, this.messages.t('field.docs', { label: this.label }))]);
  }

  errorLine() {
    this.errorElement = h('p', { id: `${this.id}-error`, class: 'error' });
    return this.errorElement;
  }

  /** Label, help, control and error, in that order. */
  field(control, { labelFor = this.id, wide = false } = {}) {
    const need = this.required ? h('span', { class: 'need' }, this.messages.t('field.required')) : null;
    this.element = h('div', { class: `field${this.bare ? ' bare' : ''}${wide ? ' wide' : ''}`, part: 'field' },
      this.bare ? null : h('div', { class: 'label-row' }, h('label', { for: labelFor, id: `${this.id}-label` }, this.label), need),
      this.helpLine(), control, this.errorLine());
    return this.element;
  }

  /** The same for several controls under one name. */
  group(...content) {
    // A list that may be empty is always there, and so is what has been chosen beforehand.
    const need = this.required && !(this.schema.type === 'array' && !this.schema.minItems) && !this.inputs?.some((input) => input.checked) ? [' ', h('span', { class: 'need' }, this.messages.t('field.required'))] : null;
    this.element = h('fieldset', { class: `group${this.bare ? ' bare' : ''}`, 'aria-describedby': this.describedBy },
      h('legend', { class: this.bare ? 'unseen' : null }, this.label, need), this.helpLine(), content, this.errorLine());
    return this.element;
  }
}
