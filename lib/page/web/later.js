// What Configure does beside the form: the history and the way back to one of its versions, and the choice between two versions.
import { fill, h, icon } from './dom.js';
import { combine, differences, drawConflict, secretDifferences } from './form/conflict.js';
import { sections } from './form/form.js';
import { HistoryView } from './form/history.js';

// Back to the form, as it was left.
function backToForm(dialog) {
  dialog.mode = null;
  dialog.tabs.hidden = false;
  fill(dialog.body, dialog.banner, dialog.formElement, dialog.live);
  dialog.footDrawn = null;
  dialog.drawFoot();
}

// Shows something else in the form's place, with the heading in focus.
function instead(dialog, mode, heading, content, buttons) {
  dialog.mode = mode;
  dialog.tabs.hidden = true;
  fill(dialog.body, heading, content);
  fill(dialog.foot, buttons);
  dialog.body.scrollTop = 0;
  heading.focus();
}

export async function showHistory(dialog) {
  if (dialog.busy || dialog.mode) return;
  const { messages, gallery } = dialog;
  const view = new HistoryView({
    name: dialog.card.data.name, api: dialog.api, messages, form: dialog.form, current: dialog.view.revision, explain: (error) => gallery.explain(error),
    restore: dialog.readOnly ? null : (entry) => restore(dialog, entry),
  });
  fill(dialog.banner);
  instead(dialog, 'history', h('p', { class: 'banner-title history-title', tabindex: '-1' }, messages.t('history.title')), [dialog.banner, view.element], dialog.button('history.back', () => {
    backToForm(dialog);
    dialog.historyButton.focus();
  }));
  await view.load();
}

// Brings back a version; secrets stay as they are today.
async function restore(dialog, entry) {
  const { messages, gallery } = dialog;
  const { name } = dialog.card.data;
  if (dialog.busy) return;
  if (dialog.form.dirty) {
    dialog.tell(messages.t('history.unsaved'));
    return;
  }
  if (!gallery.mayChange({ name, change: 'settings', sections })) return;
  dialog.busy = true;
  try {
    const { value } = await dialog.api.restore(name, entry.revision, dialog.etag);
    dialog.busy = false;
    gallery.changed(name, value, 'settings');
    dialog.finish();
    gallery.flash(messages.t('history.restored', { name: dialog.card.name, when: messages.date(entry.at) }));
  } catch (error) {
    dialog.busy = false;
    if (error.status === 412) {
      try {
        const { value } = await dialog.api.version(name, entry.revision);
        await conflict(dialog, false, Object.fromEntries(dialog.form.parts.map((part) => [part.name, value[part.name] ?? {}])));
        return;
      } catch (other) {
        error = other;
      }
    }
    if (error.status === 422 && error.errors.length > 0) {
      backToForm(dialog);
      await dialog.report(error.errors, 'summary.server');
    } else dialog.tell(messages.t('dialog.notSaved', { reason: gallery.explain(error) }));
  }
}

/** Somebody saved in between: both versions, field by field. Mine is the form, or what was to be restored. */
export async function conflict(dialog, switchOn, wanted = null) {
  const { messages, gallery } = dialog;
  let theirs;
  try {
    theirs = await dialog.api.read(dialog.card.data.name);
  } catch (error) {
    dialog.tell(messages.t('dialog.notSaved', { reason: gallery.explain(error) }), [dialog.button('list.retry', () => dialog.save(switchOn))]);
    return;
  }
  const mine = wanted ?? dialog.form.read();
  const operations = dialog.form.secrets();
  const base = Object.fromEntries(dialog.form.parts.map(({ name }) => [name, theirs.value[name] ?? {}]));
  const rows = [...differences(dialog.form.before, mine, base), ...secretDifferences(dialog.view.secrets, operations, theirs.value.secrets)];
  const go = (chosen) => {
    dialog.mode = null;
    const values = combine(base, chosen.filter((row) => !row.secret));
    const dropped = new Set(chosen.filter((row) => row.secret && row.chosen === 'theirs').map((row) => row.pointer));
    const kept = Object.fromEntries(Object.entries(operations).filter(([pointer]) => !dropped.has(pointer)));
    dialog.view = theirs.value;
    dialog.etag = theirs.etag;
    dialog.show({ values, secrets: kept });
    dialog.save(switchOn);
  };
  if (rows.length === 0) {
    go([]);
    return;
  }
  const who = theirs.value.updatedBy ?? messages.t('conflict.somebody');
  const heading = h('div', { class: 'banner warn', role: 'alert', tabindex: '-1' }, icon('warning'), h('div', {},
    h('p', { class: 'banner-title' }, messages.t('conflict.title')), h('p', {}, messages.t('conflict.text', { who, when: messages.date(theirs.value.updatedAt) }))));
  instead(dialog, 'conflict', heading, drawConflict(rows, dialog.form, messages), [dialog.button('conflict.back', () => backToForm(dialog)), dialog.button('conflict.apply', () => go(rows), 'primary')]);
}
