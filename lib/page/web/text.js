// Words: folding for search, readable names, safe links. Pure functions.

/** Lower case without diacritics: what search compares. */
export function fold(text) {
  return String(text ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ß/g, 'ss');
}

const acronyms = new Set(['api', 'url', 'uri', 'id', 'ip', 'ssl', 'tls', 'sso', 'html', 'json', 'csv', 'http', 'https', 'aws', 'pem', 'ssh']);

/** "apiKey" and "api_key" become "API key": for a member without a title. */
export function humanise(name) {
  const words = String(name).replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_.-]+/).filter(Boolean).map((word) => word.toLowerCase());
  const said = words.map((word, index) => {
    if (acronyms.has(word)) return word.toUpperCase();
    return index === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  });
  return said.join(' ') || String(name);
}

/** The address if it is an absolute https one, otherwise null. */
export function safeLink(address) {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

/** Up to two initials for a tile without a logo. */
export function initials(name) {
  const words = String(name).trim().split(/[\s_.-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[1]].map((word) => [...word][0]) : [...(words[0] ?? '?')].slice(0, 2);
  return letters.join('').toUpperCase();
}

/** A stable small number for a name, to choose one of `count` colours. */
export function hue(name, count) {
  let sum = 0;
  for (const letter of String(name)) sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
  return sum % count;
}
