// Says once that an element has come near the part of the page that is in sight. Half a window before is soon enough.
const watched = new WeakMap();

export function watch(element, owner) {
  const observer = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) { return; }
    dispose(element);
    // While the connection is lost nobody can be told; the place is watched again until it is there or has gone.
    owner.invokeMethodAsync('Come').catch(() => setTimeout(() => element.isConnected && watch(element, owner), 1000));
  }, { rootMargin: '50% 0px' });
  observer.observe(element);
  watched.set(element, observer);
}

export function dispose(element) {
  watched.get(element)?.disconnect();
  watched.delete(element);
}
