// One integration in the grid.
import { fill, h, uniqueId } from './dom.js';
import { fold, hue, humanise, initials } from './text.js';

/** 'off', 'on' or 'needs-attention' of a card or of a full view. */
export const statusOf = (integration) => integration.state?.status ?? (integration.enabled ? 'on' : 'off');

/** The logo as an image, or a neutral tile with initials where there is none or it does not load. */
export function logo(integration, address) {
  const name = integration.displayName ?? integration.name;
  const tile = () => h('span', { class: `tile tile-${hue(integration.name, 8)}`, 'aria-hidden': 'true' }, initials(name));
  const frame = h('span', { class: 'logo', part: 'logo' });
  if (!address) return fill(frame, tile());
  const image = h('img', { src: address.href ?? address, alt: '', width: '40', height: '40', loading: 'lazy', decoding: 'async', on: { error: () => fill(frame, tile()) } });
  return fill(frame, image);
}

/** What a category of the catalog is called. */
export const categoryName = (category, messages) => (messages.has(`category.${category}`) ? messages.t(`category.${category}`) : humanise(category));

const faults = ['secret-unreadable', 'secret-key-unknown', 'secret-key-destroyed', 'data-key-damaged', 'secret-reseal-required'];

/** Why what is sealed does not open, or undefined: then each secret has to be entered again or cleared. */
export const sealFault = (integration) => integration.state?.reasons?.find((reason) => faults.includes(reason.code));

/** Why an integration needs attention, in the reader's language: by its code where there are words for it. */
export function reasonText(reason, messages) {
  const keys = [`reason.${reason.code}`, reason.pointer ? 'reason.settings' : 'state.needs-attention'];
  const key = keys.find((candidate, index) => messages.has(candidate) && (index === 0 || messages.language !== 'en' || !reason.detail));
  return key ? messages.t(key) : reason.detail;
}

export class Card {
  /** @param {object} options data, messages, headingLevel, address (of the logo), readOnly, onToggle(card), onConfigure(card) */
  constructor({ data, messages, headingLevel, address, readOnly, onToggle, onConfigure }) {
    Object.assign(this, { data, messages, readOnly });
    this.busy = false;
    const id = uniqueId('card');
    const name = data.displayName ?? data.name;
    this.toggle = h('button', {
      type: 'button', role: 'switch', class: 'switch', part: 'switch', 'aria-checked': 'false', 'aria-labelledby': `${id}-name`, 'aria-describedby': `${id}-state`, on: { click: () => onToggle(this) },
    }, h('span', { class: 'knob', 'aria-hidden': 'true' }));
    this.configure = h('button', {
      type: 'button', class: 'button', part: 'configure', 'aria-haspopup': 'dialog', 'aria-label': messages.t('card.configureNamed', { name }), on: { click: () => onConfigure(this) },
    }, messages.t(readOnly ? 'card.view' : 'card.configure'));
    this.badge = h('span', { class: 'badge', id: `${id}-state`, part: 'state' });
    this.reason = h('p', { class: 'reason', hidden: true });
    this.categories = h('p', { class: 'categories' }, (data.categories ?? []).map((category) => categoryName(category, messages)).join(' · '));
    this.element = h('li', { class: 'card', part: 'card', 'data-name': data.name },
      h('div', { class: 'card-top' }, logo(data, address), h(`h${headingLevel}`, { id: `${id}-name`, class: 'name' }, name), this.toggle, this.categories),
      h('p', { class: 'description' }, data.description ?? ''), this.reason,
      h('div', { class: 'card-foot' }, this.badge, this.configure));
    this.search = fold([name, data.name, data.description, ...(data.categories ?? []).map((category) => categoryName(category, messages)), ...(data.aliases ?? [])].join('\n'));
    this.draw();
  }

  get name() { return this.data.displayName ?? this.data.name; }

  update(data) {
    this.data = { ...this.data, enabled: data.enabled, state: data.state };
    this.draw();
  }

  draw() {
    const { data, messages } = this;
    const status = statusOf(data);
    this.toggle.setAttribute('aria-checked', String(data.enabled === true));
    this.toggle.setAttribute('aria-busy', String(this.busy));
    this.toggle.disabled = this.readOnly;
    this.element.dataset.status = status;
    const key = status === 'off' && data.state?.configured === false ? 'state.notSetUp' : `state.${status}`;
    fill(this.badge, h('span', { class: 'dot', 'aria-hidden': 'true' }), messages.t(key));
    const reasons = data.state?.reasons ?? [];
    const text = this.failure ?? (reasons.length > 0 ? reasonText(reasons[0], messages) : '');
    this.reason.textContent = reasons.length > 1 && !this.failure ? messages.t('state.more', { text, count: reasons.length - 1 }) : text;
    this.reason.hidden = text === '';
    this.reason.classList.toggle('failed', Boolean(this.failure));
  }
}
