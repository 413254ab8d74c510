// Invented schemas of the shapes and in the proportions that were counted in a catalogue of 128 real connectors
// (7.2 of the platform research), and a complete document for each. The same seed gives the same ones.

class Random {
  constructor(seed) { this.state = seed >>> 0; }

  next() {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state / 2 ** 32;
  }

  below(count) { return Math.floor(this.next() * count); }
  chance(share) { return this.next() < share; }
  pick(list) { return list[this.below(list.length)]; }
}

const words = ['host', 'port', 'database', 'api_key', 'start_date', 'region', 'bucket', 'password', 'client_id', 'client_secret', 'table', 'prefix', 'window', 'account', 'token', 'timeout', 'domain'];

// [share of the kinds of properties, schema, a value]; a secret's value stands beside the document.
function property(random, depth) {
  const share = random.below(1117);
  const title = { title: random.pick(['Host', 'API Key', 'Start Date', 'Région', 'Größe', '"quoted" <b>', 'Account ID']) };
  if (random.chance(0.8)) title.description = random.pick(['What it is.', 'See <a href="https://docs.example.com">the docs</a> & <account>.', 'Line one.\nLine two.']);
  if (share < 386) {
    const schema = { type: 'string', ...title };
    if (random.chance(0.1)) return [{ ...schema, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00Z$', examples: ['2020-01-01T00:00:00Z'] }, '2021-03-04T00:00:00Z'];
    if (random.chance(0.1)) return [{ ...schema, minLength: 1, default: 'public' }, 'other'];
    return [schema, random.pick(['plain', 'with "quotes"', 'ünïcödé', 'a  b', '0'])];
  }
  if (share < 634) return [{ type: 'string', writeOnly: true, ...title, ...(random.chance(0.08) ? { 'x-ig-multiline': true } : {}) }, undefined];
  if (share < 743) return [{ type: 'integer', minimum: 1, maximum: 65535, ...title, ...(random.chance(0.5) ? { default: 5432 } : {}) }, 1 + random.below(65535)];
  if (share < 821) {
    const count = random.chance(0.04) ? 130 : 2 + random.below(6);
    const options = Array.from({ length: count }, (_, index) => `option ${index}`);
    return [{ type: 'string', enum: random.chance(0.05) ? ['', ...options] : options, ...title, ...(random.chance(0.3) ? { default: options[0] } : {}) }, random.pick(options)];
  }
  if (share < 887 && depth < 2) return choice(random, depth, title);
  if (share < 922) return [{ type: 'boolean', ...title, ...(random.chance(0.5) ? { default: true } : {}) }, random.chance(0.5)];
  if (share < 942) {
    const [items, one, two] = random.pick([[{ type: 'string' }, 'a', 'b'], [{ type: 'integer' }, 1, 2], [{ type: 'string', enum: ['x', 'y', 'z'] }, 'x', 'z'],
      [{ type: 'object', title: 'Query', required: ['query'], properties: { query: { type: 'string' }, limit: { type: 'integer', default: 10 } } }, { query: 'SELECT 1' }, { query: 'SELECT 2', limit: 3 }]]);
    return [{ type: 'array', items, ...title, ...(random.chance(0.2) ? { uniqueItems: true } : {}), ...(random.chance(0.2) ? { minItems: 1 } : {}) }, random.chance(0.5) ? [one, two] : [one]];
  }
  if (share < 952) return random.chance(0.2) ? [{ type: 'string', format: 'date', ...title }, '2024-02-29'] : [{ type: 'string', format: 'date-time', ...title, examples: ['2021-01-01T00:00:00Z'] }, '2024-02-29T10:20:00Z'];
  if (share < 960) return [{ type: ['number', 'null'], minimum: 0, maximum: 1, ...title }, 0.25];
  if (share < 970) return [{ type: 'object', additionalProperties: { type: 'string' }, ...title }, { 'X-Name': 'value', 'a/b~c': '' || 'other' }];
  if (depth < 2) return object(random, depth + 1, 1 + random.below(3), title);
  return [{ type: 'string', ...title }, 'deep'];
}

function object(random, depth, count, more = {}) {
  const schema = { type: 'object', ...more, properties: {}, required: [] };
  const value = {};
  for (let index = 0; index < count; ++index) {
    const name = random.chance(0.85) ? `${random.pick(words)}_${index}` : random.pick([`a/b${index}`, `x~y${index}`, `${index}`, `Ünder ${index}`]);
    const [sub, own] = property(random, depth);
    schema.properties[name] = random.chance(0.55) ? { ...sub, 'x-ig-order': random.below(9) } : sub;
    const needed = random.chance(0.66);
    if (needed) schema.required.push(name);
    if (own !== undefined && (needed || random.chance(0.6))) value[name] = own;
  }
  if (random.chance(0.5)) schema.additionalProperties = random.chance(0.45);
  if (schema.additionalProperties === true && random.chance(0.5)) value.undeclared = { kept: [1, 2] };
  return [schema, value];
}

// One of several forms, told apart by a const (most), by an enum of one value, or by what each requires.
function choice(random, depth, title) {
  const count = random.pick([1, 2, 2, 2, 2, 3, 3, 4, 5, 6]);
  const name = random.pick(['tunnel_method', 'auth_type', 'method', 'auth_method']);
  const teller = random.below(66) < 53 ? 'const' : random.chance(0.9) ? 'enum' : 'none';
  const drawn = Array.from({ length: count }, (_, index) => {
    const [branch, value] = object(random, depth + 1, 1 + random.below(4), { title: `Way ${index}` });
    delete branch.additionalProperties;
    delete value.undeclared;
    if (teller === 'none') {
      branch.properties = { [`only_${index}`]: { type: 'string' }, ...branch.properties };
      branch.required = [...branch.required, `only_${index}`];
      return [branch, { [`only_${index}`]: 'here', ...value }];
    }
    const tag = teller === 'const' ? { type: 'string', const: `way_${index}`, ...(random.chance(0.28) ? { default: `way_${index}` } : {}) } : { type: 'string', enum: [`way_${index}`] };
    branch.properties = { [name]: tag, ...branch.properties };
    if (random.chance(0.84)) branch.required = [name, ...branch.required];
    return [branch, { [name]: `way_${index}`, ...value }];
  });
  return [{ type: 'object', ...title, oneOf: drawn.map(([branch]) => branch) }, random.pick(drawn)[1]];
}

/** `count` of them: [{schema, value}], whose roots have 0 to 17 members. */
export function invent(count, seed = 7) {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => {
    const [schema, value] = object(random, 0, index === 0 ? 0 : 1 + random.below(17));
    return { schema, value };
  });
}
