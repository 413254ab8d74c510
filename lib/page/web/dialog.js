// Configure: the settings of one integration in a native dialog. Nothing that was typed is lost unless the person says so.
import { fill, h, icon, uniqueId } from './dom.js';
import { logo, reasonText, sealFault } from './card.js';
import { safeLink } from './text.js';
import { Form, sections } from './form/form.js';

export class ConfigureDialog {
  /** @param {object} options gallery, card, level, issues (to show at once), switchOn (saving also switches on) */
  constructor({ gallery, card, level, issues = [], switchOn = false }) {
    Object.assign(this, { gallery, card, issues, switchOn, messages: gallery.messages, api: gallery.api, busy: false });
    const { messages } = this;
    const id = uniqueId('dialog');
    this.title = h(`h${level}`, { id: `${id}-title`, class: 'dialog-title', tabindex: '-1' }, card.name);
    this.docs = h('span', {});
    this.banner = h('div', { class: 'banners' });
    this.tabs = h('div', { class: 'tab-row' });
    this.historyButton = h('button', { type: 'button', class: 'quiet history-button', 'aria-label': messages.t('dialog.history'), on: { click: () => this.later('showHistory') } }, icon('clock'), h('span', {}, messages.t('dialog.history')));
    this.body = h('div', { class: 'dialog-body', part: 'dialog-body' });
    this.foot = h('footer', { class: 'dialog-foot', part: 'dialog-footer' });
    this.element = h('dialog', { class: 'dialog', part: 'dialog', 'aria-labelledby': `${id}-title`, 'aria-describedby': `${id}-text` },
      h('header', { class: 'dialog-head', part: 'dialog-header' }, logo(card.data, card.data.logo ? this.api.address(card.data.logo) : null),
        h('div', { class: 'dialog-heading' }, this.title, h('p', { id: `${id}-text`, class: 'dialog-lead' }, card.data.description ?? '', ' ', this.docs)),
        h('button', { type: 'button', class: 'quiet only-icon close', 'aria-label': messages.t('dialog.close'), on: { click: () => this.tryClose() } }, icon('close'))),
      this.tabs, this.body, this.foot);
    this.element.addEventListener('cancel', (event) => {
      // A list that is open inside closes first; a second Esc must not slip past the question.
      event.preventDefault();
      this.tryClose();
    });
    this.element.addEventListener('pointerdown', (event) => { this.pressedOutside = event.target === this.element && this.outside(event); });
    this.element.addEventListener('click', (event) => { if (this.pressedOutside && event.target === this.element && this.outside(event)) this.tryClose(); });
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        event.preventDefault();
        this.tryClose();
      } else if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
        event.preventDefault();
        this.save(this.primaryEnables);
      }
    });
    this.beforeUnload = (event) => { if (this.form?.dirty) event.preventDefault(); };
  }

  /** Whether the host says so, or the server of this caller. */
  get readOnly() { return this.gallery.readOnly || Boolean(this.mayOnlyRead); }

  outside({ clientX, clientY }) {
    const box = this.element.getBoundingClientRect();
    return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
  }

  async open(host) {
    host.append(this.element);
    this.element.showModal();
    this.title.focus();
    window.addEventListener('beforeunload', this.beforeUnload);
    await this.load();
  }

  async load() {
    const { messages } = this;
    fill(this.body, h('p', { class: 'loading', role: 'status' }, messages.t('dialog.loading')));
    fill(this.foot, this.button('dialog.cancel', () => this.tryClose()));
    const { name } = this.card.data;
    this.abort = new AbortController();
    try {
      const [view, schema] = await Promise.all([this.api.read(name, this.abort.signal), this.api.schema(name, this.abort.signal)]);
      this.etag = view.etag;
      this.mayOnlyRead = view.allow && !view.allow.includes('PUT');
      this.schema = schema.value;
      this.view = view.value;
    } catch (error) {
      if (error?.name === 'AbortError' || !this.element.isConnected) return;
      fill(this.body, h('div', { class: 'notice' }, h('p', { class: 'notice-title' }, messages.t('dialog.failed')), h('p', {}, this.gallery.explain(error)), this.button('list.retry', () => this.load())));
      return;
    }
    const link = safeLink(this.schema.documentationUrl);
    if (link) fill(this.docs, h('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, messages.t('dialog.docs'), icon('external')));
    this.show();
    const fault = sealFault(this.view);
    if (fault) fill(this.banner, h('div', { class: 'banner warn', role: 'alert' }, icon('warning'), h('p', {}, reasonText(fault, messages))));
    if (this.issues.length > 0) {
      await this.report(this.issues, this.switchOn ? 'summary.switchOn' : 'summary.server');
    } else if (this.switchOn) {
      await this.form.drawAll();
      await this.report(this.form.check(false), 'summary.switchOn');
    }
  }

  show(options = {}) {
    const { readOnly } = this;
    this.form = new Form({
      schema: this.schema, view: this.view, messages: this.messages, readOnly, ...options,
      onChange: () => this.drawFoot(), announce: (text) => this.announce(text), editors: this.gallery.editors, loadEditors: () => this.gallery.loadEditors(),
    });
    this.form.onSelect = () => { this.body.scrollTop = 0; };
    this.live = h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
    // The list inside a form element would submit on Enter: Enter saves instead.
    this.formElement = h('form', { novalidate: true, autocomplete: 'off', 'aria-label': this.card.name, on: { submit: (event) => { event.preventDefault(); this.save(this.primaryEnables); } } }, this.form.element.panels,
      h('button', { type: 'submit', hidden: true, tabindex: '-1', 'aria-hidden': 'true' }));
    fill(this.tabs, this.form.element.tablist, this.view.revision > 0 && this.historyButton);
    fill(this.body, this.banner, this.formElement, this.live);
    fill(this.banner);
    this.tabs.hidden = false;
    this.drawFoot();
  }

  announce(text) {
    if (!this.live) return;
    this.live.textContent = '';
    requestAnimationFrame(() => { this.live.textContent = text; });
  }

  button(key, action, kind = '') {
    return h('button', { type: 'button', class: `button ${kind}`.trim(), on: { click: action } }, this.messages.t(key));
  }

  /** Whether the main button also switches on: when the person asked for it with the switch, or while it is off. */
  get primaryEnables() { return this.view && !this.view.enabled && this.switchOn; }

  drawFoot() {
    if (this.mode) return;
    const { messages } = this;
    if (this.readOnly) {
      this.body.tabIndex = 0; // what cannot be changed cannot have the focus, and has to be scrolled all the same
      fill(this.foot, h('p', { class: 'foot-note' }, messages.t('dialog.readOnly')), this.button('dialog.close', () => this.tryClose()));
      return;
    }
    const dirty = this.form.dirty;
    if (this.footDrawn === `${dirty}${this.busy}${this.view.enabled}` && this.foot.querySelector('.primary')) return;
    this.footDrawn = `${dirty}${this.busy}${this.view.enabled}`;
    const focused = this.element.getRootNode().activeElement?.dataset?.action;
    const on = this.view.enabled;
    const buttons = [
      [this.button('dialog.cancel', () => this.tryClose()), 'cancel'],
      !on && !this.switchOn ? [this.button('dialog.saveAndOn', () => this.save(true)), 'both'] : null,
      on || !this.switchOn ? [this.button('dialog.save', () => this.save(false), 'primary'), 'save'] : [this.button('dialog.save', () => this.save(false)), 'save'],
      !on && this.switchOn ? [this.button('dialog.saveAndOn', () => this.save(true), 'primary'), 'both'] : null,
    ].filter(Boolean).map(([button, action]) => {
      button.dataset.action = action;
      if (this.busy && action !== 'cancel') button.setAttribute('aria-disabled', 'true');
      return button;
    });
    fill(this.foot, h('p', { class: 'foot-note' }, this.busy ? messages.t('dialog.saving') : dirty ? messages.t('dialog.unsaved') : ''), buttons);
    buttons.find((button) => button.dataset.action === focused)?.focus();
  }

  /** A summary of issues with a link to each field; each also stands at its field. */
  async report(issues, titleKey) {
    const { messages } = this;
    const told = await this.form.show(issues);
    const items = told.slice(0, 50).map(({ text, node, context }) => h('li', {}, node
      ? h('a', { href: '#', on: { click: (event) => { event.preventDefault(); this.form.reveal(node); } } }, context?.length > 0 ? `${context.join(' › ')}: ${text}` : text) : text));
    const box = h('div', { class: 'banner bad', role: 'alert', tabindex: '-1' }, icon('warning'), h('div', {}, h('p', { class: 'banner-title' }, messages.t(titleKey, { count: told.length })), h('ul', {}, items)));
    fill(this.banner, box);
    // What has been put right since is struck out.
    this.form.onErrors = () => items.forEach((item, index) => item.classList.toggle('done', told[index].node?.errors.length === 0));
    const first = told.find((item) => item.node);
    if (first) this.form.reveal(first.node);
    else box.focus();
  }

  tell(text, actions = [], kind = 'bad') {
    const box = h('div', { class: `banner ${kind}`, role: 'alert', tabindex: '-1' }, icon('warning'), h('div', {}, h('p', { class: 'banner-title' }, text), actions.length > 0 && h('p', { class: 'banner-actions' }, actions)));
    fill(this.banner, box);
    box.focus();
    box.scrollIntoView({ block: 'nearest' });
  }

  async save(switchOn, etag = this.etag) {
    if (this.busy || !this.form || this.readOnly || this.mode) return;
    const { name } = this.card.data;
    const willBeOn = this.view.enabled || switchOn;
    try {
      // Switching on stores what a section shows, too: each must be there.
      if (switchOn) await this.form.drawAll();
      const issues = this.form.check(!willBeOn);
      if (issues.length > 0) {
        await this.report(issues, 'summary.client');
        return;
      }
    } catch {
      this.tell(this.messages.t('problem.network'), [this.button('list.retry', () => this.save(switchOn))]);
      return;
    }
    this.form.clearErrors();
    fill(this.banner);
    const body = this.form.body(switchOn);
    if (switchOn) body.enabled = true;
    if (Object.keys(body).length === 0) {
      this.finish();
      return;
    }
    if (!this.gallery.mayChange({ name, change: switchOn ? 'enable' : 'settings', sections: sections.filter((section) => body[section] !== undefined) })) return;
    this.busy = true;
    this.drawFoot();
    try {
      const { value } = await this.api.update(name, body, etag);
      this.busy = false;
      this.gallery.changed(name, value, 'settings');
      this.finish();
      this.gallery.flash(this.messages.t(switchOn ? 'dialog.savedAndOn' : 'dialog.saved', { name: this.card.name }));
    } catch (error) {
      this.busy = false;
      this.drawFoot();
      await this.failed(error, switchOn);
    }
  }

  async failed(error, switchOn) {
    const again = () => this.button('list.retry', () => this.save(switchOn));
    if (error.status === 422 && error.errors.length > 0) await this.report(error.errors, 'summary.server');
    else if (error.status === 412) await this.later('conflict', switchOn);
    else if (error.status === 401) this.tell(this.messages.t('problem.session'), [again()]);
    else this.tell(this.messages.t('dialog.notSaved', { reason: this.gallery.explain(error) }), error.status === 403 ? [] : [again()]);
  }

  /** What is rarely needed comes with the editors: 'showHistory', 'restore', 'conflict' of later.js. */
  async later(what, ...rest) {
    let editors;
    try {
      editors = await this.gallery.loadEditors();
      await this.form.drawAll();
    } catch {
      this.tell(this.messages.t('problem.network'), [this.button('list.retry', () => this.later(what, ...rest))]);
      return;
    }
    await editors[what](this, ...rest);
  }

  /** Closes at once if nothing would be lost, otherwise asks first. True if it closed. */
  tryClose(byHistory = false) {
    if (this.busy) return false;
    if (!this.form?.dirty) {
      this.close(byHistory);
      return true;
    }
    if (this.guardedMode === undefined) this.guardedMode = this.mode ?? null;
    this.mode = 'guard';
    const before = this.element.getRootNode().activeElement;
    this.kept ??= [...this.foot.childNodes];
    const keep = this.button('guard.keep', () => {
      this.mode = this.guardedMode;
      this.guardedMode = undefined;
      fill(this.foot, this.kept);
      this.kept = null;
      if (before && this.element.contains(before)) before.focus();
      else this.title.focus();
    }, 'primary');
    fill(this.foot, h('div', { class: 'guard', role: 'alertdialog', 'aria-label': this.messages.t('guard.question') }, h('p', { class: 'foot-note strong' }, this.messages.t('guard.question')), this.button('guard.discard', () => this.close(byHistory), 'danger'), keep));
    keep.focus();
    return false;
  }

  finish() {
    this.close(false);
  }

  close(byHistory) {
    this.destroy();
    this.gallery.closed(this.card, byHistory);
  }

  destroy() {
    this.abort?.abort();
    window.removeEventListener('beforeunload', this.beforeUnload);
    if (this.element.open) this.element.close();
    this.element.remove();
  }
}
