// Reads a self-contained JSON Schema for the form: references, allOf, discriminators. Pure functions over plain objects.
import { isObject, tokens, equal } from './pointer.js';

/** One schema document with everything that its references name inside it. */
export class SchemaDocument {
  constructor(root) {
    this.root = root;
    this.named = new Map();
    this.resolved = new WeakMap();
    this.index(root, root, '', new Set());
  }

  // Embedded resources ($id) and anchors: what a reference other than a pointer can name.
  index(schema, resource, id, seen) {
    if (schema === null || typeof schema !== 'object' || seen.has(schema)) return;
    seen.add(schema);
    if (typeof schema.$id === 'string') {
      id = schema.$id.replace(/#$/, '');
      resource = schema;
      this.named.set(id, { schema, resource });
    }
    if (typeof schema.$anchor === 'string') this.named.set(`${id}#${schema.$anchor}`, { schema, resource });
    this.home ??= new WeakMap();
    if (!Array.isArray(schema)) this.home.set(schema, { resource, id });
    for (const value of Object.values(schema)) this.index(value, resource, id, seen);
  }

  lookup(reference, from) {
    const { resource, id } = this.home.get(from) ?? { resource: this.root, id: '' };
    const [address, fragment = ''] = splitOnce(reference, '#');
    let base = resource;
    if (address !== '') base = this.named.get(address)?.schema ?? null;
    if (base === null) return null;
    if (fragment === '') return base;
    if (!fragment.startsWith('/')) return this.named.get(`${address || id}#${fragment}`)?.schema ?? null;
    for (const start of [base, this.root]) {
      let value = start;
      for (const token of tokens(`#${fragment}`) ?? ['\0']) {
        value = value !== null && typeof value === 'object' && Object.hasOwn(value, token) ? value[token] : undefined;
        if (value === undefined) break;
      }
      if (value !== undefined) return value;
    }
    return null;
  }

  /** The schema with its reference and its allOf merged in. A boolean schema becomes an object. */
  resolve(schema, depth = 0) {
    if (schema === true || schema === undefined || schema === null) return {};
    if (schema === false) return { not: {} };
    if (this.resolved.has(schema)) return this.resolved.get(schema);
    let result = schema;
    if (depth < 32 && (schema.$ref !== undefined || schema.allOf !== undefined)) {
      const { $ref, allOf = [], ...own } = schema;
      const parts = [];
      if ($ref !== undefined) parts.push(this.resolve(this.lookup($ref, schema), depth + 1));
      const rest = [];
      for (const part of allOf) {
        const merged = this.resolve(part, depth + 1);
        // Conditions and choices cannot be merged member by member: they stay, for the check.
        if (merged.if !== undefined || merged.not !== undefined || merged.oneOf !== undefined || merged.anyOf !== undefined) rest.push(merged);
        else parts.push(merged);
      }
      result = [...parts, own].reduce(merge, {});
      // A form has the library's own schemas under their names in $defs, without their $id.
      const shared = /\/\$defs\/(ig:[a-z-]+)$/.exec(decodeURIComponent($ref ?? ''));
      if (shared) result.$id ??= shared[1];
      if (rest.length > 0) result.allOf = rest;
      this.home.set(result, this.home.get(schema) ?? { resource: this.root, id: '' });
    }
    this.resolved.set(schema, result);
    return result;
  }
}

function merge(a, b) {
  const result = { ...a };
  for (const [keyword, value] of Object.entries(b)) {
    if (keyword === 'properties') result.properties = { ...a.properties, ...value };
    else if (keyword === 'required') result.required = [...new Set([...(a.required ?? []), ...value])];
    else if (keyword === '$defs' || keyword === '$id') result[keyword] ??= value;
    else result[keyword] = value;
  }
  return result;
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** The types that a resolved schema allows, told from other keywords if it does not say. */
export function typesOf(schema) {
  if (Array.isArray(schema.type)) return schema.type;
  if (typeof schema.type === 'string') return [schema.type];
  if (schema.const !== undefined) return [kindOf(schema.const)];
  if (Array.isArray(schema.enum)) return [...new Set(schema.enum.map(kindOf))];
  if (schema.properties || schema.additionalProperties !== undefined || schema.patternProperties) return ['object'];
  if (schema.items || schema.prefixItems) return ['array'];
  if (schema.pattern !== undefined || schema.format !== undefined || schema.minLength !== undefined) return ['string'];
  if (schema.minimum !== undefined || schema.maximum !== undefined) return ['number'];
  return [];
}

export function kindOf(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** Whether a value is of one of the types that a resolved schema allows. */
export function takes(schema, value) {
  const types = typesOf(schema);
  const kind = kindOf(value);
  return types.length === 0 || types.includes(kind) || (kind === 'integer' && types.includes('number'));
}

const single = (schema) => {
  if (schema.const !== undefined) return schema.const;
  return Array.isArray(schema.enum) && schema.enum.length === 1 ? schema.enum[0] : undefined;
};

/** The member whose distinct constant tells the branches of a oneOf or anyOf apart, with the constants in order; or null. */
export function discriminatorOf(document, branches) {
  const resolved = branches.map((branch) => document.resolve(branch));
  for (const name of Object.keys(resolved[0]?.properties ?? {})) {
    const values = resolved.map((branch) => {
      const property = branch.properties && Object.hasOwn(branch.properties, name) ? document.resolve(branch.properties[name]) : {};
      return single(property);
    });
    if (values.every((value) => value !== undefined) && values.every((value, index) => !values.slice(0, index).some((other) => equal(other, value)))) {
      return { name, values };
    }
  }
  return null;
}

/** The branch that a value belongs to: by its discriminator, otherwise the first whose constants and required members fit. */
export function branchOf(document, branches, value, discriminator = discriminatorOf(document, branches)) {
  if (discriminator) {
    if (!isObject(value) || !Object.hasOwn(value, discriminator.name)) return -1;
    return discriminator.values.findIndex((constant) => equal(constant, value[discriminator.name]));
  }
  if (value === undefined) return -1;
  let best = -1;
  let score = -1;
  branches.forEach((branch, index) => {
    const schema = document.resolve(branch);
    if (!takes(schema, value)) return;
    if (schema.const !== undefined && !equal(schema.const, value)) return;
    let points = 1;
    if (isObject(value)) {
      if ((schema.required ?? []).some((name) => !Object.hasOwn(value, name))) points -= 0.5;
      points += Object.keys(value).filter((name) => Object.hasOwn(schema.properties ?? {}, name)).length;
    }
    if (points > score) [best, score] = [index, points];
  });
  return best;
}

export const isSecret = (schema) => schema.writeOnly === true && (typesOf(schema).includes('string') || typesOf(schema).length === 0);

/** x-ig-visible-when: `{pointer, eq | in | exists}` joined by all, any, not. Unknown forms show the member. */
export function isVisible(condition, valueAt) {
  if (!isObject(condition)) return true;
  if (Array.isArray(condition.all)) return condition.all.every((part) => isVisible(part, valueAt));
  if (Array.isArray(condition.any)) return condition.any.some((part) => isVisible(part, valueAt));
  if (condition.not !== undefined) return !isVisible(condition.not, valueAt);
  if (typeof condition.pointer !== 'string') return true;
  const value = valueAt(condition.pointer);
  if (Object.hasOwn(condition, 'eq')) return equal(value, condition.eq);
  if (Array.isArray(condition.in)) return condition.in.some((option) => equal(option, value));
  if (Object.hasOwn(condition, 'exists')) return (value !== undefined) === condition.exists;
  return true;
}

const schedules = ['manual', 'interval', 'daily', 'cron', 'webhook'];

/** Whether a oneOf is the schedule of ig:sync-settings. */
export function isSchedule(document, branches) {
  const found = discriminatorOf(document, branches.map((branch) => document.resolve(branch)));
  return found?.name === 'type' && found.values.includes('interval') && found.values.every((value) => schedules.includes(value));
}

/** Whether a schema is that of ig:data-mapping. */
export function isMapping(document, schema) {
  const list = schema.properties?.entities;
  if (!list) return false;
  const entity = document.resolve(document.resolve(list).items).properties ?? {};
  return ['local', 'remote', 'fields'].every((name) => Object.hasOwn(entity, name));
}

/** Whether a section may hold one of the two, a list, a map, a date, or the library's own words: what is loaded
 * first. So is a list of more choices than one looks through. */
export const needsEditors = (schema) => /"ig:|"items":|"interval"|"patternProperties":|"additionalProperties":\{|"format":"(?:date|time|duration|iana)|\[01\]\[0-9\]|"enum":\[(?:[^,\]]*,){12}/.test(JSON.stringify(schema));
