// An invented integration with one setting for each assertion that a form checks, and what each refuses.
const one = (schema, ...wrong) => ({ schema, wrong });

const settings = {
  text: one({ type: 'string' }, 12, null, true, [], {}),
  number: one({ type: 'number' }, 'x', false),
  integer: one({ type: 'integer' }, 1.5, 'x'),
  boolean: one({ type: 'boolean' }, 'yes', 0),
  list: one({ type: 'array', items: { type: 'string', minLength: 2 } }, 'x', ['a', 3, 'ok']),
  object: one({ type: 'object', properties: { inner: { type: 'integer' } }, required: ['inner'], additionalProperties: false }, 'x', { inner: 'x' }, { inner: 1, other: 2 }, { innr: 1 }),
  either: one({ type: ['string', 'number'] }, true, []),
  maybe: one({ type: ['string', 'null'], minLength: 2 }, 'x', 7),
  enumeration: one({ type: 'string', enum: ['one', 'two'] }, 'three', ''),
  numbers: one({ enum: [1, 2] }, 3, '1'),
  minimum: one({ type: 'integer', minimum: 1000 }, 999),
  maximum: one({ type: 'number', maximum: 1234.5 }, 1235),
  above: one({ type: 'number', exclusiveMinimum: 0 }, 0),
  below: one({ type: 'number', exclusiveMaximum: 1 }, 1),
  multiple: one({ type: 'number', multipleOf: 0.25 }, 0.3),
  minLength: one({ type: 'string', minLength: 2 }, '😀', ''),
  filled: one({ type: 'string', minLength: 1 }, ''),
  maxLength: one({ type: 'string', maxLength: 1 }, 'ab'),
  pattern: one({ type: 'string', pattern: '^[a-z]+$' }, 'A'),
  example: one({ type: 'string', pattern: '^[a-z]+$', examples: ['abc'] }, 'A'),
  message: one({ type: 'string', pattern: '^[a-z]+$', 'x-ig-pattern-message': { en: 'Only small letters.', de: 'Nur Kleinbuchstaben.' } }, 'A'),
  minItems: one({ type: 'array', minItems: 2, maxItems: 3, items: { type: 'integer' } }, [1, 2, 3, 4]),
  unique: one({ type: 'array', uniqueItems: true, items: { type: 'integer', title: 'Number' } }, [1, 2, 1]),
  chosen: one({ type: 'array', uniqueItems: true, items: { enum: ['a', 'b'] } }, ['a', 'c'], ['a', 'a']),
  contains: one({ type: 'array', items: { type: 'integer' }, contains: { const: 1 }, maxContains: 1 }, [1, 1]),
  tuple: one({ type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], items: false }, [1, 'a', 2], ['a', 1]),
  fewNames: one({ type: 'object', maxProperties: 1, additionalProperties: { type: 'string' } }, { a: 'x', b: 'y' }),
  names: one({ type: 'object', propertyNames: { pattern: '^[a-z]$' }, additionalProperties: { type: 'string' } }, { AB: 'x' }),
  patterned: one({ type: 'object', patternProperties: { '^x-': { type: 'integer' } }, additionalProperties: false }, { 'x-a': 'b', other: 1 }),
  not: one({ type: 'string', not: { const: 'no' } }, 'no'),
  both: one({ allOf: [{ type: 'string', minLength: 3 }, { maxLength: 5 }] }, 'ab', 'abcdef'),
  shapes: one({ oneOf: [{ type: 'integer', minimum: 5 }, { type: 'string', maxLength: 2 }] }, 4, 'abc', true),
  overlap: one({ type: 'integer', oneOf: [{ multipleOf: 2 }, { multipleOf: 3 }] }, 6, 7),
  any: one({ anyOf: [{ type: 'integer', minimum: 5 }, { type: 'integer', multipleOf: 2 }] }, 3),
  branch: one({
    type: 'object', oneOf: [
      { type: 'object', additionalProperties: false, required: ['kind', 'name'], properties: { kind: { const: 'a' }, name: { type: 'string' } } },
      { type: 'object', additionalProperties: false, required: ['kind'], properties: { kind: { const: 'b' }, size: { type: 'integer', minimum: 1 } } }],
  }, { kind: 'c' }, { kind: 'a', name: 1 }, { kind: 'b', size: 0 }, { kind: 'b', name: 'x' }, 3),
  condition: one({ type: 'object', properties: { on: { type: 'boolean' }, size: { type: 'integer' } }, if: { properties: { on: { const: true } } }, then: { properties: { size: { minimum: 10 } } }, else: { properties: { size: { maximum: 5 } } } }, { on: true, size: 7 }, { on: false, size: 7 }),
  ...Object.fromEntries(Object.entries({
    date: ['2026-02-30', 'x'], 'date-time': ['2026-01-31', 'x'], duration: ['5 minutes', 'PT'], email: ['ada', 'a..b@c.de'], hostname: ['https://x.example', '-a'], ipv4: ['1.2.3', '256.1.1.1'],
    uri: ['example.com', '/x'], uuid: ['12'], 'json-pointer': ['a'], cron: ['* * * *', '61 * * * *'], 'iana-time-zone': ['Mars/Phobos'], pem: ['abc'],
  }).map(([format, wrong]) => [`format-${format}`, one({ type: 'string', format }, ...wrong)])),
};

export const manifest = {
  manifestVersion: 1, name: 'keywords', displayName: 'Keywords', version: '1.0', categories: ['other'], description: 'One setting for each assertion.',
  settings: {
    authentication: {
      type: 'object', additionalProperties: false, properties: {
        key: { type: 'string', title: 'Key', writeOnly: true, minLength: 8, pattern: '^[a-z]*$', examples: ['abcdefgh'] }, pem: { type: 'string', title: 'Certificate', writeOnly: true, 'x-ig-multiline': true, format: 'pem' },
      },
    },
    syncSettings: { type: 'object', additionalProperties: false, properties: Object.fromEntries(Object.entries(settings).map(([name, { schema }]) => [name, schema])) },
  },
};

/** Documents that the settings refuse. */
export const wrong = [['key', 'short'], ['key', 'CAPITALS'], ['pem', 'abc']].map(([name, value]) => ({ authentication: {}, secrets: { [`/authentication/${name}`]: { value } } })).concat(Object.entries(settings).flatMap(([name, { wrong: values }]) => values.map((value) => ({ syncSettings: { [name]: value } }))));
