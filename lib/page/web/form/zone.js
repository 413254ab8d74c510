// Local times in IANA time zones, by what Intl knows. Pure functions; instants are milliseconds since 1970.

const formatters = new Map();

function formatter(zone) {
  if (!formatters.has(zone)) {
    formatters.set(zone, new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    }));
  }
  return formatters.get(zone);
}

/** {year, month, day, hour, minute, second} that clocks in a zone show at an instant. */
export function localTime(instant, zone) {
  const result = {};
  for (const { type, value } of formatter(zone).formatToParts(instant)) if (type !== 'literal') result[type] = Number(value);
  return result;
}

/** How far clocks in a zone are ahead of UTC at an instant, in milliseconds. */
export function offsetAt(instant, zone) {
  const local = localTime(instant, zone);
  return Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second) - Math.floor(instant / 1000) * 1000;
}

/** The instants at which clocks in a zone show a local time: none in a gap, two where an hour is repeated. */
export function instantsOf({ year, month, day, hour, minute }, zone) {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const offsets = new Set([offsetAt(asUtc - 86400000, zone), offsetAt(asUtc + 86400000, zone)]);
  return [...offsets].map((offset) => asUtc - offset).filter((instant) => instant + offsetAt(instant, zone) === asUtc).sort((a, b) => a - b);
}

/** The next change of the clocks after an instant, within `days`: {at, before, after} with offsets; or null. */
export function nextChange(from, zone, days = 200) {
  let low = from;
  const before = offsetAt(from, zone);
  for (let day = 1; day <= days; ++day) {
    const high = from + day * 86400000;
    if (offsetAt(high, zone) !== before) {
      let end = high;
      while (end - low > 1000) {
        const middle = low + Math.floor((end - low) / 2000) * 1000;
        if (middle === low) break;
        if (offsetAt(middle, zone) === before) low = middle;
        else end = middle;
      }
      return { at: end, before, after: offsetAt(end, zone) };
    }
    low = high;
  }
  return null;
}
