import { isRefusal } from '#lib/domain/refusal.ts';
import { askedTitle } from '#lib/text/amendments.ts';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { dotsOf } from '#lib/ui/deciding/dot-form.ts';
import { roundResult } from './result.ts';
import type { Actions, PageServerLoad } from './$types';

/** Read and answered on old phones: no script. Reckoning again is a page of its own. */
export const csr = false;

/** A round: its frozen text and the reply form while it is open, its result once it is closed. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const locale = locals.actor.locale;
  const round = await locals.app.read.rounds.page(locals.actor, params.id);
  if (isRefusal(round)) turnedAway(event, round);
  if (round.council.slug !== params.slug) turnedAway(event, { refused: 'not-found' });
  return {
    title: askedTitle(round.mode, round.no, round.standing.amendment?.no ?? null, locale),
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
    // each choice has its own words; only those of the choice made are sent
    const reason = textOf(form, `reason-${choice}`).trim();
    const wouldAgreeIf = textOf(form, `wouldAgreeIf-${choice}`).trim();
    const seat = textOf(form, 'for');
    const acted = await actForm(
      event,
      'cast-ballot',
      {
        roundId: event.params.id,
        choice: dotsOf(form) ?? choice,
        textHash: textOf(form, 'textHash'),
        ...(seat && { for: seat }),
        ...(reason && { reason }),
        ...(wouldAgreeIf && { wouldAgreeIf }),
      },
      form,
    );
    return 'result' in acted ? { seatId: seat } : acted;
  },
};
