// Says an issue, whether the client or the server found it, in the reader's language: the same sentence for the same code.

// Codes that are said like another one, and codes that say no more than that something is not right.
const alike = { const: 'enum', minProperties: 'minItems', maxProperties: 'maxItems', items: 'maxItems', propertyNames: 'pattern' };
const vague = ['oneOf', 'anyOf', 'not', 'not-allowed', 'contains', 'minContains', 'maxContains', 'type'];

/** The sentence of an issue {code, detail?, params?} at a field with this label and schema. */
export function sentence({ code, detail, params = {} }, { label, schema = {} }, messages) {
  const limit = params.limit ?? params.maximum ?? params[code];
  const parameters = { label, ...params, limit, count: limit };
  let key = `error.${alike[code] ?? code}`;
  const special = (name) => {
    if (messages.has(`${key}.${name}`)) key += `.${name}`;
  };
  if (code === 'format') special(params.format ?? schema.format);
  if (code === 'type') {
    const types = (params.allowed ?? [schema.type].flat()).filter((type) => type !== 'null');
    if (types.length === 1) special(types[0]);
  }
  if (code === 'pattern' && schema['x-ig-pattern-message']) return schema['x-ig-pattern-message'];
  const [example] = schema.examples ?? [];
  if (code === 'pattern' && typeof example === 'string' && schema.writeOnly !== true) {
    parameters.example = example;
    special('example');
  }
  if (!messages.has(key) && detail && !vague.includes(code)) return detail;
  return messages.t(messages.has(key) ? key : 'error.other', parameters);
}
