// Schedules and durations in words.
import { parseCron } from './cron.js';
import { split } from './duration.js';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** "15 minutes"; the text itself where one number cannot say it. */
export function durationWords(text, messages) {
  const parts = split(text ?? '');
  return parts === null ? String(text ?? '') : messages.t(`unit.${parts.unit}.count`, { count: parts.amount });
}

/** The name of a day of the week (0 is Sunday) in the reader's language. */
export function weekdayName(day, messages, form = 'long') {
  return new Intl.DateTimeFormat(messages.locale, { weekday: form, timeZone: 'UTC' }).format(new Date(Date.UTC(2023, 0, 1 + day)));
}

const monthName = (month, messages) => new Intl.DateTimeFormat(messages.locale, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2023, month - 1, 1)));

const clockTime = (hour, minute, messages) => new Intl.DateTimeFormat(messages.locale, { timeStyle: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2023, 0, 1, hour, minute)));

// "Monday to Friday" for runs of three and more, single names otherwise. Weeks begin on Monday in a list.
function spans(values, name, messages) {
  const parts = [];
  for (let index = 0; index < values.length;) {
    let end = index;
    while (end + 1 < values.length && values[end + 1] === values[end] + 1) ++end;
    if (end - index >= 2) parts.push(messages.t('words.range', { from: name(values[index]), to: name(values[end]) }));
    else for (let at = index; at <= end; ++at) parts.push(name(values[at]));
    index = end + 1;
  }
  return messages.list(parts);
}

export function weekdayWords(days, messages) {
  const order = [...days].map((day) => (day === 0 ? 7 : day)).sort((a, b) => a - b);
  return spans(order, (day) => weekdayName(day % 7, messages), messages);
}

// A step through the whole field (every 15 minutes), or null.
function stepOf(set, low, high) {
  const values = [...set].sort((a, b) => a - b);
  if (values.length < 2 || values[0] !== low) return null;
  const step = values[1] - values[0];
  return values.every((value, index) => value === low + index * step) && values.at(-1) + step > high ? step : null;
}

function times(cron, messages) {
  const minutes = [...cron.minute].sort((a, b) => a - b);
  const hours = [...cron.hour].sort((a, b) => a - b);
  if (minutes.length * hours.length <= 4) {
    return messages.t('words.at', { times: messages.list(hours.flatMap((hour) => minutes.map((minute) => clockTime(hour, minute, messages)))) });
  }
  const step = stepOf(cron.minute, 0, 59);
  const minutePart = minutes.length === 1 && minutes[0] === 0 && hours.length > 1 ? messages.t('words.everyHours', { count: stepOf(cron.hour, 0, 23) ?? 1 })
    : minutes.length === 60 ? messages.t('words.everyMinute')
    : step ? messages.t('words.everyMinutes', { count: step })
      : messages.t('words.atMinutes', { minutes: messages.list(minutes.map(String)), count: minutes.length });
  if (hours.length === 24) return minutePart;
  const hourStep = stepOf(cron.hour, 0, 23);
  if (hourStep && minutes.length === 1 && minutes[0] === 0) return minutePart;
  if (hourStep) return messages.t('words.join', { first: minutePart, second: messages.t('words.everyHours', { count: hourStep }) });
  const through = hours.every((hour, index) => index === 0 || hour === hours[index - 1] + 1);
  const hourPart = through && hours.length > 1
    ? messages.t('words.between', { from: clockTime(hours[0], 0, messages), to: clockTime(hours.at(-1), minutes.at(-1), messages) })
    : messages.t('words.inHours', { hours: messages.list(hours.map((hour) => clockTime(hour, 0, messages))) });
  return messages.t('words.join', { first: minutePart, second: hourPart });
}

function dayWords(cron, messages) {
  const parts = [];
  const inMonth = [...cron.dayOfMonth].sort((a, b) => a - b);
  const month = inMonth.length < 31 ? messages.t('words.daysOfMonth', { days: spans(inMonth, String, messages), count: inMonth.length }) : '';
  const week = cron.dayOfWeek.size < 7 ? weekdayWords(cron.dayOfWeek, messages) : '';
  if (month && week) parts.push(messages.list([month, week], cron.dayOfMonthRestricted && cron.dayOfWeekRestricted ? 'disjunction' : 'conjunction'));
  else parts.push(month || week || messages.t('words.everyDay'));
  if (cron.month.size < 12) parts.push(messages.t('words.inMonths', { months: spans([...cron.month].sort((a, b) => a - b), (value) => monthName(value, messages), messages) }));
  return parts.join(', ');
}

/** A schedule of the form ig:sync-settings as a sentence; '' while it is not complete. */
export function scheduleWords(schedule, messages) {
  switch (schedule?.type) {
    case 'manual': return messages.t('schedule.manual');
    case 'webhook': return messages.t('schedule.webhook', { every: durationWords(schedule.reconcileEvery ?? 'PT24H', messages) });
    case 'interval': {
      if (!schedule.every || split(schedule.every) === null || split(schedule.every).amount === 0) return '';
      return messages.t(schedule.anchor === 'previousEnd' ? 'schedule.intervalEnd' : 'schedule.intervalStart', { every: durationWords(schedule.every, messages) });
    }
    case 'daily': {
      const at = (schedule.at ?? []).filter((text) => /^\d\d:\d\d$/.test(text)).sort();
      if (at.length === 0) return '';
      const days = schedule.days?.length ? weekdayWords(new Set(schedule.days.map((day) => weekdays.indexOf(day))), messages) : messages.t('words.everyDay');
      const clock = messages.t('words.at', { times: messages.list(at.map((text) => clockTime(+text.slice(0, 2), +text.slice(3), messages))) });
      return withZone(messages.t('words.dayAndTime', { days, times: clock }), schedule, messages);
    }
    case 'cron': {
      const cron = parseCron(schedule.expression ?? '');
      if (cron.error) return '';
      return withZone(messages.t('words.dayAndTime', { days: dayWords(cron, messages), times: times(cron, messages) }), schedule, messages);
    }
    default: return '';
  }
}

function withZone(text, schedule, messages) {
  const first = text.charAt(0).toLocaleUpperCase(messages.locale) + text.slice(1);
  return schedule.timeZone ? messages.t('words.zone', { text: first, zone: schedule.timeZone.replaceAll('_', ' ') }) : `${first}.`;
}
