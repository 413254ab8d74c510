// The data mapping editor: which of their objects and fields is which of ours. It is the ordinary form of ig:data-mapping, with
// pickers that know both sides, a row for each pair of fields, and what is missing said beside it.
import { fill, h, icon } from '../dom.js';
import { TextNode } from './basic.js';
import { combo } from './combo.js';
import { exactTypeName, fieldOf, fieldsOf, fits, objectsOf, typeName } from './model.js';
import { ListNode } from './list.js';
import { Node } from './node.js';
import { ObjectNode } from './object.js';
import { tokens } from './pointer.js';
import { preview } from './preview.js';
import { ValueMapNode } from './valuemap.js';

const entityOf = (node) => {
  let up = node;
  while (up && !(up instanceof EntityNode)) up = up.parent;
  return up;
};

/** An object or a field of one side. */
class PickNode extends Node {
  constructor(options) {
    super(options);
    this.side = options.key;
    this.what = options.what;
  }

  build() {
    const box = combo({ node: this, value: this.initial, free: this.options().length === 0, options: () => this.options(), onChange: () => this.touch(), placeholder: this.messages.t(this.what === 'object' ? 'mapping.pickObject' : 'mapping.pickField') });
    this.box = box;
    this.control = box.input;
    return this.field(box.element);
  }

  get label() { return this.messages.t(`mapping.${this.side}.${this.what}`); }

  options() {
    const { models } = this.form;
    if (this.what === 'object') return objectsOf(models, this.side).map(({ name, title }) => ({ value: name, label: title, note: title === name ? '' : name }));
    const entity = entityOf(this);
    const list = this.parent.parent;
    const used = new Set(list instanceof FieldList ? list.items.filter((item) => item !== this.parent).map((item) => item.child(this.side)?.read()) : []);
    return fieldsOf(models, this.side, entity?.objectOf(this.side)).map((field) => ({
      value: field.name, label: field.title,
      note: [typeName(field, this.messages), field.required && this.messages.t('mapping.required'), used.has(field.name) && this.messages.t('mapping.used')].filter(Boolean).join(' · '),
    }));
  }

  current() { return this.box.value; }

  set(value) {
    this.box.set(value);
    this.touched = true;
  }
}

/** A text in which spaces at the ends count, and none at all may be meant: what separates, what is filled in. */
class VerbatimNode extends TextNode {
  current() { return this.control.value; }
}

/** One pair of fields: theirs, the direction, ours; everything else folded away below it. */
class FieldNode extends ObjectNode {
  memberOptions(name) {
    return ['remote', 'local', 'direction'].includes(name) ? { bare: true } : name === 'default' || name === 'sensitive' ? { advanced: true } : {};
  }

  arrange(nodes) {
    const byKey = Object.fromEntries(nodes.map((node) => [node.key, node]));
    const rest = ['transformInbound', 'transformOutbound', 'valueMap', 'onEmpty', 'default', 'authority', 'sensitive', 'enabled'].map((key) => byKey[key]).filter(Boolean);
    this.note = h('p', { class: 'pair-note' });
    this.count = h('span', { class: 'pair-count' });
    this.details = h('details', { class: 'pair-details' }, h('summary', {}, h('span', {}, this.messages.t('mapping.details')), this.count), h('div', { class: 'members' }, rest.map((node) => node.element)));
    queueMicrotask(() => this.refresh());
    return [h('div', { class: 'pair-row' }, byKey.remote.element, byKey.direction.element, byKey.local.element), this.note, this.details];
  }

  get label() {
    const entity = entityOf(this);
    const title = (side) => fieldOf(this.form.models, side, entity?.objectOf(side), this.child(side)?.read())?.title ?? this.child(side)?.read();
    const [from, to] = [title('remote'), title('local')];
    return from || to ? this.messages.t('mapping.pair', { remote: from ?? '…', local: to ?? '…' }) : super.label;
  }

  childChanged() { this.refresh(); }

  refresh() {
    const value = this.read() ?? {};
    const entity = entityOf(this);
    const models = this.form.models;
    const remote = fieldOf(models, 'remote', entity?.objectOf('remote'), value.remote);
    const local = fieldOf(models, 'local', entity?.objectOf('local'), value.local);
    const direction = value.direction && value.direction !== 'inherit' ? value.direction : entity?.direction;
    const transforms = (value.transformInbound?.length ?? 0) + (value.transformOutbound?.length ?? 0);
    const pairs = value.valueMap?.pairs?.length ?? 0;
    fill(this.count, [transforms > 0 && this.messages.t('mapping.transforms', { count: transforms }), pairs > 0 && this.messages.t('mapping.pairs', { count: pairs }), value.enabled === false && this.messages.t('mapping.off')]
      .filter(Boolean).map((text) => h('span', { class: 'tag' }, text)));
    const clash = (source, target, pipeline) => pairs === 0 && !(pipeline?.length > 0) && source && target && !fits(source, target);
    const wrong = direction !== 'outbound' && clash(remote, local, value.transformInbound) ? [remote, local] : direction !== 'inbound' && direction !== undefined && clash(local, remote, value.transformOutbound) ? [local, remote] : null;
    const same = wrong && typeName(wrong[0], this.messages) === typeName(wrong[1], this.messages);
    const said = (field) => (same ? exactTypeName(field, this.messages) : typeName(field, this.messages));
    const readOnly = direction !== 'inbound' && remote?.readOnly ? remote : direction !== 'outbound' && local?.readOnly ? local : null;
    fill(this.note, wrong ? [icon('warning'), this.messages.t('mapping.clash', { from: said(wrong[0]), to: said(wrong[1]) })]
      : readOnly ? [icon('warning'), this.messages.t('mapping.readOnly', { label: readOnly.title })] : null);
    this.note.hidden = !wrong && !readOnly;
    this.child('valueMap')?.refresh?.();
  }
}

/** How two records are told to be the same: one row. */
class MatchNode extends ObjectNode {
  memberOptions() { return { bare: true }; }

  arrange(nodes) {
    const byKey = Object.fromEntries(nodes.map((node) => [node.key, node]));
    return [h('div', { class: 'pair-row' }, [byKey.remote, byKey.compare, byKey.local].map((node) => node?.element))];
  }
}

class MatchList extends ListNode {
  get ordered() { return false; }
  itemLabel(index) { return this.messages.t('mapping.matchNumber', { number: index + 1 }); }

  row(node, index) {
    const row = super.row(node, index);
    row.classList.add('pair');
    return row;
  }
}

class FieldList extends ListNode {
  get ordered() { return false; }

  build() {
    const element = super.build();
    this.extra = h('div', { class: 'mapping-extra' });
    element.append(this.extra);
    return element;
  }

  draw() {
    super.draw();
    if (!this.head) this.rows.before(this.head = h('div', { class: 'pair-row map-head pair-head', 'aria-hidden': 'true' }, ['preview.theirField', 'member.direction', 'preview.ourField'].map((key) => h('span', {}, this.messages.t(key)))));
    this.head.hidden = this.items.length === 0;
  }

  addLabel() { return this.messages.t('mapping.addField'); }
  itemLabel(index) { return this.messages.t('mapping.fieldNumber', { number: index + 1 }); }

  row(node, index) {
    const row = super.row(node, index);
    row.classList.add('pair');
    return row;
  }

  childChanged() { this.refresh(); }

  touch() {
    super.touch();
    this.refresh();
  }

  /** What is required and not mapped, and what could be suggested. */
  refresh() {
    if (!this.extra) return;
    const entity = entityOf(this);
    const value = this.values;
    const mapped = new Set(value.filter((field) => field?.enabled !== false && field?.direction !== 'outbound').map((field) => field?.local));
    const inbound = entity.direction !== 'outbound';
    const missing = inbound ? fieldsOf(this.form.models, 'local', entity.objectOf('local')).filter((field) => field.required && !mapped.has(field.name)) : [];
    const suggestions = this.form.readOnly ? [] : this.suggestions(entity, value);
    fill(this.extra,
      missing.length > 0 && h('p', { class: 'mapping-missing' }, icon('warning'), h('span', {}, this.messages.t('mapping.missing', { count: missing.length, fields: this.messages.list(missing.map((field) => field.title)) })),
        this.form.readOnly ? null : missing.map((field) => h('button', { type: 'button', class: 'quiet', on: { click: () => this.add({ local: field.name }, true) } }, this.messages.t('mapping.mapIt', { field: field.title })))),
      suggestions.length > 0 && h('details', { class: 'suggestions' }, h('summary', {}, icon('spark'), this.messages.t('mapping.suggestions', { count: suggestions.length })),
        h('ul', { role: 'list' }, suggestions.map((field) => h('li', {}, h('span', {}, this.titlePair(entity, field)), h('button', {
          type: 'button', class: 'quiet', 'aria-label': this.messages.t('mapping.useSuggestion', { pair: this.titlePair(entity, field) }), on: { click: () => this.add(structuredClone(field), true) },
        }, icon('plus'), this.messages.t('mapping.use'))))),
        h('button', { type: 'button', class: 'quiet', on: { click: () => suggestions.forEach((field) => this.add(structuredClone(field), false)) } }, this.messages.t('mapping.useAll'))));
  }

  titlePair(entity, field) {
    const title = (side) => fieldOf(this.form.models, side, entity.objectOf(side), field[side])?.title ?? field[side];
    return this.messages.t('mapping.pair', { remote: title('remote'), local: title('local') });
  }

  suggestions(entity, value) {
    const offered = (this.form.models.suggested?.entities ?? []).find((item) => item.local === entity.objectOf('local') && item.remote === entity.objectOf('remote'));
    return (offered?.fields ?? []).filter((field) => !value.some((own) => own?.local === field.local || own?.remote === field.remote));
  }
}

class EntityNode extends ObjectNode {
  objectOf(side) { return this.child(side)?.read(); }
  get direction() { return this.child('direction')?.read(); }

  get label() {
    const title = (side) => objectsOf(this.form.models, side).find((object) => object.name === this.objectOf(side))?.title ?? this.objectOf(side);
    const [remote, local] = [title('remote'), title('local')];
    return remote || local ? this.messages.t('mapping.pair', { remote: remote ?? '…', local: local ?? '…' }) : super.label;
  }

  arrange(nodes) {
    const byKey = Object.fromEntries(nodes.map((node) => [node.key, node]));
    const main = ['remote', 'local', 'direction', 'match', 'fields'];
    const rest = nodes.filter((node) => !main.includes(node.key));
    this.previewBox = h('details', { class: 'advanced preview', on: { toggle: () => this.drawPreview() } }, h('summary', {}, this.messages.t('mapping.preview')), h('div', {}));
    queueMicrotask(() => {
      this.child('fields')?.refresh();
      this.retitle();
    });
    return [
      h('div', { class: 'entity-objects' }, byKey.remote?.element, h('span', { class: 'between', 'aria-hidden': 'true' }, icon('chevron')), byKey.local?.element),
      byKey.direction?.element, byKey.fields?.element, byKey.match?.element, this.previewBox,
      h('details', { class: 'advanced' }, h('summary', {}, this.messages.t('field.advanced', { count: rest.length })), h('div', { class: 'members' }, rest.map((node) => node.element))),
    ];
  }

  childChanged(node) {
    // Another object has other fields: what is mapped stays and is marked by the check; only the words change.
    const fields = this.child('fields');
    if (node.parent === this) {
      for (const item of fields?.items ?? []) for (const side of ['local', 'remote']) item.child(side)?.box.refresh();
      for (const item of fields?.items ?? []) item.refresh();
    }
    fields?.refresh();
    this.retitle();
    this.drawPreview();
  }

  retitle() {
    const title = this.element?.closest('.item')?.querySelector('.item-title');
    if (title) title.textContent = this.label;
  }

  drawPreview() {
    if (this.previewBox?.open) preview(this, this.previewBox.lastChild);
  }
}

class EntityList extends ListNode {
  build() {
    const element = super.build();
    this.extra = h('div', { class: 'mapping-extra' });
    element.append(this.extra);
    this.offer();
    return element;
  }

  addLabel() { return this.messages.t('mapping.addEntity'); }
  itemLabel(index) { return this.messages.t('mapping.entityNumber', { number: index + 1 }); }

  add(value, focus) { return super.add(value ?? { direction: 'inbound', match: [], fields: [] }, focus); }

  touch() {
    super.touch();
    this.offer();
  }

  /** Pairs of objects that both sides' roles suggest: offered, never applied by themselves. */
  offer() {
    if (!this.extra || this.form.readOnly) return;
    const mine = this.values;
    const offered = (this.form.models.suggested?.entities ?? []).filter((item) => !mine.some((own) => own?.local === item.local && own?.remote === item.remote));
    const title = (side, name) => objectsOf(this.form.models, side).find((object) => object.name === name)?.title ?? name;
    fill(this.extra, offered.length > 0 && h('div', { class: 'suggestions open' }, h('p', { class: 'suggestions-title' }, icon('spark'), this.messages.t('mapping.suggested')),
      h('ul', { role: 'list' }, offered.map((entity) => {
        const pair = this.messages.t('mapping.pair', { remote: title('remote', entity.remote), local: title('local', entity.local) });
        return h('li', {}, h('span', {}, pair, ' ', h('span', { class: 'muted' }, this.messages.t('mapping.fieldCount', { count: entity.fields?.length ?? 0 }))), h('button', {
          type: 'button', class: 'quiet', 'aria-label': this.messages.t('mapping.useSuggestion', { pair }), on: { click: () => this.add(structuredClone(entity), true) },
        }, icon('plus'), this.messages.t('mapping.use')));
      }))));
  }
}

export class MappingNode extends ObjectNode {
  constructor(options) {
    super({ ...options, shared: true });
    this.depth = tokens(this.pointer).length;
  }

  /** The parts of this editor that are not ordinary controls. */
  make(options) {
    const parent = options.parent.pointer;
    const path = tokens(parent).slice(this.depth).map((token) => (/^\d+$/.test(token) ? '*' : token));
    if (!options.transparent) path.push(typeof options.key === 'number' ? '*' : options.key);
    if (/^transform/.test(path.at(-3)) && /^(separator|template)$/.test(path.at(-1))) return new VerbatimNode(options);
    switch (path.join('/')) {
      case 'entities': return new EntityList(options);
      case 'entities/*': return new EntityNode(options);
      case 'entities/*/local': case 'entities/*/remote': return new PickNode({ ...options, what: 'object' });
      case 'entities/*/match': return new MatchList(options);
      case 'entities/*/match/*': return new MatchNode(options);
      case 'entities/*/fields': return new FieldList(options);
      case 'entities/*/fields/*': return new FieldNode(options);
      case 'entities/*/fields/*/local': case 'entities/*/fields/*/remote':
      case 'entities/*/match/*/local': case 'entities/*/match/*/remote': return new PickNode({ ...options, what: 'field' });
      case 'entities/*/fields/*/valueMap': return new ValueMapNode({ ...options, sides: (node, side) => this.sideOf(node, side) });
      default: return null;
    }
  }

  sideOf(node, side) {
    const entity = entityOf(node);
    return fieldOf(this.form.models, side, entity?.objectOf(side), node.parent.child(side)?.read());
  }
}

