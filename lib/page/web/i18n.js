// Messages: one JSON file per language in locales/, with the plural forms that Intl.PluralRules names.

const available = ['en', 'de'];

/** The best language that the page speaks for a BCP 47 tag. */
export function chooseLanguage(wanted) {
  const base = String(wanted ?? '').toLowerCase().split('-')[0];
  return available.includes(base) ? base : 'en';
}

const loading = new Map();

/** Loads the messages of a language once. */
export function loadMessages(tag) {
  const language = chooseLanguage(tag);
  if (!loading.has(language)) {
    loading.set(language, fetch(new URL(`locales/${language}.json`, import.meta.url))
      .then((answer) => {
        if (!answer.ok) throw new Error(`the messages for ${language} did not load`);
        return answer.json();
      })
      .catch((error) => {
        loading.delete(language);
        throw error;
      }));
  }
  return loading.get(language).then((texts) => new Messages(tag || language, texts));
}

export class Messages {
  constructor(tag, texts) {
    this.language = chooseLanguage(tag);
    this.texts = texts;
    let locale = this.language;
    try {
      // A reader's region keeps its own number and date forms; another language must not mix with our words.
      if (String(tag).toLowerCase().split('-')[0] === this.language) locale = Intl.getCanonicalLocales(tag)[0];
    } catch { /* an unusable tag: the bare language stands */ }
    this.locale = locale;
    this.plurals = new Intl.PluralRules(locale);
    this.numbers = new Intl.NumberFormat(locale);
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
