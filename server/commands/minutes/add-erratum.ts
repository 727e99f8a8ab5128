import * as v from 'valibot';
import { isPlace } from '#lib/domain/minutes/corrections.ts';
import { sectionOf } from '#lib/domain/minutes/document.ts';
import { mostErrata } from '#lib/domain/minutes/erratum.ts';
import { nextMinutesState } from '#lib/domain/minutes/state.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { minutesOfTakers } from '../../access/corrections.ts';
import { newId } from '../../db/ids.ts';
import { sealedEntry } from '../../records/chain.ts';
import { nextNo } from '../../records/corrections.ts';
import { documentIn } from '../../records/sealed-minutes.ts';
import { command, personOf } from '../define.ts';
import { emptiableProse, id, line, optionalProse, prose } from '../fields.ts';

/**
 * Asks for an erratum to sealed minutes (ERT1): which passage, what is right, why. Nothing changes by it; who decides
 * it sees it on the home page. Before the sealing a correction is the way (`wrong-state`).
 */
export const addErratum = command({
  name: 'add-erratum',
  summary: 'Asks for an erratum to sealed minutes.',
  input: v.strictObject({
    meetingId: id,
    /** 'facts', 'other', or the number of an item. */
    place: line(20),
    quote: optionalProse(2000),
    wording: emptiableProse(4000),
    why: prose(1000),
  }),
  action: 'minutes.correct',
  about: (db, input) => minutesOfTakers(db, input.meetingId),
  async handle(ctx, input, { meeting, minutes }) {
    const { trx } = ctx;
    const state = nextMinutesState(minutes.state, 'add_erratum');
    if (isRefusal(state)) return state;
    const entry =
      minutes.chain_seq === null ? undefined : await sealedEntry(trx, minutes.council_id, minutes.chain_seq);
    const document = entry && documentIn(entry);
    if (!document) return refuse('wrong-state');
    if (!isPlace(input.place, sectionOf(document, 'record').items.length))
      return refuse('bad-input', { field: 'place' });
    if (input.quote === '' && input.wording === '') return refuse('correction-empty', { field: 'wording' });
    const waiting = await trx
      .selectFrom('minutes_erratum')
      .select('id')
      .where('minutes_id', '=', minutes.id)
      .where('state', '=', 'open')
      .execute();
    if (waiting.length >= mostErrata) return refuse('corrections-full');
    const no = await nextNo(trx, 'minutes_erratum', minutes.id);
    const erratumId = newId();
    await trx
      .insertInto('minutes_erratum')
      .values({
        id: erratumId,
        council_id: minutes.council_id,
        minutes_id: minutes.id,
        no,
        place: input.place,
        quote: input.quote,
        wording: input.wording,
        why: input.why,
        asked_by: personOf(ctx),
        asked_at: ctx.now,
        answered_by: null,
        answered_at: null,
        chain_seq: null,
      })
      .execute();
    await ctx.audit('minutes_erratum', erratumId, { no, place: input.place });
    ctx.effects.meetingChanged(meeting.id);
    return { erratumId, no };
  },
});
