import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parseCron } from '../../../lib/page/web/form/cron.js';
import { parseDuration, seconds, split, write } from '../../../lib/page/web/form/duration.js';
import { clockChange, nextRuns } from '../../../lib/page/web/form/runs.js';
import { instantsOf, nextChange } from '../../../lib/page/web/form/zone.js';
import { scheduleWords } from '../../../lib/page/web/form/words.js';
import { Messages } from '../../../lib/page/web/i18n.js';

const read = (language) => new Messages(language === 'en' ? 'en-GB' : language, Object.assign({}, ...Object.values(JSON.parse(readFileSync(new URL(`../../../lib/page/web/locales/${language}.json`, import.meta.url))))));
const iso = (instants) => instants.map((instant) => new Date(instant).toISOString().slice(0, 16));

describe('cron', () => {
  it('reads lists, ranges, steps and names', () => {
    assert.deepEqual([...parseCron('*/20 8-10 1,15 jan-MAR sun,7').minute], [0, 20, 40]);
    assert.deepEqual([...parseCron('0 8-10 * * *').hour], [8, 9, 10]);
    assert.deepEqual([...parseCron('0 0 * jan-mar *').month], [1, 2, 3]);
    assert.deepEqual([...parseCron('0 0 * * 7').dayOfWeek], [0]);
    assert.deepEqual([...parseCron('0 0 * * fri-7').dayOfWeek], [5, 6, 0]);
  });
  it('refuses what crontab does not have, naming the field', () => {
    const wrong = { '* * * *': 'fields', '60 * * * *': 'minute', '* 24 * * *': 'hour', '* * 0 * *': 'dayOfMonth', '* * * 13 *': 'month', '* * * * 8': 'dayOfWeek', '5-1 * * * *': 'minute', '*/0 * * * *': 'minute', '5/2 * * * *': 'minute', '@daily': 'fields', '0 0 31 2 *': 'never', '0 0 30,31 2 *': 'never', 'a * * * *': 'minute', ', * * * *': 'minute', '1- * * * *': 'minute' };
    for (const [text, field] of Object.entries(wrong)) assert.equal(parseCron(text).error, field, text);
  });
});

describe('durations', () => {
  it('are read and written as RFC 3339 has them', () => {
    for (const text of ['P1D', 'PT15M', 'P1W', 'P1Y2M3D', 'PT1H30M', 'PT0S']) assert.notEqual(parseDuration(text), null, text);
    for (const text of ['', 'P', 'PT', 'P1', '1D', 'PT1D', 'P1H', 'P-1D', 'PT1.5S', 'P1W1D', 'P1Y2D', 'PT1H5S']) assert.equal(parseDuration(text), null, text);
    assert.equal(seconds('PT1H30M'), 5400);
    assert.deepEqual(split('PT90M'), { amount: 90, unit: 'minute' });
    assert.deepEqual(split('PT24H'), { amount: 1, unit: 'day' });
    assert.equal(write(90, 'minute'), 'PT90M');
    assert.equal(write(2, 'day'), 'P2D');
  });
});

describe('time zones', () => {
  it('know the gap and the repeated hour', () => {
    assert.deepEqual(instantsOf({ year: 2027, month: 3, day: 28, hour: 2, minute: 30 }, 'Europe/Berlin'), []);
    assert.deepEqual(iso(instantsOf({ year: 2026, month: 10, day: 25, hour: 2, minute: 30 }, 'Europe/Berlin')), ['2026-10-25T00:30', '2026-10-25T01:30']);
    assert.deepEqual(iso(instantsOf({ year: 2026, month: 7, day: 1, hour: 12, minute: 0 }, 'Asia/Kolkata')), ['2026-07-01T06:30']);
    assert.equal(new Date(nextChange(Date.UTC(2026, 10, 22), 'Europe/Berlin').at).toISOString(), '2027-03-28T01:00:00.000Z');
    assert.equal(nextChange(Date.UTC(2026, 10, 22), 'Asia/Tokyo'), null);
    // Half an hour only.
    assert.equal((({ before, after }) => (after - before) / 60000)(nextChange(Date.UTC(2026, 7, 1), 'Australia/Lord_Howe')), 30);
  });
});

describe('next runs', () => {
  const from = Date.UTC(2027, 2, 26, 12);
  it('keep the wall clock over a change, leave out what does not exist', () => {
    assert.deepEqual(iso(nextRuns({ type: 'daily', at: ['08:00'], timeZone: 'Europe/Berlin' }, from, 3)), ['2027-03-27T07:00', '2027-03-28T06:00', '2027-03-29T06:00']);
    assert.deepEqual(iso(nextRuns({ type: 'cron', expression: '30 2 * * *', timeZone: 'Europe/Berlin' }, from, 3)), ['2027-03-27T01:30', '2027-03-29T00:30', '2027-03-30T00:30']);
    assert.deepEqual(clockChange({ type: 'cron', expression: '30 2 * * *', timeZone: 'Europe/Berlin' }, from).affected, [{ hour: 2, minute: 30 }]);
    assert.deepEqual(clockChange({ type: 'daily', at: ['08:00'], timeZone: 'Europe/Berlin' }, from).affected, []);
  });
  it('run a repeated time once', () => {
    assert.deepEqual(iso(nextRuns({ type: 'daily', at: ['02:30'], timeZone: 'Europe/Berlin' }, Date.UTC(2026, 9, 24, 12), 2)), ['2026-10-25T00:30', '2026-10-26T01:30']);
    assert.equal(clockChange({ type: 'daily', at: ['02:30'], timeZone: 'Europe/Berlin' }, Date.UTC(2026, 9, 24, 12)).forward, false);
  });
  it('join the day fields as crontab does', () => {
    assert.deepEqual(iso(nextRuns({ type: 'cron', expression: '0 0 13 * fri', timeZone: 'UTC' }, Date.UTC(2026, 10, 9), 3)), ['2026-11-13T00:00', '2026-11-20T00:00', '2026-11-27T00:00']);
    assert.deepEqual(iso(nextRuns({ type: 'cron', expression: '0 0 29 2 *', timeZone: 'UTC' }, Date.UTC(2096, 2, 1), 1)), ['2104-02-29T00:00']);
  });
  it('count intervals from now, and know none for a schedule by hand', () => {
    assert.deepEqual(iso(nextRuns({ type: 'interval', every: 'PT15M' }, Date.UTC(2026, 0, 1), 2)), ['2026-01-01T00:15', '2026-01-01T00:30']);
    assert.deepEqual(nextRuns({ type: 'manual' }, 0), []);
    assert.deepEqual(nextRuns({ type: 'cron', expression: 'nonsense', timeZone: 'UTC' }, 0), []);
    assert.deepEqual(nextRuns({ type: 'cron', expression: '* * * * *', timeZone: 'Not/AZone' }, 0), []);
  });
});

describe('schedules in words', () => {
  const cases = [
    [{ type: 'manual' }, 'Runs only when somebody starts it.', 'Läuft nur, wenn jemand es startet.'],
    [{ type: 'interval', every: 'PT15M' }, 'Runs every 15 minutes, counted from the start of the last run.', 'Läuft alle 15 Minuten, gezählt vom Beginn des letzten Laufs.'],
    [{ type: 'daily', at: ['18:00', '08:00'], timeZone: 'Europe/Berlin' }, 'Every day, at 08:00 and 18:00 (Europe/Berlin).', 'Jeden Tag, um 08:00 und 18:00 (Europe/Berlin).'],
    [{ type: 'daily', at: ['08:00'], days: ['monday', 'tuesday', 'wednesday', 'sunday'], timeZone: 'UTC' }, 'Monday to Wednesday and Sunday, at 08:00 (UTC).', 'Montag bis Mittwoch und Sonntag, um 08:00 (UTC).'],
    [{ type: 'cron', expression: '0 8-18 * * 1-5', timeZone: 'UTC' }, 'Monday to Friday, every hour between 08:00 and 18:00 (UTC).', 'Montag bis Freitag, jede Stunde zwischen 08:00 und 18:00 (UTC).'],
    [{ type: 'cron', expression: '*/15 * * * *', timeZone: 'UTC' }, 'Every day, every 15 minutes (UTC).', 'Jeden Tag, alle 15 Minuten (UTC).'],
    [{ type: 'cron', expression: '0 6 1 * *', timeZone: 'UTC' }, 'On day 1 of the month, at 06:00 (UTC).', 'Am 1. Tag des Monats, um 06:00 (UTC).'],
    [{ type: 'cron', expression: '0 0 13 * fri', timeZone: 'UTC' }, 'On day 13 of the month or Friday, at 00:00 (UTC).', 'Am 13. Tag des Monats oder Freitag, um 00:00 (UTC).'],
    [{ type: 'cron', expression: '5 4 * 1 *', timeZone: 'UTC' }, 'Every day, in January, at 04:05 (UTC).', 'Jeden Tag, im Januar, um 04:05 (UTC).'],
    [{ type: 'cron', expression: 'x', timeZone: 'UTC' }, '', ''],
  ];
  for (const [schedule, english, german] of cases) {
    it(`says ${schedule.expression ?? schedule.type} in both languages`, () => {
      assert.equal(scheduleWords(schedule, read('en')), english);
      assert.equal(scheduleWords(schedule, read('de')), german);
    });
  }
});
