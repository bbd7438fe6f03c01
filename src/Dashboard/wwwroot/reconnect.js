// What a page does when its server is gone: it says so quietly, asks again until there is an answer, and goes on where it was.
// A server that has started anew knows nothing of the page: it is loaded again, and finds its state in its address.
(() => {
  const askEvery = 2000;
  const line = document.getElementById('components-reconnect-modal');
  const wait = () => new Promise(resolve => setTimeout(resolve, askEvery));

  const isThere = async () => {
    try { return (await fetch('health', { cache: 'no-store' })).ok; } catch { return false; } // nobody answers yet
  };

  const goOn = async () => {
    while (!await isThere()) { await wait(); }
    let known = false;
    try { known = await Blazor.reconnect(); } catch { /* it went again; loading asks once more */ }
    if (!known) { location.reload(); }
  };

  line.addEventListener('components-reconnect-state-changed', event => {
    const state = event.detail.state;
    if (state === 'rejected') { location.reload(); }
    if (state === 'failed') { goOn(); }
  });
})();
