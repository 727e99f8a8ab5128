import { dayOf, timeOf } from '#lib/domain/calendar/jst.ts';
import { listPart } from '#lib/domain/lists/list-part.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { m } from '#lib/paraglide/messages.js';
import { dotsOf } from '#lib/ui/deciding/dot-form.ts';
import { arrivedIn, figureIn, wordsIn } from '#lib/page/paper-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Papers and telephone calls of a round, entered by the secretariat: plain forms, one paper after the other. */
export const csr = false;

/** A pile is looked through by a few at a time: each entry carries the form that corrects it. */
const entriesOfPart = 20;

async function papersOf(event: Pick<RequestEvent, 'locals' | 'params' | 'url'>) {
  const papers = await event.locals.app.read.rounds.papers(event.locals.actor, event.params.id);
  if (isRefusal(papers)) turnedAway(event, papers);
  if (papers.council.slug !== event.params.slug) turnedAway(event, { refused: 'not-found' });
  return papers;
}

export const load: PageServerLoad = async (event) => {
  const { entries, ...papers } = await papersOf(event);
  const { locale } = event.locals.actor;
  const now = event.locals.app.clock.now();
  const seat = Number(event.url.searchParams.get('seat'));
  return {
    title: m.papers_title({}, { locale }),
    papers,
    counts: {
      slips: entries.filter(({ how, gone }) => how === 'slip' && gone === null).length,
      calls: entries.filter(({ how, gone }) => how === 'telephone' && gone === null).length,
    },
    part: listPart(entries, event.url, {
      per: entriesOfPart,
      wordsOf: ({ seatNo, label, enteredBy }) => `${seatNo} ${label} ${enteredBy}`,
    }),
    /** The seat a scanned paper is of. */
    seatNo: papers.seats.some(({ no }) => no === seat) ? String(seat) : '',
    arrived: { day: dayOf(now), time: timeOf(now) },
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  enter: async (event) => {
    const form = await event.request.formData();
    const { seats, round } = await papersOf(event);
    const seat = seats.find(({ no }) => no === figureIn(form, 'seatNo'));
    if (!seat) return refusedForm(event, refuse('not-on-roll', { field: 'seatNo' }), form);
    const arrived = arrivedIn(form);
    if (isRefusal(arrived)) return refusedForm(event, arrived, form);
    const choice = dotsOf(form) ?? textOf(form, 'choice');
    const acted = await actForm(
      event,
      'cast-ballot',
      {
        roundId: round.id,
        textHash: round.textHash,
        choice,
        for: seat.seatId,
        via: 'paper',
        how: textOf(form, 'how') || 'slip',
        arrived,
        ...(form.get('again') === 'yes' && { again: true }),
        ...wordsIn(form),
      },
      form,
    );
    if (!('result' in acted)) return acted;
    // the next paper of the pile came the same way
    const kept = Object.fromEntries(['how', 'day', 'time'].map((name) => [name, textOf(form, name)]));
    return {
      done: 'entered' as const,
      seat: { no: seat.no, label: seat.label, choice },
      kept,
    };
  },

  correct: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(
      event,
      'correct-ballot',
      {
        roundId: event.params.id,
        ballotId: textOf(form, 'ballotId'),
        choice: dotsOf(form) ?? textOf(form, 'choice'),
        why: textOf(form, 'why'),
        ...wordsIn(form),
      },
      form,
    );
    return 'result' in acted ? { done: 'corrected' as const } : acted;
  },

  back: async (event) => {
    const form = await event.request.formData();
    const input = { roundId: event.params.id, for: textOf(form, 'for') };
    const acted = await actForm(event, 'take-back-reply', input, form);
    return 'result' in acted ? { done: 'back' as const } : acted;
  },

  count: async (event) => {
    const form = await event.request.formData();
    const sheets = figureIn(form, 'sheets');
    if (sheets === null) return refusedForm(event, refuse('bad-input', { field: 'sheets' }), form);
    const acted = await actForm(
      event,
      'count-papers',
      {
        roundId: event.params.id,
        countedBy: textOf(form, 'countedBy'),
        countedWith: textOf(form, 'countedWith'),
        sheets,
      },
      form,
    );
    return 'result' in acted ? { done: 'counted' as const } : acted;
  },
};
