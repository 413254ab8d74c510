// Five-field schedules as crontab(5) has them, with the rules of lib/schema/format/cron.hpp. Pure functions.

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const fields = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'dayOfMonth', low: 1, high: 31 },
  { name: 'month', low: 1, high: 12, names: monthNames, first: 1 },
  { name: 'dayOfWeek', low: 0, high: 7, names: dayNames, first: 0 },
];

function value(text, field) {
  if (/^\d{1,3}$/.test(text)) return Number(text) >= field.low && Number(text) <= field.high ? Number(text) : null;
  const index = field.names?.indexOf(text.toLowerCase()) ?? -1;
  return index < 0 ? null : index + field.first;
}

function parseField(text, field) {
  const set = new Set();
  for (const part of text.split(',')) {
    const [span, stepText, more] = part.split('/');
    if (more !== undefined) return null;
    const step = stepText === undefined ? 1 : /^\d{1,3}$/.test(stepText) ? Number(stepText) : 0;
    if (step === 0) return null;
    let from;
    let to;
    if (span === '*') {
      [from, to] = [field.low, field.name === 'dayOfWeek' ? 6 : field.high];
    } else {
      const [a, b, extra] = span.split('-');
      from = value(a, field);
      to = b === undefined ? from : value(b, field);
      if (extra !== undefined || from === null || to === null || from > to) return null;
      if (b === undefined && stepText !== undefined) return null;
    }
    for (let at = from; at <= to; at += step) set.add(field.name === 'dayOfWeek' ? at % 7 : at);
  }
  return set;
}

const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The five sets and which day fields are restricted; or {error: the name of the field, 'fields' or 'never'}. */
export function parseCron(text) {
  const parts = String(text).split(/[ \t]+/).filter((part) => part !== '');
  if (parts.length !== 5) return { error: 'fields' };
  const result = {};
  for (const [index, field] of fields.entries()) {
    const set = parseField(parts[index], field);
    if (set === null) return { error: field.name };
    result[field.name] = set;
  }
  result.dayOfMonthRestricted = !parts[2].startsWith('*');
  result.dayOfWeekRestricted = !parts[4].startsWith('*');
  if (!result.dayOfWeekRestricted && ![...result.month].some((month) => [...result.dayOfMonth].some((day) => day <= longest[month - 1]))) return { error: 'never' };
  return result;
}

/** Whether a schedule runs on a calendar day. */
export function runsOn(cron, year, month, day) {
  if (!cron.month.has(month)) return false;
  const week = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const inMonth = cron.dayOfMonth.has(day);
  const inWeek = cron.dayOfWeek.has(week);
  return cron.dayOfMonthRestricted && cron.dayOfWeekRestricted ? inMonth || inWeek : inMonth && inWeek;
}
