// Members of an object: in the schema's order, in groups, the rarely needed ones folded away.
import { h } from '../dom.js';
import { Node } from './node.js';
import { isObject } from './pointer.js';
import { isVisible } from './schema.js';

// Of the library's own sync settings, what nearly everybody looks at.
const everyday = new Set(['schedule', 'direction', 'mode', 'backfill', 'notifyOn']);

export class ObjectNode extends Node {
  /** @param {object} options as Node, and skip: members that another node shows; plain: without a frame */
  constructor(options) {
    super(options);
    this.skip = options.skip ?? new Set();
    this.plain = options.plain ?? false;
    this.members = [];
  }

  build() {
    const names = Object.keys(this.schema.properties ?? {}).filter((name) => !this.skip.has(name));
    const value = isObject(this.initial) ? this.initial : {};
    const needed = new Set(this.schema.required ?? []);
    const defaults = isObject(this.schema.default) && this.initial === undefined ? this.schema.default : {};
    this.members = names.map((name, index) => {
      const schema = this.document.resolve(this.schema.properties[name]);
      const node = this.form.create({
        schema, document: this.document, parent: this, key: name, required: needed.has(name),
        value: Object.hasOwn(value, name) ? value[name] : Object.hasOwn(defaults, name) ? defaults[name] : undefined,
        ...this.memberOptions(name),
      });
      node.order = [schema['x-ig-order'] ?? 1e6, index];
      return node;
    });
    this.members.sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1]);
    const content = this.arrange(this.members.map((node) => {
      node.build();
      return node;
    }));
    if (this.plain || this.bare) {
      this.element = h('div', { class: 'members' }, content, this.errorLine());
      return this.element;
    }
    return this.group(h('div', { class: 'members' }, content));
  }

  arrange(nodes) {
    const ordinary = [];
    const advanced = [];
    const groups = new Map();
    for (const node of nodes) {
      const list = this.isAdvanced(node) ? advanced : ordinary;
      const group = node.schema['x-ig-group'];
      if (!group) {
        list.push(node.element);
        continue;
      }
      const key = `${list === advanced}${group}`;
      if (!groups.has(key)) {
        groups.set(key, h('div', { class: 'members' }));
        list.push(h('fieldset', { class: 'group' }, h('legend', {}, group), groups.get(key)));
      }
      groups.get(key).append(node.element);
    }
    if (advanced.length === 0) return ordinary;
    const count = nodes.filter((node) => this.isAdvanced(node)).length;
    return [ordinary, h('details', { class: 'advanced' }, h('summary', {}, this.messages.t('field.advanced', { count })), h('div', { class: 'members' }, advanced))];
  }

  /** What is special about a member's part of the form. */
  memberOptions() { return {}; }

  isAdvanced(node) {
    if (node.schema['x-ig-advanced'] !== undefined) return node.schema['x-ig-advanced'] === true;
    return this.schema.$id === 'ig:sync-settings' && !everyday.has(node.key);
  }

  children() { return this.members; }

  // Until something inside it is touched, an optional object that is not stored stays so (what it would need is not missing),
  // and so does what is stored in its place.
  get untouched() {
    return (this.initial === undefined ? !this.required && this.parent !== null && !this.transparent : !isObject(this.initial))
      && ![...this.all()].some((node) => node.touched || node.changed);
  }

  read() {
    if (this.untouched) return this.initial;
    const old = isObject(this.initial) ? this.initial : {};
    const next = {};
    const mine = new Map(this.members.map((node) => [node.key, node]));
    // Members keep their order, and those that the schema does not name are kept as they are.
    for (const [name, value] of Object.entries(old)) {
      if (!mine.has(name)) {
        if (!this.skip.has(name)) next[name] = value;
        continue;
      }
      const read = this.readMember(mine.get(name));
      if (read !== undefined) next[name] = read;
    }
    for (const node of this.members) {
      if (Object.hasOwn(next, node.key)) continue;
      const read = this.readMember(node);
      if (read !== undefined) next[node.key] = read;
    }
    if (Object.keys(next).length === 0 && this.initial === undefined && !this.required && this.parent !== null && !this.transparent) return undefined;
    return next;
  }

  readMember(node) { return node.shown ? node.read() : undefined; }

  /** Shows and hides members by x-ig-visible-when. True if anything changed. */
  applyConditions(valueAt) {
    let changed = false;
    for (const node of this.members) {
      const condition = node.schema['x-ig-visible-when'];
      if (condition === undefined) continue;
      const shown = isVisible(condition, valueAt);
      if (shown !== node.shown) {
        node.shown = shown;
        changed = true;
      }
      node.element.hidden = !shown;
    }
    return changed;
  }
}
