// What every form keeps to: nothing written in it is lost because the network is gone or a session has ended, nothing is
// sent in another's name, and a page that another tab has overtaken says so. All words stand in the page (FormGuard).
const guard = document.querySelector('[data-forms]');
const { who, build } = guard.dataset;
const through = new WeakSet();
let asking = false;

const note = (name) => {
  const copy = guard.content.querySelector(`[data-say="${name}"]`).cloneNode(true);
  for (const old of document.querySelectorAll(`.told[data-say]`)) old.remove();
  copy.className = 'told';
  return copy;
};
const tell = (place, name) => {
  const said = note(name);
  place(said);
  said.querySelector('[tabindex]').focus();
};

/** Why a form can't be sent now; '' when it can. What the server has to say itself it says to the form. */
async function hindrance() {
  try {
    const answer = await fetch('/standing', { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) return '';
    const now = (await answer.json()).who;
    if (who === '' || now === who) return '';
    return now === '' ? 'ended' : 'other';
  } catch {
    return 'offline';
  }
}

const store = (act) => {
  try {
    return act(sessionStorage);
  } catch {
    return null; // not allowed here
  }
};
const keyOf = (form) => form.elements.namedItem('idempotencyKey')?.value ?? '';
let sent = '';

document.addEventListener(
  'submit',
  (event) => {
    const { target: form, submitter } = event;
    if (form.method !== 'post') return;
    if (through.delete(form)) {
      sent = keyOf(form) || (who && 'form');
      // coming in leaves no trace: the device may be anybody's
      if (sent !== '') store((kept) => kept.setItem('yoriai-sent', sent));
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    // a second tap while the first is on its way
    if (asking) return;
    asking = true;
    void hindrance().then((why) => {
      asking = false;
      // a form may keep what can't be sent now
      if (why === 'offline') form.dispatchEvent(new CustomEvent('yoriai:unsent', { bubbles: true }));
      if (why !== '') return tell((said) => form.append(said), why);
      for (const old of document.querySelectorAll('.told[data-say]')) old.remove();
      through.add(form);
      form.requestSubmit(submitter?.isConnected ? submitter : null);
      // not sent after all: a field is missing
      through.delete(form);
    });
  },
  true,
);
addEventListener('online', () => document.querySelector('.told[data-say="offline"]')?.remove());

// ---- pages that were overtaken: another tab has sent something, or one came back to a page by the browser's button
const fresh = () =>
  location.replace(location.pathname + (location.search.startsWith('?/') ? '' : location.search));
const written = () =>
  document.querySelector('main .refusal') !== null ||
  [...document.querySelectorAll('form[method="post"] :is(input, textarea, select)')].some((field) =>
    field.type === 'hidden'
      ? false
      : field.options
        ? [...field.options].some((option) => option.selected !== option.defaultSelected)
        : field.checked !== field.defaultChecked || field.value !== field.defaultValue,
  );
const plain = ![...document.scripts].some((script) => script.text.includes('__sveltekit_'));
// as lib/client/other-tabs.ts says which tab it is
const ownMark = String(performance.timeOrigin);
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('yoriai:acts') : null;
let overtaken = false;
const look = () => {
  if (!overtaken || document.visibilityState !== 'visible') return;
  overtaken = false;
  // a page with a script of its own asks for what is new by itself
  if (!written()) return plain ? fresh() : void dispatchEvent(new Event('yoriai:overtaken'));
  tell((said) => document.getElementById('main').prepend(said), 'overtaken');
  document.querySelector('.told [data-fresh]').addEventListener('click', fresh);
};
if (tabs && who !== '') {
  tabs.onmessage = ({ data }) => {
    if (data === ownMark) return;
    // pages with live documents hear from those
    overtaken = guard.dataset.live === undefined;
    look();
  };
  document.addEventListener('visibilitychange', look);
}
addEventListener('pageshow', ({ persisted }) => {
  // the answer has been seen: what this page still shows is from before it
  if (persisted && sent !== '' && store((kept) => kept.getItem('yoriai-answered')) === sent) fresh();
});
store((kept) => {
  const answered = kept.getItem('yoriai-sent');
  if (answered === null) return;
  kept.removeItem('yoriai-sent');
  // nor does going out
  if (who === '' && answered === 'form') kept.removeItem('yoriai-answered');
  else kept.setItem('yoriai-answered', answered);
  tabs?.postMessage(ownMark);
});

// ---- what can be read when the network is gone
if (build && 'serviceWorker' in navigator) {
  void navigator.serviceWorker
    .register('/service-worker.js', { type: 'module' })
    .then(() => navigator.serviceWorker.ready)
    .then(({ active }) => {
      if (navigator.serviceWorker.controller && navigator.serviceWorker.controller !== active) return;
      if (store((kept) => kept.getItem('yoriai-kept')) === build) return;
      // the first page of a build was there before its worker
      store((kept) => kept.setItem('yoriai-kept', build));
      const files = performance.getEntriesByType('resource').map(({ name }) => name);
      active?.postMessage({ page: location.href.split('#')[0], files });
    })
    .catch(() => undefined); // the browser does not want to: pages are as they were
}
