import { isRefusal } from '#lib/domain/refusal.ts';
import { roundTitle } from '#lib/text/ballots.ts';
import { actForm, textOf } from '../../../../acts.ts';
import { turnedAway } from '../../../../turned-away.ts';
import { roundResult } from './result.ts';
import type { Actions, PageServerLoad } from './$types';

/** A round: its frozen text and the reply form while it is open, its result once it is closed. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const locale = locals.actor.locale;
  const round = await locals.app.read.rounds.page(locals.actor, params.id);
  if (isRefusal(round)) turnedAway(event, round);
  if (round.council.slug !== params.slug) turnedAway(event, { refused: 'not-found' });
  return {
    title: roundTitle(round.mode, round.no, locale),
    round,
    result: roundResult(round, locale),
    now: locals.app.clock.now(),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  reply: async (event) => {
    const form = await event.request.formData();
    const choice = textOf(form, 'choice');
    const reason = textOf(form, 'reason').trim();
    const wouldAgreeIf = textOf(form, 'wouldAgreeIf').trim();
    const seat = textOf(form, 'for');
    return actForm(
      event,
      'cast-ballot',
      {
        roundId: event.params.id,
        choice,
        textHash: textOf(form, 'textHash'),
        ...(seat && { for: seat }),
        // the plain form asks for reasons whatever was chosen; only an argued choice keeps them
        ...(reason && choice !== 'consent' && choice !== 'for' && { reason }),
        ...(wouldAgreeIf && choice === 'objection' && { wouldAgreeIf }),
      },
      form,
    );
  },
};
