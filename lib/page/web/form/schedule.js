// The schedule: a choice whose meaning is shown in words, with the next runs in the schedule's zone and in the reader's.
import { fill, h, icon } from '../dom.js';
import { ChoiceNode } from './choice.js';
import { clockChange, nextRuns } from './runs.js';
import { scheduleWords } from './words.js';

const crons = [['*/15 * * * *', 'quarterHours'], ['0 * * * *', 'hourly'], ['0 8-18 * * 1-5', 'officeHours'], ['0 6 * * *', 'mornings'], ['0 6 * * 1', 'mondays'], ['0 6 1 * *', 'firsts']];

export class ScheduleNode extends ChoiceNode {
  build() {
    const element = super.build();
    element.classList.add('schedule');
    this.words = h('p', { class: 'schedule-words', role: 'status' });
    this.runs = h('div', { class: 'runs' });
    element.append(h('div', { class: 'schedule-preview', part: 'schedule-preview' }, this.words, this.runs));
    this.preview();
    return element;
  }

  drawBranch() {
    super.drawBranch();
    const branch = this.branch;
    if (branch && this.discriminator.values[this.index] === 'cron' && !branch.presets && !this.form.readOnly) {
      const expression = branch.child('expression');
      branch.presets = h('div', { class: 'presets' }, h('span', { class: 'presets-title' }, this.messages.t('schedule.presets')), crons.map(([text, key]) => h('button', {
        type: 'button', class: 'preset',
        on: {
          click: () => {
            expression.control.value = text;
            expression.touch();
          },
        },
      }, this.messages.t(`schedule.preset.${key}`))));
      expression.element.append(branch.presets);
    }
    // A new schedule begins in the reader's own zone, which is stored only with the schedule itself.
    const zone = branch?.child('timeZone');
    if (zone && zone.effective === undefined && !zone.box.value) {
      zone.box.set(Intl.DateTimeFormat().resolvedOptions().timeZone);
      zone.touched = true;
    }
    if (branch?.child('at')?.items?.length === 0 && !this.form.readOnly) {
      branch.child('at').insert('08:00');
      branch.child('at').draw();
      branch.child('at').touched = true;
      branch.child('at').items[0].touched = true;
    }
  }

  childChanged() { this.preview(); }

  touch() {
    super.touch();
    this.preview();
  }

  // At rest the stored schedule; while one edits, what would be stored.
  get value() { return this.read() ?? this.schema.default; }

  preview() {
    if (!this.words) return;
    const { messages } = this;
    const schedule = this.value;
    const text = scheduleWords(schedule, messages);
    fill(this.words, text ? [icon('clock'), h('span', {}, text)] : schedule?.type ? h('span', { class: 'muted' }, messages.t('schedule.incomplete')) : null);
    const now = this.form.now?.() ?? Date.now();
    const runs = text ? nextRuns(schedule, now) : [];
    if (runs.length === 0) {
      const never = text && (schedule.type === 'cron' || schedule.type === 'daily');
      fill(this.runs, never ? h('p', { class: 'muted' }, messages.t('schedule.never')) : null);
      return;
    }
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const fixed = schedule.type === 'daily' || schedule.type === 'cron';
    const zone = fixed ? schedule.timeZone : here;
    const both = fixed && zone !== here;
    const format = (zoneName) => ({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zoneName });
    const cell = (instant, zoneName) => h('td', {}, h('time', { datetime: new Date(instant).toISOString() }, messages.date(instant, format(zoneName))));
    fill(this.runs,
      h('table', { class: 'run-table' },
        h('caption', {}, fixed ? messages.t('schedule.next', { count: runs.length }) : messages.t('schedule.nextIfNow', { count: runs.length })),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, zone.replaceAll('_', ' ')), both && h('th', { scope: 'col' }, messages.t('schedule.yourZone', { zone: here.replaceAll('_', ' ') })))),
        h('tbody', {}, runs.map((instant) => h('tr', {}, cell(instant, zone), both && cell(instant, here))))),
      this.clockNote(schedule, now));
  }

  clockNote(schedule, now) {
    const change = clockChange(schedule, now);
    if (change === null) return null;
    const { messages } = this;
    const day = messages.date(change.at, { dateStyle: 'full', timeZone: schedule.timeZone });
    const times = messages.list(change.affected.slice(0, 3).map(({ hour, minute }) => messages.date(Date.UTC(2023, 0, 1, hour, minute), { timeStyle: 'short', timeZone: 'UTC' })));
    const zone = schedule.timeZone.replaceAll('_', ' ');
    const key = change.forward ? (change.affected.length > 0 ? 'clocks.forwardSkips' : 'clocks.forward') : change.affected.length > 0 ? 'clocks.backOnce' : 'clocks.back';
    return h('p', { class: `clock-note${change.affected.length > 0 ? ' affected' : ''}` }, icon(change.affected.length > 0 ? 'warning' : 'clock'), h('span', {}, messages.t(key, { day, times, zone, count: change.affected.length })));
  }
}
