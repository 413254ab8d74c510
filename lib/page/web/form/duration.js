// ISO 8601 durations as RFC 3339, appendix A, writes them. Pure functions.

const form = /^P(?:(\d+)W|(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/;

/** {weeks, years, months, days, hours, minutes, seconds}, or null. */
export function parseDuration(text) {
  const parts = form.exec(String(text));
  if (parts === null) return null;
  const [weeks, years, months, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  const [, , y, m, d, hh, mm, ss] = parts;
  // The grammar nests: a unit may follow only the next larger one (no P1Y2D, no PT1H5S).
  if (y !== undefined && d !== undefined && m === undefined) return null;
  if (hh !== undefined && ss !== undefined && mm === undefined) return null;
  return { weeks, years, months, days, hours, minutes, seconds };
}

const units = [['day', 86400, 'D'], ['hour', 3600, 'H'], ['minute', 60, 'M'], ['second', 1, 'S']];

/** Length in seconds, months and years aside; null if there are any, or if it is no duration. */
export function seconds(text) {
  const parts = parseDuration(text);
  if (parts === null || parts.years || parts.months) return null;
  return ((parts.weeks * 7 + parts.days) * 24 + parts.hours) * 3600 + parts.minutes * 60 + parts.seconds;
}

/** {amount, unit} with the largest unit that needs no fraction, for a form; null if one number cannot say it. */
export function split(text) {
  const total = seconds(text);
  if (total === null) return null;
  if (total === 0) return { amount: 0, unit: 'minute' };
  const [unit, size] = units.find(([, length]) => total % length === 0);
  return { amount: total / size, unit };
}

/** The duration text of an amount of a unit. */
export function write(amount, unit) {
  const letter = units.find(([name]) => name === unit)[2];
  return letter === 'D' ? `P${amount}D` : `PT${amount}${letter}`;
}
