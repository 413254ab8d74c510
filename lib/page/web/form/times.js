// Dates, times, durations and time zones.
import { h } from '../dom.js';
import { combo } from './combo.js';
import { split, write } from './duration.js';
import { Node } from './node.js';

const two = (number) => String(number).padStart(2, '0');

/** A date, a local time or an instant, by the browser's own picker; a text that it cannot show is edited as text. */
export class DateNode extends Node {
  build() {
    const kind = this.schema.format === 'date-time' ? 'datetime-local' : this.schema.format === 'date' ? 'date' : 'time';
    const value = this.show(this.initial, kind);
    this.control = h('input', {
      ...this.naming(), type: value === null ? 'text' : kind, value: value ?? String(this.initial), class: 'when', on: { input: () => this.touch(), change: () => this.form.left(this) },
    });
    this.kind = value === null ? 'text' : kind;
    return this.field(this.control);
  }

  show(text, kind) {
    if (text === undefined) return '';
    if (kind !== 'datetime-local') return /^\d/.test(text) ? text : null;
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) return null;
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
  }

  // An instant is entered in the reader's zone and stored in UTC.
  current() {
    if (this.control.value === '') return undefined;
    if (this.kind !== 'datetime-local') return this.control.value;
    const date = new Date(this.control.value);
    return Number.isNaN(date.getTime()) ? this.control.value : date.toISOString().replace('.000Z', 'Z');
  }
}

export class DurationNode extends Node {
  build() {
    const parts = this.effective === undefined ? { amount: '', unit: 'minute' } : split(this.effective);
    const listeners = { input: () => this.touch(), change: () => this.form.left(this) };
    if (parts === null) {
      this.control = h('input', { ...this.naming(), type: 'text', class: 'code', value: String(this.effective), on: listeners });
      return this.field(this.control);
    }
    this.control = h('input', { ...this.naming(), type: 'text', inputmode: 'numeric', class: 'number', autocomplete: 'off', value: String(parts.amount), on: listeners });
    this.unit = h('select', { 'aria-label': this.messages.t('duration.unit', { label: this.label }), disabled: this.form.readOnly, on: { change: () => this.touch() } },
      ['second', 'minute', 'hour', 'day'].map((unit) => h('option', { value: unit, selected: unit === parts.unit }, this.messages.t(`unit.${unit}`))));
    return this.field(h('div', { class: 'pair' }, this.control, this.unit));
  }

  current() {
    const text = this.control.value.trim();
    if (text === '') return undefined;
    if (!this.unit) return text;
    return /^\d{1,9}$/.test(text) ? write(Number(text), this.unit.value) : text;
  }
}

let zones = null;

function allZones() {
  if (zones === null) {
    const names = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
    zones = ['UTC', ...names.filter((name) => name.includes('/'))].map((value) => ({ value, label: value.replaceAll('_', ' ') }));
  }
  return zones;
}

export class ZoneNode extends Node {
  build() {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const box = combo({
      node: this, value: this.effective, free: true, onChange: () => this.touch(),
      options: () => [...allZones().filter((zone) => zone.value === here).map((zone) => ({ ...zone, note: this.messages.t('zone.yours') })), ...allZones().filter((zone) => zone.value !== here)],
    });
    this.control = box.input;
    this.box = box;
    return this.field(box.element);
  }

  current() { return this.box.value; }
}
