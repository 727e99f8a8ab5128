// The one script of the form of a written meeting, which works without it: what is typed stays on this device while the tab
// is open, and is kept on the server a moment after the last key, so that it can be gone on with elsewhere. Words stand in
// the page.
const form = document.querySelector('form[data-answer]');
if (form) {
  const key = `yoriai-answer-${form.dataset.answer}`;
  const kept = document.querySelector('[data-kept]');
  const store = (value) => {
    try {
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // no room, or not allowed here: the server's copy is left
    }
  };
  const mine = () => [...new FormData(form)].filter(([name]) => /^[qw]-|^noOpinion$/.test(name));
  if ('sent' in form.dataset) store(null);
  else {
    let before;
    try {
      before = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    } catch {
      before = null;
    }
    // typed here after the server last heard of it: the line was gone
    if (before && before.at > Number(form.dataset.saved)) {
      for (const box of form.querySelectorAll('input[type=radio], input[type=checkbox]')) box.checked = false;
      for (const [name, value] of before.entries) {
        const box = form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
        const field = form.elements.namedItem(name);
        if (box && (box.type === 'radio' || box.type === 'checkbox')) box.checked = true;
        else if (field instanceof HTMLTextAreaElement) field.value = value;
      }
    }
  }
  let timer;
  const keepThere = async () => {
    const body = new FormData(form);
    body.set('idempotencyKey', crypto.randomUUID());
    try {
      const answer = await fetch('?/draft', {
        method: 'POST',
        body,
        headers: { 'x-sveltekit-action': 'true', accept: 'application/json' },
      });
      if (kept) kept.hidden = !answer.ok;
    } catch {
      // without a line it stays here until the next key
    }
  };
  form.addEventListener('input', () => {
    store({ at: Date.now(), entries: mine() });
    clearTimeout(timer);
    timer = setTimeout(keepThere, 8000);
  });
  form.addEventListener('submit', () => clearTimeout(timer));
}
