// A text box with a filtered list, after the combobox pattern of the ARIA Authoring Practices.
import { fill, h, uniqueId } from '../dom.js';
import { fold } from '../text.js';
import { equal } from './pointer.js';

const most = 60;

/**
 * @param {object} options node (for naming and messages), value, options: () => [{value, label, note?, disabled?}], free
 *   (any text is a value), onChange, label (instead of the node's naming), describedBy
 * @returns {{element, input, value, set(value)}}
 */
export function combo({ node, value, options, free = false, onChange, naming = node.naming(), placeholder }) {
  const { messages } = node;
  const listId = uniqueId('list');
  let current = value;
  let active = -1;
  let shown = [];

  const labelOf = (wanted) => {
    if (wanted === undefined || wanted === null) return '';
    return options().find((option) => equal(option.value, wanted))?.label ?? String(wanted);
  };
  const input = h('input', {
    ...naming, type: 'text', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': listId, 'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false',
    value: labelOf(value), placeholder: placeholder ?? messages.t('combo.placeholder'),
  });
  const list = h('ul', { id: listId, role: 'listbox', class: 'options', hidden: true, 'aria-label': node.label });
  const element = h('div', { class: 'combo' }, input, list);

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const mark = (index) => {
    active = index;
    [...list.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === index)));
    const item = list.children[index];
    if (item) {
      input.setAttribute('aria-activedescendant', item.id);
      item.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  };

  const choose = (option) => {
    if (option.disabled) return;
    input.value = option.label;
    close();
    if (equal(current, option.value)) return;
    current = option.value;
    onChange(current);
  };

  const show = (filter) => {
    if (input.disabled) return;
    const wanted = fold(filter);
    const all = options();
    shown = (wanted === '' ? all : all.filter((option) => fold(`${option.label} ${option.value} ${option.note ?? ''}`).includes(wanted))).slice(0, most);
    fill(list, shown.length === 0
      ? h('li', { role: 'option', 'aria-disabled': 'true', class: 'none', id: uniqueId('o') }, messages.t('combo.none'))
      : shown.map((option) => h('li', {
        id: uniqueId('o'), role: 'option', 'aria-selected': 'false', 'aria-disabled': option.disabled ? 'true' : null, class: equal(option.value, current) ? 'current' : null,
        on: { pointerdown: (event) => event.preventDefault(), click: () => choose(option) },
      }, h('span', {}, option.label), option.note && h('span', { class: 'note' }, option.note))));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    active = -1;
    input.removeAttribute('aria-activedescendant');
    list.scrollIntoView?.({ block: 'nearest' });
  };

  // What was typed is a value if it names an option, or if any text may be one. Otherwise it stays, and the check says so.
  const take = () => {
    const text = input.value.trim();
    const named = options().find((option) => fold(option.label) === fold(text) || String(option.value) === text);
    const next = text === '' ? undefined : named ? named.value : text;
    if (named) input.value = named.label;
    if (equal(next, current)) return;
    current = next;
    onChange(current);
  };

  input.addEventListener('input', () => {
    show(input.value);
    if (free || input.value.trim() === '') take();
  });
  input.addEventListener('click', () => (list.hidden ? show('') : close()));
  input.addEventListener('blur', () => {
    close();
    take();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) show('');
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (shown.length > 0) mark((active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length);
    } else if (event.key === 'Enter' && !list.hidden) {
      event.preventDefault();
      if (shown[active]) choose(shown[active]);
      else {
        take();
        close();
      }
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab' && shown[active] && !list.hidden) choose(shown[active]);
  });

  return {
    element, input,
    get value() { return current; },
    set(next) {
      current = next;
      input.value = labelOf(next);
    },
    refresh() { if (document.activeElement !== input) input.value = labelOf(current); },
  };
}
