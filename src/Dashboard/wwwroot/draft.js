// The draft of a spec, kept in this browser: it outlives the page and the server.
window.fastOdeDraft = (() => {
  const key = 'fastode.draft';
  return {
    read: () => {
      try { return localStorage.getItem(key); } catch { return null; } // storage may be forbidden
    },
    write: text => {
      try { localStorage.setItem(key, text); } catch { /* a draft that cannot be stored lasts as long as the page */ }
    },
    forget: () => {
      try { localStorage.removeItem(key); } catch { /* there is none then */ }
    },
  };
})();
