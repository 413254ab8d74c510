// A record of theirs, made up or typed, as it would arrive here.
import { fill, h } from '../dom.js';
import { fieldOf, readSample, sampleOf } from './model.js';
import { run, translate } from './transform.js';

/** Draws the preview of an entity into a box; samples that were typed are kept on the entity. */
export function preview(entity, box) {
  const { messages, form } = entity;
  entity.samples ??= new Map();
  const inbound = (field) => field && field.enabled !== false && field.remote && field.local
    && (field.direction && field.direction !== 'inherit' ? field.direction : entity.direction) !== 'outbound';
  const fields = (entity.child('fields')?.values ?? []).filter(inbound);
  if (fields.length === 0) {
    fill(box, h('p', { class: 'help' }, messages.t('preview.none')));
    return;
  }
  const rows = fields.map((field) => {
    const remote = fieldOf(form.models, 'remote', entity.objectOf('remote'), field.remote);
    const local = fieldOf(form.models, 'local', entity.objectOf('local'), field.local);
    const output = h('output', { class: 'preview-result' });
    const show = () => {
      const text = entity.samples.get(field.remote) ?? sampleOf(remote);
      let said;
      let wrong = false;
      try {
        const found = translate(field.valueMap, run(field.transformInbound, readSample(text, remote)));
        wrong = found.unmapped === 'error';
        said = found.unmapped ? messages.t(`preview.${found.unmapped}`) : typeof found.value === 'string' ? found.value : JSON.stringify(found.value);
      } catch (error) {
        wrong = true;
        said = messages.t('preview.failed', { operation: messages.t(`choice.${error.message}`) });
      }
      output.textContent = said;
      output.classList.toggle('wrong', wrong);
    };
    const input = h('input', {
      type: 'text', value: entity.samples.get(field.remote) ?? sampleOf(remote), 'aria-label': messages.t('preview.sample', { field: remote?.title ?? field.remote }), on: {
        input: () => {
          entity.samples.set(field.remote, input.value);
          show();
        },
      },
    });
    show();
    return h('tr', {}, h('th', { scope: 'row' }, remote?.title ?? field.remote), h('td', {}, input), h('td', {}, local?.title ?? field.local), h('td', {}, output));
  });
  fill(box, h('div', { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': messages.t('mapping.preview') }, h('table', { class: 'preview-table' },
    h('thead', {}, h('tr', {}, ['theirField', 'sampleValue', 'ourField', 'result'].map((key) => h('th', { scope: 'col' }, messages.t(`preview.${key}`))))),
    h('tbody', {}, rows))));
}
