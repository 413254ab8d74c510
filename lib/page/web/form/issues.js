// Says an issue, whether the client or the server found it, in the reader's language: the same sentence for the same code.

const limits = new Set(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties']);

/** The sentence of an issue {code, detail?, params?, parameters?} at a field with this label and schema. */
export function sentence(issue, { label, schema = {} }, messages) {
  const source = issue.parameters?.schema ?? schema;
  const parameters = { label, ...issue.params };
  let key = `error.${issue.code}`;
  if (limits.has(issue.code)) {
    const limit = issue.params?.limit ?? source[issue.code];
    if (limit === undefined && issue.detail) return issue.detail;
    parameters.limit = limit;
    parameters.count = limit;
  }
  if (issue.code === 'format') {
    const special = `error.format.${issue.parameters?.format ?? source.format}`;
    if (messages.has(special)) key = special;
  }
  if (issue.code === 'type') {
    const wanted = issue.parameters?.types?.[0] ?? [source.type].flat()[0];
    if (messages.has(`error.type.${wanted}`)) key = `error.type.${wanted}`;
  }
  if (issue.code === 'pattern' && source['x-ig-pattern-message']) return source['x-ig-pattern-message'];
  if (issue.code === 'pattern' && source.examples?.length > 0 && typeof source.examples[0] === 'string' && source.writeOnly !== true) {
    key = 'error.pattern.example';
    parameters.example = source.examples[0];
  }
  if (messages.has(key)) return messages.t(key, parameters);
  return issue.detail || messages.t('error.other', { label });
}
