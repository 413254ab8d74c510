// The form of one integration: three sections drawn from its schema, what was changed in them, and where each issue belongs.
import { fill, h, uniqueId } from '../dom.js';
import { BooleanNode, ChecklistNode, ConstantNode, EnumNode, JsonNode, NumberNode, TextNode } from './basic.js';
import { check } from './check.js';
import { ChoiceNode } from './choice.js';
import { sentence } from './issues.js';
import { ObjectNode } from './object.js';
import { at, equal, isObject, tokens } from './pointer.js';
import { isMapping, isSchedule, isSecret, needsEditors, SchemaDocument, typesOf } from './schema.js';
import { SecretNode } from './secret.js';

export const sections = ['authentication', 'dataMapping', 'syncSettings'];

export class Form {
  /**
   * @param {object} options schema and view as the API gives them, messages, readOnly, onChange(), announce(text),
   *   loadEditors() (a promise of editors.js), editors (if they are there), and after a conflict: values (sections to show
   *   instead of the view's) and secrets (operations typed before)
   */
  constructor({ schema, view, messages, readOnly = false, onChange, announce, loadEditors, editors = null, values = {}, secrets = {} }) {
    Object.assign(this, { view, messages, readOnly, onChange, announce, loadEditors, editors, secretsBefore: secrets });
    this.documentationUrl = schema.documentationUrl;
    this.models = { local: schema.hostModel ?? {}, remote: schema.remoteObjects ?? {}, suggested: schema.suggestedMapping };
    this.id = uniqueId('form');
    this.parts = sections.filter((name) => schema[name] !== undefined && schema[name] !== null).map((name) => {
      // A section is drawn when it is first looked at; until then it is what the server has, or what was chosen before.
      return { name, schema: schema[name], document: new SchemaDocument(schema[name]), value: values[name] ?? view[name] ?? {}, chosen: values[name] !== undefined, node: null };
    });
    this.before = Object.fromEntries(this.parts.map(({ name, value, chosen }) => [name, chosen ? view[name] : value]));
    this.element = this.build();
  }

  get drawn() { return this.parts.filter((part) => part.node !== null); }

  /** Draws a section, at once if nothing must be loaded for it; otherwise the answer is a promise. */
  draw(part) {
    if (!part || part.node !== null) return undefined;
    if (this.editors === null && needsEditors(part.schema)) {
      part.drawing ??= this.loadEditors().then((editors) => {
        this.editors = editors;
        this.drawNow(part);
      }).finally(() => { part.drawing = null; });
      return part.drawing;
    }
    return this.drawNow(part);
  }

  async drawAll() {
    for (const part of this.parts) await this.draw(part);
  }

  drawNow(part) {
    if (part.node !== null) return;
    const { name, document } = part;
    const node = this.create({ schema: document.resolve(part.schema), document, base: `/${name}`, value: part.value, required: true, plain: true, label: this.messages.t(`section.${name}`) });
    node.build();
    part.node = node;
    this.applyConditions();
    // Read through the same form: the difference to it is what the person changed.
    if (!part.chosen) this.before[name] = structuredClone(node.read());
    const empty = node.element.childElementCount === 0 || (node instanceof ObjectNode && node.members.length === 0);
    fill(this.panels[this.parts.indexOf(part)], empty && h('p', { class: 'help' }, this.messages.t('section.empty')), node.element);
  }

  create(options) {
    const { schema, parent } = options;
    const all = { ...options, form: this };
    for (let node = parent; node; node = node.parent) {
      const made = node.make?.(all);
      if (made) return made;
    }
    if (isSecret(schema)) return new SecretNode(all);
    if (schema.const !== undefined || (schema.enum?.length === 1 && options.required)) return new ConstantNode(all);
    const branches = schema.oneOf ?? schema.anyOf;
    if (branches && !schema.enum) {
      const resolved = branches.map((branch) => options.document.resolve(branch));
      const real = resolved.filter((branch) => branch.type !== 'null');
      if (real.length === 1 && resolved.length === 2) {
        const { oneOf, anyOf, ...own } = schema;
        return this.create({ ...options, schema: { ...real[0], ...own } });
      }
      if (resolved.every((branch) => branch.const !== undefined)) return new EnumNode(all);
      if (real.some((branch) => typesOf(branch).length > 0)) return this.editors !== null && isSchedule(options.document, branches) ? new this.editors.ScheduleNode(all) : new ChoiceNode(all);
    }
    if (schema.enum) return new EnumNode(all);
    const types = typesOf(schema).filter((type) => type !== 'null');
    if (types.length > 1 && !types.every((type) => type === 'integer' || type === 'number')) return new JsonNode(all);
    switch (types[0]) {
      case 'boolean': return new BooleanNode(all);
      case 'number': case 'integer': return new NumberNode(all);
      case 'string': return this.createText(all);
      case 'array': return this.createArray(all);
      case 'object': return this.createObject(all);
      default: return new JsonNode(all);
    }
  }

  createText(all) {
    const { schema } = all;
    if (this.editors === null) return new TextNode(all);
    const { DateNode, DurationNode, ZoneNode } = this.editors;
    if (schema.format === 'date' || schema.format === 'date-time' || schema.pattern === '^([01][0-9]|2[0-3]):[0-5][0-9]$') return new DateNode(all);
    if (schema.format === 'duration') return new DurationNode(all);
    if (schema.format === 'iana-time-zone') return new ZoneNode(all);
    return new TextNode(all);
  }

  createArray(all) {
    if (!isObject(all.schema.items)) return new JsonNode(all);
    const items = all.document.resolve(all.schema.items);
    if (items.enum && all.schema.uniqueItems) return new ChecklistNode(all);
    return this.editors === null ? new JsonNode(all) : new this.editors.ListNode(all);
  }

  createObject(all) {
    const { schema } = all;
    if (this.editors !== null && isMapping(all.document, schema)) return new this.editors.MappingNode(all);
    if (isObject(schema.properties) && Object.keys(schema.properties).length > 0) return new ObjectNode(all);
    if (this.editors !== null && (isObject(schema.additionalProperties) || schema.patternProperties)) return new this.editors.MapNode(all);
    return schema.additionalProperties === false || all.parent === null ? new ObjectNode(all) : new JsonNode(all);
  }

  isObjectSchema(schema) {
    return typesOf(schema).includes('object') && !schema.oneOf && !schema.anyOf;
  }

  build() {
    const { messages } = this;
    this.tabs = this.parts.map(({ name }) => h('button', {
      type: 'button', role: 'tab', id: `${this.id}-tab-${name}`, 'aria-controls': `${this.id}-panel-${name}`, class: 'tab', on: { click: () => this.select(name), keydown: (event) => this.tabKey(event) },
    }, h('span', {}, messages.t(`section.${name}`)), h('span', { class: 'tab-badge', hidden: true })));
    this.panels = this.parts.map(({ name }) => h('section', {
      role: 'tabpanel', id: `${this.id}-panel-${name}`, 'aria-labelledby': `${this.id}-tab-${name}`, class: 'panel', part: `section ${name}`,
    }));
    const tablist = h('div', { role: 'tablist', class: 'tabs', 'aria-label': messages.t('section.all') }, this.tabs);
    this.select(this.parts[0]?.name);
    return { tablist, panels: this.panels };
  }

  select(name) {
    this.selected = name;
    this.parts.forEach((part, index) => {
      const on = part.name === name;
      this.tabs[index].setAttribute('aria-selected', String(on));
      this.tabs[index].tabIndex = on ? 0 : -1;
      this.panels[index].hidden = !on;
      if (on && part.node === null) this.drawLooking(part, this.panels[index]);
    });
    this.onSelect?.(name);
  }

  // While an editor is on its way; if it does not come, the section can be asked for again.
  drawLooking(part, panel) {
    this.draw(part)?.catch(() => {
      fill(panel, h('div', { class: 'notice', role: 'alert' }, h('p', {}, this.messages.t('problem.network')), h('button', { type: 'button', class: 'button', on: { click: () => this.drawLooking(part, panel) } }, this.messages.t('list.retry'))));
    });
    if (part.node === null) fill(panel, h('p', { class: 'loading', role: 'status' }, this.messages.t('dialog.loading')));
  }

  tabKey(event) {
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const steps = { ArrowRight: rtl, ArrowLeft: -rtl, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const now = this.parts.findIndex((part) => part.name === this.selected);
    const next = Number.isFinite(step) ? (now + step + this.parts.length) % this.parts.length : step < 0 ? 0 : this.parts.length - 1;
    this.select(this.parts[next].name);
    this.tabs[next].focus();
  }

  status(pointer) { return Object.hasOwn(this.view.secrets ?? {}, pointer) ? this.view.secrets[pointer] : undefined; }
  pendingSecret(pointer) { return Object.hasOwn(this.secretsBefore, pointer) ? this.secretsBefore[pointer] : undefined; }

  changed(node) {
    this.applyConditions();
    for (let up = node?.parent; up; up = up.parent) up.childChanged?.(node);
    this.onChange();
  }

  applyConditions() {
    for (const { node } of this.drawn) {
      for (let round = 0; round < 5; ++round) {
        const value = node.read();
        const valueAt = (pointer) => at(value, pointer) ?? this.find(node, tokens(pointer) ?? []).exact?.effective;
        let again = false;
        for (const part of node.all()) if (part.applyConditions?.(valueAt)) again = true;
        if (!again) break;
      }
    }
  }

  /** The deepest part of a form at a path below `root`, and whether it is exactly there. */
  find(root, path) {
    let node = root;
    for (const token of path) {
      const next = node.child(token);
      if (!next) return { node, exact: null };
      node = next;
    }
    return { node, exact: node };
  }

  read() { return Object.fromEntries(this.parts.map(({ name, node, value }) => [name, (node === null ? value : node.read()) ?? {}])); }

  *secretNodes() {
    for (const { node } of this.drawn) {
      for (const part of node.all()) {
        if (!(part instanceof SecretNode)) continue;
        let shown = true;
        for (let up = part; up; up = up.parent) shown &&= up.shown;
        if (shown) yield part;
      }
    }
  }

  /** What is to happen to secrets: {pointer: {value} | {clear: true}}. */
  secrets() {
    const result = {};
    for (const node of this.secretNodes()) if (node.operation) result[node.pointer] = node.operation;
    return result;
  }

  changedSections() {
    const now = this.read();
    const secrets = Object.keys(this.secrets());
    return this.parts.map((part) => part.name)
      .filter((name) => !equal(now[name], this.before[name] ?? {}) || secrets.some((pointer) => pointer.startsWith(`/${name}/`)));
  }

  get dirty() { return this.changedSections().length > 0; }

  /** What a PUT has to carry: only what was changed; to switch on, also what was shown but is not stored yet. */
  body(switchOn = false) {
    const now = this.read();
    const changed = new Set(this.changedSections());
    const sent = this.parts.map((part) => part.name).filter((name) => changed.has(name) || (switchOn && !equal(now[name], this.view[name] ?? {})));
    const body = Object.fromEntries(sent.map((name) => [name, now[name]]));
    const secrets = this.secrets();
    if (Object.keys(secrets).length > 0) body.secrets = secrets;
    return body;
  }

  /** Every issue that can be told without the server. A draft may be incomplete. */
  check(draft) {
    const present = new Map();
    for (const node of this.secretNodes()) present.set(node.pointer, node);
    const now = this.read();
    const issues = this.parts.flatMap(({ name, document, node }) => check(document, now[name], {
      prefix: `/${name}`, draft,
      hasSecret: (pointer) => (node === null ? this.status(pointer)?.set : present.get(pointer)?.present) ?? false,
      secretText: (pointer) => (present.get(pointer)?.operation?.value),
    }));
    for (const { node } of this.drawn) for (const part of node.all()) if (part.ownIssues) issues.push(...part.ownIssues(draft));
    return [...issues, ...this.reentry(present)];
  }

  // A secret goes only to the place that it was entered for.
  reentry(present) {
    const moved = [];
    for (const { node } of this.drawn) {
      for (const part of node.all()) {
        if (part.schema['x-ig-destination'] === true && part.touched && !equal(part.read() ?? part.schema.default, part.effective) && part.effective !== undefined) moved.push(part);
      }
    }
    if (moved.length === 0) return [];
    return [...present.values()].filter((node) => node.mode === 'keep').map((node) => ({ pointer: node.pointer, code: 'secret-reentry-required', params: { destination: moved[0].label } }));
  }

  /** Checks one field when one leaves it: no complaint about what is still missing. */
  left(node) {
    if (!node.touched) return;
    const pointer = node.pointer;
    const found = this.check(true).filter((issue) => issue.pointer === pointer);
    if (found.length > 0) node.setErrors(found.map((issue) => sentence(issue, node, this.messages)));
  }

  clearErrors() {
    for (const { node } of this.drawn) for (const part of node.all()) part.setErrors([]);
  }

  /** Says on each tab how many mistakes are left behind it. */
  recount() {
    this.parts.forEach(({ node }, index) => {
      const count = node === null ? 0 : [...node.all()].reduce((sum, part) => sum + part.errors.length, 0);
      const badge = this.tabs[index].lastChild;
      badge.hidden = count === 0;
      fill(badge, h('span', { 'aria-hidden': 'true' }, String(count)), h('span', { class: 'unseen' }, ` ${this.messages.t('section.errors', { count })}`));
    });
    this.onErrors?.();
  }

  /** Puts issues on their fields. Answers with [{text, node}] for a summary; node is null where no field fits. */
  async show(issues) {
    for (const { pointer } of issues) await this.draw(this.parts.find(({ name }) => name === tokens(pointer ?? '')?.[0]));
    this.clearErrors();
    const byNode = new Map();
    const told = issues.map((issue) => {
      const path = tokens(issue.pointer ?? '') ?? [];
      const part = this.parts.find(({ name }) => name === path[0]);
      if (!part) return { text: sentence(issue, { label: path.at(-1) ?? '' }, this.messages), node: null };
      // Which entry is there twice: the list itself need not be drawn with one part for each.
      if (issue.code === 'uniqueItems') path.push(String(issue.params?.second));
      const { node, exact } = this.find(part.node, path.slice(1));
      const text = sentence(issue, { label: node.label, schema: exact?.schema }, this.messages);
      byNode.set(node, [...(byNode.get(node) ?? []), text]);
      return { text, node, context: this.context(node) };
    });
    for (const [node, texts] of byNode) node.setErrors([...new Set(texts)]);
    return told;
  }

  // Where a field stands, when its own name is not enough.
  context(node) {
    const names = [];
    for (let up = node.parent; up && up.parent; up = up.parent) if (!up.transparent && up.key !== '') names.unshift(up.label);
    return names;
  }

  /** Shows a field, whatever it is folded into, and moves the focus there. */
  reveal(node) {
    let top = node;
    while (top.parent) top = top.parent;
    const part = this.parts.find((candidate) => candidate.node === top);
    if (part) this.select(part.name);
    for (let up = node.element; up; up = up.parentElement) if (up instanceof HTMLDetailsElement) up.open = true;
    for (let up = node; up; up = up.parent) up.unfold?.();
    node.focus();
    (node.control ?? node.element)?.scrollIntoView?.({ block: 'nearest' });
  }

  labelAt(pointer) {
    const path = tokens(pointer) ?? [];
    const part = this.parts.find(({ name }) => name === path[0]);
    if (!part) return path;
    const labels = [this.messages.t(`section.${part.name}`)];
    let node = part.node;
    for (const token of path.slice(1)) {
      const next = node?.child(token);
      labels.push(next && next !== node ? next.label : this.messages.has(`member.${token}`) ? this.messages.t(`member.${token}`) : token);
      node = next;
    }
    return labels;
  }
}
