// The last notice that was seen in this browser.
window.fastOdeNotices = (() => {
  const key = 'fastode.notices';
  return {
    seen: () => {
      try { return localStorage.getItem(key); } catch { return null; } // storage may be forbidden
    },
    remember: id => {
      try { localStorage.setItem(key, String(id)); } catch { /* one that cannot be stored lasts until the page is left */ }
    },
  };
})();
