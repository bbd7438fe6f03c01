// Offers keys and values beside the caret of the editor of specs. What may stand there, the server says.
const most = 100;

export function attach(area, panel, status, server) {
  let items = [];
  let range = { start: 0, end: 0 };
  let chosen = 0;
  let asked = 0;
  const list = document.createElement('ul');
  list.id = `${area.id}-suggestions`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Suggestions');

  const isOpen = () => items.length > 0;

  const close = () => {
    asked++;
    items = [];
    list.remove();
    area.removeAttribute('aria-activedescendant');
    area.removeAttribute('aria-controls');
    status.textContent = '';
  };

  const mark = () => {
    [...list.children].forEach((option, place) => option.setAttribute('aria-selected', String(place === chosen)));
    const option = list.children[chosen];
    area.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  };

  const place = () => {
    const before = area.value.slice(0, range.start).split('\n');
    const style = getComputedStyle(area);
    const probe = document.createElement('span');
    probe.className = 'spec-probe';
    probe.textContent = before.at(-1);
    panel.append(probe);
    const [own, frame] = [area.getBoundingClientRect(), panel.parentElement.getBoundingClientRect()];
    const left = own.left - frame.left + parseFloat(style.paddingLeft) + probe.getBoundingClientRect().width - area.scrollLeft;
    probe.remove();
    panel.style.top = `${own.top - frame.top + parseFloat(style.paddingTop) + before.length * parseFloat(style.lineHeight) + 2}px`;
    panel.style.left = '0px';
    panel.append(list);
    panel.style.left = `${Math.max(0, Math.min(left, frame.width - list.offsetWidth))}px`;
  };

  const show = found => {
    ({ items } = found);
    items = items.slice(0, most);
    if (!isOpen()) { close(); return; }
    range = found;
    chosen = 0;
    list.replaceChildren(...items.map((item, at) => {
      const option = document.createElement('li');
      option.id = `${list.id}-${at}`;
      option.setAttribute('role', 'option');
      const word = document.createElement('span');
      word.className = 'suggestion-word';
      word.textContent = item.word;
      const detail = document.createElement('span');
      detail.className = 'suggestion-detail';
      detail.textContent = item.detail;
      option.append(word, detail);
      option.addEventListener('mousedown', event => { event.preventDefault(); accept(at); });
      return option;
    }));
    place();
    area.setAttribute('aria-controls', list.id);
    status.textContent = `${items.length} ${items.length === 1 ? 'suggestion' : 'suggestions'}`;
    mark();
  };

  const ask = async () => {
    const ask = ++asked;
    const { value, selectionStart } = area;
    if (selectionStart !== area.selectionEnd) { close(); return; }
    let found;
    try { found = await server.invokeMethodAsync('Suggest', value, selectionStart); } catch { return; } // the server is away
    if (ask === asked && area.value === value && area.selectionStart === selectionStart && document.activeElement === area) { show(found); }
  };

  const accept = at => {
    const { insert, back } = items[at];
    const { start, end } = range;

    // A key whose colon is there already keeps its value.
    const hasColon = insert.endsWith(': ') && /^[ \t]*:/.test(area.value.slice(end));
    const text = hasColon ? insert.slice(0, -2) : insert;
    close();
    area.setRangeText(text, start, end, 'end');
    const caret = start + text.length - back;
    area.setSelectionRange(caret, caret);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  };

  const keydown = event => {
    if (event.key === ' ' && event.ctrlKey) { event.preventDefault(); ask(); return; }
    if (!isOpen()) { return; }
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (move) {
      chosen = Math.abs(move) === 1 ? (chosen + move + items.length) % items.length : Math.max(0, Math.min(items.length - 1, chosen + move));
      mark();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey) {
      accept(chosen);
    } else if (event.key === 'Escape') {
      close();
    } else {
      if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) { close(); }
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  // What is typed asks; what is set by the page or taken away with a whole line does not.
  const input = event => {
    if (event.inputType === 'insertFromPaste' || event.inputType === 'historyUndo') { close(); } else { ask(); }
  };
  const leave = () => close();
  area.addEventListener('keydown', keydown);
  area.addEventListener('input', input);
  area.addEventListener('blur', leave);
  area.addEventListener('mousedown', leave);

  // Whoever was quicker than this module is answered too.
  if (document.activeElement === area) { ask(); }
  return {
    dispose: () => {
      close();
      area.removeEventListener('keydown', keydown);
      area.removeEventListener('input', input);
      area.removeEventListener('blur', leave);
      area.removeEventListener('mousedown', leave);
    },
  };
}
