// <integration-gallery base="…">: the admin page of the gallery as one custom element. README.md says what a host can set.
import { Api } from './api.js';
import { Card } from './card.js';
import { fill, h, icon } from './dom.js';
import { addLanguage, loadMessages } from './i18n.js';
import { Toolbar } from './toolbar.js';

const route = /^#\/integrations\/([^/?#]+)$/;

// A style sheet as an element, and when it has come (or failed: the page works without, too).
function styleSheet(address) {
  const sheet = h('link', { rel: 'stylesheet', href: address.href });
  const styled = new Promise((done) => {
    sheet.addEventListener('load', done);
    sheet.addEventListener('error', done);
  });
  return { sheet, styled };
}

export class IntegrationGallery extends HTMLElement {
  static observedAttributes = ['base', 'language', 'heading-level', 'heading', 'read-only'];

  #root;
  #headers = {};
  #queued = false;
  #turn = 0;
  #abort = null;
  #cards = [];
  #byName = new Map();
  #dialog = null;
  #forms = null;
  #editors = null;
  #late = false;
  #hash = () => this.#follow();

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: 'open', delegatesFocus: false });
    // A host may set the property before the element is defined: then it hides the accessor.
    if (Object.hasOwn(this, 'requestHeaders')) {
      this.#headers = this.requestHeaders;
      delete this.requestHeaders;
    }
  }

  /** What the host adds to every request: an object, or a function that returns one or a promise of one. */
  get requestHeaders() { return this.#headers; }
  set requestHeaders(value) { this.#headers = value ?? {}; }

  connectedCallback() {
    window.addEventListener('popstate', this.#hash);
    window.addEventListener('hashchange', this.#hash);
    this.#restart();
  }

  disconnectedCallback() {
    window.removeEventListener('popstate', this.#hash);
    window.removeEventListener('hashchange', this.#hash);
    this.#abort?.abort();
    this.#dialog?.destroy();
    this.#dialog = null;
  }

  attributeChangedCallback(name, before, after) {
    if (this.isConnected && before !== after) this.#restart();
  }

  /** The reader's language: the attribute, `auto` for the browser's, otherwise what the page around declares. */
  get language() {
    const wanted = this.getAttribute('language');
    if (wanted && wanted !== 'auto') return wanted;
    return (wanted !== 'auto' && this.closest('[lang]')?.getAttribute('lang')) || navigator.language;
  }

  get readOnly() { return this.hasAttribute('read-only'); }
  get #deepLinks() { return this.getAttribute('deep-link') !== 'off'; }
  get #level() { return Math.min(5, Math.max(1, Number(this.getAttribute('heading-level')) || 2)); }

  /** Loads the list again. */
  refresh() { return this.#load(); }

  #restart() {
    // Not while something is typed that would be lost.
    this.#late = Boolean(this.#dialog?.form?.dirty);
    if (this.#queued || this.#late) return;
    this.#queued = true;
    // Several attributes are often set at once.
    Promise.resolve().then(() => {
      this.#queued = false;
      return this.#begin();
    });
  }

  async #begin() {
    if (!this.isConnected) return;
    const turn = ++this.#turn;
    const headers = async () => (typeof this.requestHeaders === 'function' ? await this.requestHeaders() : this.requestHeaders) ?? {};
    const base = new URL(this.getAttribute('base') ?? 'api/v1/', document.baseURI);
    if (!base.pathname.endsWith('/')) base.pathname += '/';
    const { sheet, styled } = styleSheet(new URL('gallery.css', import.meta.url));
    this.#forms = null;
    this.#editors = null;
    this.editors = null;
    this.#dialog?.destroy();
    this.#dialog = null;
    fill(this.#root, sheet);
    const messages = await loadMessages(this.language);
    await styled;
    if (!this.isConnected || turn !== this.#turn) return;
    this.messages = messages;
    this.api = new Api(base, headers, this.messages.language);
    this.#build();
    await this.#load();
  }

  #build() {
    const { messages } = this;
    this.live = h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
    this.toast = h('div', { class: 'toasts', 'aria-hidden': 'true' });
    this.toolbar = new Toolbar({ messages, onChange: () => this.#filter(true) });
    this.toolbar.element.hidden = true;
    this.grid = h('ul', { class: 'grid', part: 'grid', role: 'list', on: { pointerdown: () => this.#loadForms().catch(() => {}) } });
    this.notice = h('div', { class: 'notice', hidden: true });
    this.dialogHost = h('div', {});
    const heading = this.getAttribute('heading') ?? messages.t('page.title');
    this.frame = h('div', { class: 'frame', part: 'frame', lang: messages.language, dir: messages.texts.direction },
      h('header', { class: 'head', part: 'header' }, heading === '' ? null : h(`h${this.#level}`, { class: 'title' }, heading), h('p', { class: 'lead' }, messages.t('page.lead'))),
      this.toolbar.element, this.notice, this.grid, this.live, this.toast, this.dialogHost);
    this.#root.append(this.frame);
  }

  async #load() {
    this.#abort?.abort();
    this.#abort = new AbortController();
    const { messages } = this;
    this.notice.hidden = true;
    this.grid.setAttribute('aria-busy', 'true');
    if (this.#cards.length === 0) fill(this.grid, Array.from({ length: 8 }, () => h('li', { class: 'card skeleton', 'aria-hidden': 'true' })));
    try {
      const { value } = await this.api.list(this.#abort.signal);
      this.#setCards(value);
    } catch (error) {
      if (error?.name === 'AbortError') return;
      this.#cards = [];
      fill(this.grid);
      this.toolbar.element.hidden = true;
      this.#say('list.failedTitle', this.explain(error), messages.t('list.retry'), () => this.#load());
      this.announce(messages.t('list.failedTitle'));
    } finally {
      this.grid.removeAttribute('aria-busy');
    }
  }

  #setCards(list) {
    this.#cards = list.map((data) => new Card({
      data, messages: this.messages, headingLevel: this.#level + 1, readOnly: this.readOnly, address: data.logo ? this.api.address(data.logo) : null,
      onToggle: (card) => this.#toggle(card), onConfigure: (card) => this.#open(card, {}),
    }));
    this.#byName = new Map(this.#cards.map((card) => [card.data.name, card]));
    this.toolbar.element.hidden = this.#cards.length === 0;
    this.toolbar.setCards(this.#cards);
    this.#order = null;
    this.#filter(false);
    this.#follow();
  }

  #order = null;

  #filter(announce) {
    const { messages } = this;
    if (this.#order !== this.toolbar.order.value) {
      this.#order = this.toolbar.order.value;
      this.#cards.sort(this.toolbar.comparer());
      fill(this.grid, this.#cards.map((card) => card.element));
    }
    const fits = this.toolbar.matcher();
    let count = 0;
    const rest = [];
    for (const card of this.#cards) {
      const shown = fits(card);
      if (shown) ++count;
      if (card.element.hidden !== shown) continue;
      // More than a screen holds come after the frame: the next letter need not wait for them.
      if (count > 120 && shown) rest.push(card);
      else card.element.hidden = !shown;
    }
    clearTimeout(this.restTimer);
    if (rest.length > 0) this.restTimer = setTimeout(() => { for (const card of rest) card.element.hidden = false; }, 30);
    if (this.#cards.length === 0) this.#say('list.noneTitle', messages.t('list.noneText'));
    else if (count === 0) this.#say('list.noMatchTitle', messages.t('list.noMatchText'), messages.t('list.clearFilters'), () => { this.toolbar.reset(); this.toolbar.input.focus(); });
    else this.notice.hidden = true;
    if (announce) {
      clearTimeout(this.announceTimer);
      this.announceTimer = setTimeout(() => this.announce(messages.t('list.count', { count })), 350);
    }
  }

  #say(titleKey, text, action, onAction) {
    fill(this.notice, h('p', { class: 'notice-title' }, this.messages.t(titleKey)), h('p', {}, text), action && h('button', { type: 'button', class: 'button', on: { click: onAction } }, action));
    this.notice.hidden = false;
  }

  announce(text) {
    this.live.textContent = '';
    // Two frames apart, so that the same sentence twice is read twice.
    requestAnimationFrame(() => requestAnimationFrame(() => { this.live.textContent = text; }));
  }

  flash(text, kind = 'good') {
    const item = h('p', { class: `toast ${kind}` }, icon(kind === 'good' ? 'check' : 'warning'), text);
    this.toast.append(item);
    setTimeout(() => item.remove(), 5000);
    this.announce(text);
  }

  /** A failed request as a sentence for the person. */
  explain(error) {
    const { messages } = this;
    const keys = [`problem.${error.code}`, `problem.${error.status}`, error.status >= 500 ? 'problem.server' : null].filter(Boolean);
    const key = keys.find((candidate) => messages.has(candidate));
    return key ? messages.t(key) : error.detail || messages.t('problem.other');
  }

  /** Asks the host whether a change may go on. */
  mayChange(detail) {
    return this.dispatchEvent(new CustomEvent('integration-before-change', { detail, bubbles: true, composed: true, cancelable: true }));
  }

  changed(name, view, change) {
    const card = this.#byName.get(name);
    if (card) {
      card.failure = null;
      card.update(view);
      this.toolbar.setCards(this.#cards);
    }
    this.dispatchEvent(new CustomEvent('integration-change', { detail: { name, change, enabled: view.enabled, revision: view.revision }, bubbles: true, composed: true }));
  }

  // The switch moves at once and moves back, with the reason, if the server does not agree.
  async #toggle(card) {
    if (card.busy || this.readOnly) return;
    const { name } = card.data;
    const before = card.data;
    const enabled = !before.enabled;
    if (!this.mayChange({ name, change: enabled ? 'enable' : 'disable' })) return;
    card.busy = true;
    card.failure = null;
    card.update({ enabled, state: { ...before.state, status: enabled ? 'on' : 'off', reasons: [] } });
    try {
      const { value } = await this.#putEnabled(name, enabled);
      card.busy = false;
      this.changed(name, value, 'toggle');
      this.announce(this.messages.t(enabled ? 'toggle.on' : 'toggle.off', { name: card.name }));
    } catch (error) {
      card.busy = false;
      if (error.status === 422 && enabled) {
        card.update(before);
        this.announce(this.messages.t('toggle.incomplete', { name: card.name }));
        this.#open(card, { issues: error.errors, switchOn: true });
        return;
      }
      const reason = this.explain(error);
      card.failure = this.messages.t('toggle.failed', { reason });
      card.update(before);
      this.announce(this.messages.t(enabled ? 'toggle.stillOff' : 'toggle.stillOn', { name: card.name, reason }));
    }
  }

  // A host may demand a precondition of every change: then the current one is read first.
  async #putEnabled(name, enabled) {
    try {
      return await this.api.update(name, { enabled });
    } catch (error) {
      if (error.status !== 428) throw error;
      const { etag } = await this.api.read(name);
      return this.api.update(name, { enabled }, etag);
    }
  }

  /** Opens the settings of an integration by name. False if the catalog does not have it. */
  configure(name) {
    const card = this.#byName.get(name);
    if (card) this.#open(card, {});
    return Boolean(card);
  }

  async #loadStep(address, group, code) {
    const { sheet, styled } = styleSheet(address);
    this.frame.before(sheet);
    try {
      const [module] = await Promise.all([code(), this.messages.load(group), styled]);
      return module;
    } catch (error) {
      sheet.remove();
      throw error;
    }
  }

  // The code, the words and the style of the forms come with the first dialog, or with the first sign of one.
  #loadForms() {
    this.#forms ??= this.#loadStep(new URL('dialog.css', import.meta.url), 'form', () => import('./dialog.js')).catch((error) => {
      this.#forms = null;
      throw error;
    });
    return this.#forms;
  }

  /** The editors of mapping and schedule, and the comparison of versions: with the first section that needs them. */
  loadEditors() {
    this.#editors ??= this.#loadStep(new URL('editors.css', import.meta.url), 'editors', () => import('./editors.js')).then((editors) => {
      this.editors = editors;
      return editors;
    }).catch((error) => {
      this.#editors = null;
      throw error;
    });
    return this.#editors;
  }

  /** Adds a language for every gallery of this document: a tag, and the address or the object of a file as in locales/. */
  static addLanguage(tag, source) { addLanguage(tag, source); }

  async #open(card, options) {
    if (this.#dialog) return;
    let code;
    try {
      code = await this.#loadForms();
    } catch {
      this.flash(this.messages.t('problem.network'), 'bad');
      return;
    }
    const { ConfigureDialog } = code;
    if (this.#dialog || !this.isConnected) return;
    const dialog = new ConfigureDialog({ gallery: this, card, level: this.#level + 1, ...options });
    this.#dialog = dialog;
    if (this.#deepLinks && this.#routed() !== card.data.name) history.pushState({ integrationGallery: true }, '', `#/integrations/${encodeURIComponent(card.data.name)}`);
    await dialog.open(this.dialogHost);
  }

  /** The dialog tells that it is gone: the address and the focus go back to where they were. */
  closed(card, byHistory) {
    this.#dialog = null;
    if (this.#deepLinks && !byHistory && this.#routed() === card.data.name) {
      if (history.state?.integrationGallery) history.back();
      else history.replaceState(history.state, '', location.pathname + location.search);
    }
    const now = this.#byName.get(card.data.name);
    if (!now || now.element.hidden) this.toolbar.input.focus();
    else now.configure.focus();
    if (this.#late) this.#restart();
  }

  #routed() {
    const found = route.exec(location.hash);
    try {
      return found ? decodeURIComponent(found[1]) : null;
    } catch {
      return null;
    }
  }

  #follow() {
    if (!this.#deepLinks) return;
    const name = this.#routed();
    if (this.#dialog) {
      if (name === this.#dialog.card.data.name) return;
      if (this.#dialog.tryClose(true)) return;
      // Unsaved changes: the address stays with the dialog until the person has decided.
      history.pushState({ integrationGallery: true }, '', `#/integrations/${encodeURIComponent(this.#dialog.card.data.name)}`);
      return;
    }
    const card = name === null ? null : this.#byName.get(name);
    if (card) this.#open(card, {});
  }
}

// A page may load the script twice, from two addresses.
if (!customElements.get('integration-gallery')) customElements.define('integration-gallery', IntegrationGallery);
