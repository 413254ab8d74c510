// A secret: the page never has the stored one. It shows whether one is set and since when, and says on saving that it is to
// be set, cleared, or (by saying nothing) kept. No text of the input is ever special.
import { fill, h, icon } from '../dom.js';
import { sealFault } from '../card.js';
import { Node } from './node.js';

export class SecretNode extends Node {
  build() {
    this.place = this.pointer;
    this.status = this.form.status(this.pointer);
    const pending = this.form.pendingSecret(this.pointer);
    this.mode = pending?.clear ? 'clear' : pending ? 'replace' : this.status?.set ? 'keep' : 'new';
    this.text = pending?.value ?? '';
    this.multiline = this.schema['x-ig-multiline'] === true || this.schema.format === 'pem';
    this.box = h('div', { class: 'secret' });
    this.field(this.box, { wide: this.multiline });
    this.draw();
    return this.element;
  }

  // A list moves its items; what is stored stays known by the place that it was read from.
  get isSet() { return this.status?.set === true; }
  get present() { return this.mode === 'keep' || (this.mode !== 'clear' && this.value !== ''); }
  get changed() { return this.mode === 'clear' || (this.mode !== 'keep' && this.value !== ''); }
  get value() { return this.multiline ? this.text.replace(/\r\n?/g, '\n') : this.text.trim(); }
  get operation() {
    if (this.mode === 'clear') return { clear: true };
    return this.changed ? { value: this.value } : null;
  }

  read() { return undefined; }

  switchTo(mode, focus = true) {
    this.mode = mode;
    this.text = '';
    this.setErrors([]);
    this.draw();
    this.form.changed(this);
    if (focus) this.focus();
  }

  draw() {
    this.control = null;
    if (this.mode === 'keep' || this.mode === 'clear') this.drawStored();
    else this.drawInput();
  }

  drawStored() {
    const { messages, status } = this;
    const cleared = this.mode === 'clear';
    const when = status.updatedAt ? messages.date(status.updatedAt, { dateStyle: 'medium' }) : '';
    const broken = !cleared && Boolean(sealFault(this.form.view));
    const note = cleared ? messages.t('secret.willClear') : broken ? messages.t('secret.unreadable')
      : when && status.updatedBy ? messages.t('secret.setBy', { when, who: status.updatedBy }) : when ? messages.t('secret.setAt', { when }) : messages.t('secret.set');
    // The same for the same secret: tells of two people or two days whether they mean the same key.
    const print = !cleared && status.fingerprint ? h('span', { class: 'fingerprint', title: messages.t('secret.fingerprintHelp') }, messages.t('secret.fingerprint', { fingerprint: status.fingerprint })) : null;
    const button = (key, mode, iconName) => h('button', {
      type: 'button', class: 'quiet', 'aria-label': `${messages.t(key)}: ${this.label}`, on: { click: () => this.switchTo(mode) },
    }, iconName && icon(iconName), messages.t(key));
    const buttons = this.form.readOnly ? [] : cleared ? [button('secret.undo', 'keep', 'undo')] : [button('secret.replace', 'replace'), button('secret.clear', 'clear')];
    fill(this.box, h('div', { class: `stored${cleared || broken ? ' cleared' : ''}`, id: this.id, tabindex: '-1', role: 'group', 'aria-label': this.label, 'aria-describedby': this.describedBy },
      icon(cleared ? 'trash' : broken ? 'warning' : 'lock'), h('span', { class: 'stored-text' }, note, print && [' ', print]), h('span', { class: 'stored-buttons' }, buttons)));
    this.buttons = buttons;
  }

  drawInput() {
    const { messages } = this;
    const common = {
      ...this.naming(), value: this.text, autocomplete: this.multiline ? 'off' : 'new-password', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false', 'data-1p-ignore': true, 'data-lpignore': 'true',
      placeholder: this.schema['x-ig-placeholder'] ?? null,
      on: {
        input: () => {
          this.text = this.control.value;
          this.touch();
          if (this.multiline) this.describe(this.text);
        },
        change: () => this.form.left(this),
      },
    };
    this.control = this.multiline ? h('textarea', { ...common, rows: 6, class: 'code masked' }) : h('input', { ...common, type: 'password', class: 'code' });
    const reveal = h('button', {
      type: 'button', class: 'quiet reveal', 'aria-pressed': 'false', 'aria-label': messages.t('secret.show', { label: this.label }), on: { click: () => this.reveal(reveal.getAttribute('aria-pressed') !== 'true') },
    }, icon('eye'));
    this.revealButton = reveal;
    const undo = this.isSet && h('button', { type: 'button', class: 'quiet', 'aria-label': `${messages.t('secret.keep')}: ${this.label}`, on: { click: () => this.switchTo('keep') } }, icon('undo'), messages.t('secret.keep'));
    let pick = null;
    if (this.multiline) {
      const file = h('input', { type: 'file', hidden: true, 'aria-label': messages.t('secret.file'), on: { change: () => this.takeFile(file.files[0]) } });
      this.kind = h('span', { role: 'status' });
      this.print = h('code', { class: 'code' });
      pick = [file, h('button', { type: 'button', class: 'quiet', disabled: this.form.readOnly, on: { click: () => file.click() } }, icon('file'), messages.t('secret.file'))];
      this.control.addEventListener('dragover', (event) => event.preventDefault());
      this.control.addEventListener('drop', (event) => {
        if (event.dataTransfer?.files?.length) {
          event.preventDefault();
          this.takeFile(event.dataTransfer.files[0]);
        }
      });
    }
    fill(this.box, h('div', { class: this.multiline ? 'secret-area' : 'secret-line' }, this.control, h('div', { class: 'secret-tools' }, reveal, pick, undo), pick && h('p', { class: 'pem' }, this.kind, this.print)));
    // What was typed hides again as soon as one goes elsewhere.
    this.box.addEventListener('focusout', (event) => {
      if (!this.box.contains(event.relatedTarget)) this.reveal(false);
    });
  }

  // What kind of key it is, and which one, can be seen while it is hidden.
  async describe(text) {
    this.kind.textContent = /-----BEGIN ([^-]+)-----/.exec(text)?.[1] ?? '';
    this.print.textContent = '';
    if (this.kind.textContent === '') return;
    const { fingerprint } = await this.form.loadEditors().catch(() => ({}));
    const found = await fingerprint?.(text);
    if (found && text === this.text) this.print.textContent = found;
  }

  reveal(on) {
    if (!this.control) return;
    if (this.multiline) this.control.classList.toggle('masked', !on);
    else this.control.type = on ? 'text' : 'password';
    this.revealButton.setAttribute('aria-pressed', String(on));
  }

  async takeFile(file) {
    if (!file) return;
    if (file.size > 65536) {
      this.setErrors([this.messages.t('secret.fileTooLarge')]);
      return;
    }
    this.control.value = await file.text();
    this.control.dispatchEvent(new Event('input'));
  }

  focus() {
    (this.control ?? this.buttons?.[0] ?? this.box.querySelector('.stored'))?.focus();
  }
}
