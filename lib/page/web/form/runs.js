// When a schedule of the form ig:sync-settings runs next. A local time that clocks skip does not run; one that they show
// twice runs once, the first time. Pure functions.
import { parseCron, runsOn } from './cron.js';
import { seconds } from './duration.js';
import { instantsOf, localTime, nextChange } from './zone.js';

const week = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** {on(year, month, day), times: [{hour, minute}]} of a daily or cron schedule; null if it is not complete. */
export function wallClock(schedule) {
  if (schedule?.type === 'daily') {
    const times = (schedule.at ?? []).filter((text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text))
      .map((text) => ({ hour: Number(text.slice(0, 2)), minute: Number(text.slice(3)) }));
    if (times.length === 0) return null;
    const days = schedule.days?.length ? new Set(schedule.days.map((day) => week.indexOf(day))) : null;
    return { on: (y, m, d) => !days || days.has(new Date(Date.UTC(y, m - 1, d)).getUTCDay()), times: sorted(times) };
  }
  if (schedule?.type === 'cron') {
    const cron = parseCron(schedule.expression ?? '');
    if (cron.error) return null;
    const times = [...cron.hour].flatMap((hour) => [...cron.minute].map((minute) => ({ hour, minute })));
    return { on: (y, m, d) => runsOn(cron, y, m, d), times: sorted(times) };
  }
  return null;
}

const sorted = (times) => times.sort((a, b) => a.hour * 60 + a.minute - b.hour * 60 - b.minute)
  .filter((time, index, all) => index === 0 || time.hour !== all[index - 1].hour || time.minute !== all[index - 1].minute);

/** The next `count` instants after `from` at which a schedule runs; empty for one that has no times of its own. */
export function nextRuns(schedule, from, count = 5) {
  if (schedule?.type === 'interval' || schedule?.type === 'webhook') {
    const text = schedule.type === 'interval' ? schedule.every : schedule.reconcileEvery ?? 'PT24H';
    const step = seconds(text ?? '');
    return step ? Array.from({ length: count }, (_, index) => from + (index + 1) * step * 1000) : [];
  }
  const clock = wallClock(schedule);
  if (clock === null || !schedule.timeZone) return [];
  const runs = [];
  try {
    const start = localTime(from, schedule.timeZone);
    let day = Date.UTC(start.year, start.month - 1, start.day) - 86400000;
    // Eight years: 29 February can be that far away (2096 to 2104).
    for (let step = 0; step < 366 * 8 + 2 && runs.length < count; ++step, day += 86400000) {
      const date = new Date(day);
      const [year, month, number] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      if (!clock.on(year, month, number)) continue;
      const found = clock.times.map((time) => instantsOf({ year, month, day: number, ...time }, schedule.timeZone)[0])
        .filter((instant) => instant !== undefined && instant > from);
      runs.push(...found.sort((a, b) => a - b));
    }
  } catch {
    return [];
  }
  return runs.slice(0, count);
}

/** What the next change of the clocks does: {at, forward, minutes, affected: [{hour, minute}]}; null if none within 200 days. */
export function clockChange(schedule, from) {
  const clock = wallClock(schedule);
  if (clock === null || !schedule.timeZone) return null;
  try {
    const change = nextChange(from, schedule.timeZone);
    if (change === null) return null;
    const forward = change.after > change.before;
    const begin = change.at + Math.min(change.before, change.after);
    const end = change.at + Math.max(change.before, change.after);
    const date = new Date(change.at + change.before);
    const runs = clock.on(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
    const affected = !runs ? [] : clock.times.filter((time) => {
      const local = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), time.hour, time.minute);
      return local >= begin && local < end;
    });
    return { at: change.at, forward, minutes: Math.abs(change.after - change.before) / 60000, affected };
  } catch {
    return null;
  }
}
