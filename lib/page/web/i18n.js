// Messages: one JSON file per language in locales/, in the groups that are loaded one after the other; with the plural forms
// that Intl.PluralRules names.

const available = ['en', 'de']; // the build names every file of locales/ here

const baseOf = (tag) => String(tag ?? '').toLowerCase().split('-')[0];

// What a host has added: language -> () => promise of the file's object.
const added = new Map();

/**
 * Adds a language, or replaces the words of one: `source` is the address of a JSON file like those in locales/, or its
 * object. What it leaves out is said in English.
 */
export function addLanguage(tag, source) {
  const language = baseOf(tag);
  let loaded = null;
  added.set(language, () => {
    loaded ??= typeof source === 'object' && !(source instanceof URL) ? Promise.resolve(source) : fetchJson(new URL(source, document.baseURI));
    return loaded;
  });
}

/** The best language that the page speaks for a BCP 47 tag. */
export function chooseLanguage(wanted) {
  const base = baseOf(wanted);
  return available.includes(base) || added.has(base) ? base : 'en';
}

const loading = new Map();

function fetchJson(address) {
  if (!loading.has(address.href)) {
    loading.set(address.href, fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`the messages at ${address.href} did not load`);
      return answer.json();
    }).catch((error) => {
      loading.delete(address.href);
      throw error;
    }));
  }
  return loading.get(address.href);
}

async function loadGroup(language, group) {
  if (available.includes(language) && !added.has(language)) return fetchJson(new URL(`locales/${language}/${group}.json`, import.meta.url));
  const [own, english] = await Promise.all([added.get(language)(), loadGroup('en', group)]);
  return { ...english, ...own[group] };
}

/** The messages of a language, at first the group of the grid. */
export async function loadMessages(tag) {
  const language = chooseLanguage(tag);
  const messages = new Messages(tag || language, {});
  await messages.load('grid');
  return messages;
}

export class Messages {
  constructor(tag, texts) {
    this.language = chooseLanguage(tag);
    this.texts = texts;
    let locale = this.language;
    try {
      // A reader's region keeps its own number and date forms; another language must not mix with our words.
      if (baseOf(tag) === this.language) locale = Intl.getCanonicalLocales(tag)[0];
    } catch { /* an unusable tag: the bare language stands */ }
    this.locale = locale;
    this.plurals = new Intl.PluralRules(locale);
    this.numbers = new Intl.NumberFormat(locale);
    this.point = this.numbers.formatToParts(0.5).find(({ type }) => type === 'decimal').value;
  }

  async load(group) {
    this.texts = { ...this.texts, ...await loadGroup(this.language, group) };
  }

  has(key) {
    return Object.hasOwn(this.texts, key);
  }

  /** The text of a key; `{name}` stands for a parameter, and `count` chooses among plural forms. */
  t(key, parameters = {}) {
    let text = this.has(key) ? this.texts[key] : key;
    if (typeof text === 'object') text = text[this.plurals.select(parameters.count ?? 0)] ?? text.other;
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = parameters[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? this.numbers.format(value) : String(value);
    });
  }

  list(items, type = 'conjunction') {
    return new Intl.ListFormat(this.locale, { type }).format(items);
  }

  date(instant, options = { dateStyle: 'medium', timeStyle: 'short' }) {
    const date = new Date(instant);
    return Number.isNaN(date.getTime()) ? '' : new Intl.DateTimeFormat(this.locale, options).format(date);
  }
}
