import * as v from 'valibot';
import { placeWords } from '#lib/domain/minutes/changes.ts';
import { factsPlace, isPlace, passageIn, proposalRefusal } from '#lib/domain/minutes/corrections.ts';
import { sectionOf } from '#lib/domain/minutes/document.ts';
import { decide } from '#lib/domain/policy/decide.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { minutesOfTakers } from '../../access/corrections.ts';
import { circulatedIn } from '../../db/decode.ts';
import { newId } from '../../db/ids.ts';
import { asColumn } from '../../db/values.ts';
import { circulationNo, nextNo } from '../../records/corrections.ts';
import { command, personOf } from '../define.ts';
import { emptiableProse, hash, id, line, optionalProse, prose } from '../fields.ts';

/**
 * Proposes a correction to minutes that go round (COR1, COR2): a passage as it stands there, what it should say, and
 * why. Without a passage something is added; without a wording it is left out. Refused once the day is over, and after
 * the sealing, where an erratum is the way.
 */
export const requestCorrection = command({
  name: 'request-correction',
  summary: 'Proposes a correction to a passage of minutes that go round.',
  input: v.strictObject({
    meetingId: id,
    /** Of the text that was read. */
    textHash: hash,
    /** 'facts', 'other', or the number of an item. */
    place: line(20),
    quote: optionalProse(2000),
    wording: emptiableProse(4000),
    why: prose(1000),
    /** The passage tells what whoever proposes it said. */
    ownWords: v.optional(v.boolean(), false),
  }),
  action: 'minutes.correct',
  about: (db, input) => minutesOfTakers(db, input.meetingId),
  async handle(ctx, input, { meeting, minutes, facts }) {
    const { trx } = ctx;
    const no = await nextNo(trx, 'minutes_correction', minutes.id);
    const refusal = proposalRefusal({
      state: minutes.state,
      dueOn: minutes.due_on,
      today: ctx.today,
      keepsRecord: decide(ctx.subject, 'minutes.write', facts) === true,
      corrections: no - 1,
    });
    if (refusal) return refusal;
    if (input.textHash !== minutes.text_hash || minutes.document === null)
      return refuse('text-changed', { field: 'textHash' });
    const circulated = circulatedIn({ document: minutes.document });
    const { items } = sectionOf(circulated.document, 'record');
    if (!isPlace(input.place, items.length)) return refuse('bad-input', { field: 'place' });
    if (input.quote === '' && input.wording === '') return refuse('correction-empty', { field: 'wording' });
    if (input.place !== factsPlace && input.quote !== '') {
      const words = placeWords(circulated, '').find(({ place }) => place === input.place);
      if (!words || passageIn(words.text, input.quote) === null)
        return refuse('passage-absent', { field: 'quote' });
    }
    const correctionId = newId();
    await trx
      .insertInto('minutes_correction')
      .values({
        id: correctionId,
        minutes_id: minutes.id,
        no,
        circulation: await circulationNo(trx, minutes.id),
        place: input.place,
        quote: input.quote,
        wording: input.wording,
        why: input.why,
        own_words: asColumn(input.ownWords),
        proposed_by: personOf(ctx),
        proposed_at: ctx.now,
        answered_by: null,
        answered_at: null,
      })
      .execute();
    await ctx.audit('minutes_correction', correctionId, { no, place: input.place });
    ctx.effects.meetingChanged(meeting.id);
    return { correctionId, no };
  },
});
