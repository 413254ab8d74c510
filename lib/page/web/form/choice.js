// One of several forms (oneOf, anyOf). What was entered in a form that one leaves is kept until the dialog closes.
import { fill, h } from '../dom.js';
import { humanise } from '../text.js';
import { Node } from './node.js';
import { ObjectNode } from './object.js';
import { isObject } from './pointer.js';
import { branchOf, discriminatorOf, typesOf } from './schema.js';

export class ChoiceNode extends Node {
  build() {
    this.branches = (this.schema.oneOf ?? this.schema.anyOf).map((branch) => this.document.resolve(branch));
    this.discriminator = discriminatorOf(this.document, this.branches);
    this.nodes = new Map();
    const start = this.effective;
    this.index = branchOf(this.document, this.branches, start, this.discriminator);
    // What says that it is of another form stays so. A section begins with its first form: an empty page is of no use.
    if (this.index < 0 && !(this.discriminator && Object.hasOwn(Object(start), this.discriminator.name))) {
      const byDefault = this.discriminator ? this.branches.findIndex((branch) => this.document.resolve(branch.properties[this.discriminator.name]).default !== undefined) : -1;
      if (byDefault >= 0) this.index = byDefault;
      else if (this.parent === null || (this.branches.length === 1 && this.required)) this.index = 0;
    }
    this.startIndex = this.initial === undefined ? -1 : this.index;
    if (isObject(this.schema.properties) && Object.keys(this.schema.properties).length > 0) {
      const skip = new Set(this.discriminator ? [this.discriminator.name] : []);
      const { oneOf, anyOf, ...rest } = this.schema;
      this.common = new ObjectNode({ form: this.form, schema: rest, document: this.document, parent: this, key: '', transparent: true, plain: true, skip: new Set([...skip, ...this.branchNames()]), value: this.initial });
      this.common.build();
    }
    this.body = h('div', { class: 'branch' });
    const picker = this.branches.length === 1 && this.index === 0 ? null : this.picker();
    this.drawBranch();
    if (this.bare || this.parent === null) {
      this.element = h('div', { class: 'choice' }, picker, this.common?.element, this.body, picker ? null : this.errorLine());
      return this.element;
    }
    return this.group(picker, this.common?.element, this.body);
  }

  branchNames() { return new Set(this.branches.flatMap((branch) => Object.keys(branch.properties ?? {}))); }

  title(index) {
    const branch = this.branches[index];
    const constant = this.discriminator ? String(this.discriminator.values[index]) : undefined;
    const shared = constant !== undefined && this.shared && this.messages.has(`choice.${constant}`) ? this.messages.t(`choice.${constant}`) : undefined;
    const named = this.discriminator ? this.document.resolve(branch.properties[this.discriminator.name]).title : undefined;
    return shared ?? branch.title ?? named ?? (constant !== undefined ? humanise(constant) : this.messages.t('choice.option', { number: index + 1 }));
  }

  get pickerLabel() {
    if (this.parent !== null && !this.bare) return this.label;
    const named = this.discriminator && this.schema.properties?.[this.discriminator.name];
    const title = named ? this.document.resolve(named).title : undefined;
    return title ?? (this.key === '' && this.discriminator?.name === 'method' ? this.messages.t('choice.method') : this.label);
  }

  picker() {
    const optional = !this.required && this.parent !== null && this.schema.default === undefined;
    if (this.branches.length <= 5 && !optional && !this.bare) {
      this.inputs = this.branches.map((_, index) => h('input', {
        type: 'radio', name: this.id, checked: index === this.index, disabled: this.form.readOnly, 'aria-describedby': this.describedBy, on: { change: () => this.choose(index) },
      }));
      const radios = h('div', { class: 'segments' }, this.inputs.map((input, index) => h('label', { class: 'segment' }, input, h('span', {}, this.title(index)))));
      if (this.parent !== null) return radios;
      return h('fieldset', { class: 'group picker' }, h('legend', {}, this.pickerLabel), this.parent === null ? this.helpLine() : null, radios, this.errorLine());
    }
    this.control = h('select', { ...this.naming(), 'aria-label': this.pickerLabel, on: { change: () => this.choose(Number(this.control.value)) } },
      this.index < 0 || optional ? h('option', { value: '-1', selected: this.index < 0 }, this.messages.t(optional ? 'field.notSet' : 'field.choose')) : null,
      this.branches.map((_, index) => h('option', { value: String(index), selected: index === this.index }, this.title(index))));
    if (this.parent !== null && !this.bare) return this.control;
    return h('div', { class: 'field' }, this.bare ? null : h('label', { for: this.id }, this.pickerLabel), this.helpLine(), this.control, this.errorLine());
  }

  choose(index) {
    this.index = index;
    this.drawBranch();
    this.touch();
  }

  drawBranch() {
    if (this.index < 0) {
      fill(this.body);
      return;
    }
    if (!this.nodes.has(this.index)) {
      const branch = this.branches[this.index];
      const schema = this.form.isObjectSchema(branch) ? branch : { ...branch, title: branch.title ?? this.label };
      const value = this.index === this.startIndex ? this.initial : this.initial === undefined && isObject(this.schema.default) && branchOf(this.document, this.branches, this.schema.default, this.discriminator) === this.index ? this.schema.default : undefined;
      const node = this.form.create({
        schema, document: this.document, parent: this, key: '', transparent: true, plain: true, required: true, value, bare: !this.form.isObjectSchema(branch), label: this.label,
        skip: new Set([...(this.discriminator ? [this.discriminator.name] : []), ...Object.keys(this.schema.properties ?? {}).filter((name) => !Object.hasOwn(branch.properties ?? {}, name))]),
      });
      node.build();
      this.nodes.set(this.index, node);
    }
    const note = this.branches[this.index].description;
    fill(this.body, note && h('p', { class: 'help branch-note' }, note), this.nodes.get(this.index).element);
  }

  get branch() { return this.nodes.get(this.index); }
  controls() { return this.inputs ?? super.controls(); }

  children() {
    const parts = [this.common, this.branch].filter(Boolean);
    return parts.flatMap((part) => (part instanceof ObjectNode || part instanceof ChoiceNode ? part.children() : [part]));
  }

  child(token) {
    if (this.discriminator?.name === token) return this;
    return super.child(token) ?? this.branch?.child(token);
  }

  *all() {
    yield this;
    for (const part of [this.common, this.branch]) if (part) yield* part.all();
  }

  read() {
    if (this.index < 0) return this.touched ? undefined : this.initial;
    const inner = this.branch.read();
    const objects = typesOf(this.branches[this.index]).includes('object') || this.discriminator;
    if (!objects) return this.touched || this.branch.touched ? inner : this.initial;
    // Untouched and absent stays absent: looking at a form stores nothing.
    if (this.initial === undefined && !this.touched && ![...this.branch.all()].some((node) => node.touched || node.changed)) {
      return this.schema.default !== undefined && this.parent !== null ? undefined : this.parent === null && this.discriminator ? this.constant() : undefined;
    }
    const outside = this.common ? this.common.read() : {};
    return { ...this.constant(), ...outside, ...inner };
  }

  constant() { return this.discriminator ? { [this.discriminator.name]: this.discriminator.values[this.index] } : {}; }
}
