// The choice between light and dark: remembered in the browser, otherwise the system's.
window.fastOdeTheme = (() => {
  const key = 'fastode.theme';
  const stored = () => {
    try { return localStorage.getItem(key); } catch { return null; } // storage may be forbidden
  };
  const paint = dark => {
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
    document.documentElement.style.background = dark ? '#14171c' : '#f6f8fa';
  };
  paint(stored() ? stored() === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);
  return {
    stored,
    remember: (choice) => {
      try {
        if (choice) { localStorage.setItem(key, choice); } else { localStorage.removeItem(key); }
      } catch { /* a choice that cannot be stored lasts until the page is left */ }
    },
    paint,
  };
})();
