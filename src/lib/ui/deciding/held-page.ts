import {
  actKey,
  dropReply,
  heldReplies,
  holdReply,
  type HeldReply,
  type Holder,
} from '#lib/client/held-reply.ts';

/*
 * Replies that wait on the device (WAY8), on the page of a round, which has no other script. All words stand in the page
 * (HeldPlace); here they are filled in. Nothing is sent but by the button of the one who gave the reply.
 */

const place = document.querySelector<HTMLElement>('[data-held-place]');
const guard = document.querySelector<HTMLElement>('[data-forms]');
if (place && guard?.dataset['who']) watch(place, guard);

function watch(place: HTMLElement, guard: HTMLElement): void {
  const holder: Holder = {
    personId: guard.dataset['who'] ?? '',
    // pages that may not lie on a device are of one that others use
    shared: guard.dataset['build'] === undefined,
  };
  const { round = '', open, received = '', hash = '' } = place.dataset;
  if (received !== '') dropReply(holder, { roundId: round, seatId: received });
  const form = document.querySelector<HTMLFormElement>('form[data-reply]');

  const draw = () => {
    place.replaceChildren();
    for (const reply of heldReplies(holder)) {
      if (reply.roundId !== round) continue;
      const late = form?.querySelector<HTMLElement>('[data-before]')?.hidden ?? false;
      const state = open === undefined ? 'closed' : late ? 'late' : navigator.onLine ? 'confirm' : 'waits';
      place.append(noteOf(state, reply));
    }
  };

  function noteOf(state: string, reply: HeldReply): Node {
    const template = document.querySelector<HTMLTemplateElement>(`template[data-held-say="${state}"]`);
    const note = template?.content.cloneNode(true) as DocumentFragment;
    for (const [name, words] of Object.entries({
      word: reply.word,
      reason: reply.reason,
      more: reply.wouldAgreeIf,
    }))
      for (const part of note.querySelectorAll<HTMLElement>(`[data-held-${name}]`)) {
        part.textContent = words;
        part.hidden = words === '';
      }
    note.querySelector('[data-held-drop]')?.addEventListener('click', () => {
      dropReply(holder, reply);
      draw();
    });
    note.querySelector('[data-held-send]')?.addEventListener('click', () => send(reply));
    return note;
  }

  /** The form says what waits, and is sent as any other: what the server answers is shown by the next page. */
  function send(reply: HeldReply): void {
    if (!form) return;
    const radio = [...form.querySelectorAll<HTMLInputElement>('input[name=choice]')].find(
      ({ value }) => value === reply.choice,
    );
    if (radio) radio.checked = true;
    fill(form, 'for', reply.seatId);
    fill(form, 'textHash', reply.textHash);
    fill(form, `reason-${reply.choice as string}`, reply.reason);
    fill(form, `wouldAgreeIf-${reply.choice as string}`, reply.wouldAgreeIf);
    fill(form, 'idempotencyKey', reply.key);
    form.requestSubmit();
  }

  document.addEventListener('yoriai:unsent', (event) => {
    if (event.target !== form || !form) return;
    const said = new FormData(form);
    const text = (name: string) => {
      const value = said.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const choice = text('choice');
    if (choice === '') return;
    const radio = form.querySelector<HTMLInputElement>('input[name=choice]:checked');
    holdReply(holder, {
      roundId: round,
      seatId: text('for'),
      choice,
      word: radio?.closest('label')?.querySelector('b')?.textContent ?? choice,
      reason: text(`reason-${choice}`),
      wouldAgreeIf: text(`wouldAgreeIf-${choice}`),
      textHash: hash,
      key: actKey(),
      at: Date.now(),
    });
    draw();
  });
  for (const change of ['online', 'offline', 'storage']) addEventListener(change, draw);
  draw();
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  const fields = form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`);
  for (const field of fields) {
    if (field instanceof HTMLInputElement && field.type === 'radio') field.checked = field.value === value;
    else field.value = value;
  }
}
