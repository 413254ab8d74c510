// The formats that a form can check while one types. What is not here is left to the server. Pure functions.
import { parseCron } from './cron.js';
import { parseDuration } from './duration.js';

const days = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

function isDate(text) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts !== null && parts[2] >= 1 && parts[2] <= 12 && parts[3] >= 1 && parts[3] <= days(+parts[1], +parts[2]);
}

function isTime(text) {
  const parts = /^(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-](\d{2}):(\d{2}))$/i.exec(text);
  if (parts === null || parts[1] > 23 || parts[2] > 59 || parts[3] > 60) return false;
  return parts[6] === undefined || (parts[6] <= 23 && parts[7] <= 59);
}

function isHostname(text) {
  return text.length <= 253 && text.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label));
}

function isIpv4(text) {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && part <= 255);
}

function isUri(text) {
  return /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^\x60]*$/i.test(text) && !/%(?![0-9a-f]{2})/i.test(text) && /^[\x21-\x7e]*$/.test(text);
}

function isTimeZone(text) {
  try {
    return text.length > 0 && Boolean(new Intl.DateTimeFormat('en', { timeZone: text })) && !/^[+-]/.test(text);
  } catch {
    return false;
  }
}

const checks = {
  date: isDate,
  time: isTime,
  'date-time': (text) => {
    const parts = /^(.{10})[Tt](.+)$/.exec(text);
    return parts !== null && isDate(parts[1]) && isTime(parts[2]);
  },
  duration: (text) => parseDuration(text) !== null,
  email: (text) => /^[^\s@"(),:;<>[\\\]]+@[^\s@]+$/.test(text) && !/^\.|\.\.|\.@/.test(text) && isHostname(text.slice(text.lastIndexOf('@') + 1)),
  hostname: isHostname,
  ipv4: isIpv4,
  uri: isUri,
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
  'json-pointer': (text) => /^(\/([^~]|~[01])*)*$/u.test(text),
  cron: (text) => !parseCron(text).error,
  'iana-time-zone': isTimeZone,
  pem: (text) => /-----BEGIN ([A-Z0-9 ]+)-----\r?\n[\s\S]+?-----END \1-----/.test(text),
};

/** Whether a text has a format; true for a format that is not known here. */
export function hasFormat(format, text) {
  return Object.hasOwn(checks, format) ? checks[format](text) : true;
}
