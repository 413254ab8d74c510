// Invented integrations whose schemas have every kind of control that the dialect can ask for.
const text = (en, de) => ({ en, de });

export const extras = [
  {
    manifestVersion: 1, name: 'everything', displayName: 'Everything', version: '1.0', categories: ['testing'],
    description: text('Every kind of setting that a form can have.', 'Jede Art von Einstellung, die ein Formular haben kann.'),
    documentationUrl: 'https://docs.example.com/everything',
    settings: {
      authentication: {
        type: 'object',
        oneOf: [
          {
            type: 'object', title: text('API key', 'API-Schlüssel'), additionalProperties: false, required: ['method', 'site', 'apiKey'],
            properties: {
              method: { const: 'apikey' },
              site: { type: 'string', title: 'Site', writeOnly: false, pattern: '^[a-z0-9-]+$', examples: ['acme'], 'x-ig-prefix': 'https://', 'x-ig-suffix': '.example.com', 'x-ig-destination': true, 'x-ig-order': 1 },
              apiKey: { type: 'string', title: text('API key', 'API-Schlüssel'), description: text('Made in your account, under Developers.', 'In Ihrem Konto unter Entwicklung.'), writeOnly: true, minLength: 4, 'x-ig-order': 2, 'x-ig-doc-anchor': 'api-key' },
              region: { type: 'string', title: 'Region', enum: ['eu', 'us', 'ap'], default: 'eu', 'x-ig-advanced': true },
            },
          },
          {
            type: 'object', title: text('Certificate', 'Zertifikat'), additionalProperties: false, required: ['method', 'privateKey', 'email'],
            properties: {
              method: { const: 'certificate' },
              email: { type: 'string', title: text('Email', 'E-Mail'), format: 'email', writeOnly: false },
              privateKey: { type: 'string', title: text('Private key', 'Privater Schlüssel'), writeOnly: true, 'x-ig-multiline': true, format: 'pem' },
              passphrase: { type: 'string', title: 'Passphrase', writeOnly: true },
            },
          },
        ],
      },
      dataMapping: { $ref: 'ig:data-mapping' },
      syncSettings: {
        type: 'object', additionalProperties: false, required: ['pageSize', 'tags'],
        properties: {
          pageSize: { type: 'integer', title: text('Page size', 'Seitengröße'), minimum: 1, maximum: 100, 'x-ig-unit': text('records', 'Datensätze') },
          ratio: { type: 'number', title: 'Ratio', minimum: 0, maximum: 1 },
          verbose: { type: 'boolean', title: text('Write a detailed log', 'Ausführlich protokollieren') },
          level: { type: 'string', title: text('Level', 'Stufe'), enum: ['debug', 'info', 'warning', 'error'], 'x-ig-visible-when': { pointer: '/verbose', eq: true } },
          country: { type: 'string', title: text('Country', 'Land'), enum: ['at', 'be', 'ch', 'cz', 'de', 'dk', 'es', 'fi', 'fr', 'gb', 'it', 'nl', 'no', 'pl', 'se'] },
          tags: { type: 'array', title: 'Tags', minItems: 1, maxItems: 5, uniqueItems: true, items: { type: 'string', title: 'Tag', minLength: 1 } },
          events: { type: 'array', title: text('Events', 'Ereignisse'), uniqueItems: true, items: { enum: ['created', 'changed', 'deleted'] } },
          rules: {
            type: 'array', title: text('Rules', 'Regeln'),
            items: { type: 'object', title: text('Rule', 'Regel'), additionalProperties: false, required: ['name'], properties: { name: { type: 'string', title: 'Name' }, weight: { type: 'integer', title: text('Weight', 'Gewicht'), default: 1 } } },
          },
          headers: { type: 'object', title: text('Headers', 'Kopfzeilen'), additionalProperties: { type: 'string' } },
          since: { type: 'string', title: text('Since', 'Seit'), format: 'date', 'x-ig-group': text('Range', 'Zeitraum') },
          until: { type: 'string', title: text('Until', 'Bis'), format: 'date-time', 'x-ig-group': text('Range', 'Zeitraum') },
          timeout: { type: 'string', title: text('Timeout', 'Wartezeit'), format: 'duration', default: 'PT30S' },
          zone: { type: 'string', title: text('Time zone', 'Zeitzone'), format: 'iana-time-zone' },
          note: { type: 'string', title: text('Note', 'Notiz'), 'x-ig-multiline': true, maxLength: 500 },
          mode: { type: 'string', title: text('Mode', 'Art'), oneOf: [{ const: 'fast', title: text('Fast', 'Schnell') }, { const: 'safe', title: text('Safe', 'Sicher') }] },
          nothing: { type: ['string', 'null'], title: text('Maybe', 'Vielleicht') },
          raw: { title: text('Anything', 'Irgendetwas') },
          clock: { type: 'string', title: text('Clock', 'Uhr'), pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' },
          speed: { type: 'string', title: text('Speed', 'Tempo'), enum: ['slow', 'quick'], default: 'slow', 'x-ig-enum-labels': { slow: text('Gently', 'Sanft'), quick: text('Quickly', 'Schnell') } },
          limit: { title: text('Limit', 'Grenze'), anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] },
          target: {
            type: 'object', title: text('Target', 'Ziel'),
            oneOf: [
              { type: 'object', title: text('Queue', 'Warteschlange'), additionalProperties: false, required: ['kind', 'topic'], properties: { kind: { const: 'queue' }, topic: { type: 'string', title: text('Topic', 'Thema') } } },
              { type: 'object', title: text('Address', 'Adresse'), additionalProperties: false, required: ['kind', 'url'], properties: { kind: { const: 'address' }, url: { type: 'string', title: 'URL', format: 'uri' } } },
            ],
          },
        },
      },
    },
    remoteObjects: {
      ticket: {
        title: 'Ticket', role: 'task', fields: {
          id: { title: 'ID', type: 'string', role: 'identifier', readOnly: true },
          subject: { title: text('Subject', 'Betreff'), type: 'string', role: 'title', required: true },
          state: { title: text('State', 'Zustand'), type: 'string', role: 'status', values: ['new', 'working', 'closed'] },
          owner: { title: text('Owner', 'Besitz'), type: 'string', format: 'email', role: 'assignee' },
          due: { title: text('Due', 'Fällig'), type: 'string', format: 'unix-milliseconds', role: 'dueDate' },
        },
      },
    },
  },
  { manifestVersion: 1, name: 'bare', displayName: 'Bare', version: '1.0', categories: ['testing'], description: 'Needs nothing.', settings: {} },
];
