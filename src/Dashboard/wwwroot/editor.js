// Moves within the editor of specs.
window.fastOdeEditor = {
  goTo: (area, line) => {
    const lines = area.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
    const top = area.getBoundingClientRect().top + (line - 1) * parseFloat(getComputedStyle(area).lineHeight);
    window.scrollBy({ top: top - window.innerHeight / 3, behavior: 'instant' });
  },
};
