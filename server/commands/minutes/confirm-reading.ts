import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { minutesOfTakers } from '../../access/corrections.ts';
import { command, personOf } from '../define.ts';
import { hash, id } from '../fields.ts';

/** Says that one has read the text that goes round and asks for nothing (COR8). It signs nothing. Once for each text. */
export const confirmReading = command({
  name: 'confirm-reading',
  summary: 'Says that the circulated minutes were read and need no correction.',
  input: v.strictObject({ meetingId: id, textHash: hash }),
  action: 'minutes.correct',
  about: (db, input) => minutesOfTakers(db, input.meetingId),
  async handle(ctx, input, { meeting, minutes }) {
    if (minutes.state === 'drafting') return refuse('minutes-not-circulated');
    if (minutes.state !== 'circulated') return refuse('minutes-sealed');
    if (input.textHash !== minutes.text_hash) return refuse('text-changed', { field: 'textHash' });
    const person = personOf(ctx);
    const before = await ctx.trx
      .selectFrom('minutes_reading')
      .select('at')
      .where('minutes_id', '=', minutes.id)
      .where('person_id', '=', person)
      .where('text_hash', '=', input.textHash)
      .executeTakeFirst();
    if (before) return refuse('already-done');
    await ctx.trx
      .insertInto('minutes_reading')
      .values({ minutes_id: minutes.id, person_id: person, text_hash: input.textHash, at: ctx.now })
      .execute();
    await ctx.audit('minutes', minutes.id, { read: input.textHash });
    ctx.effects.meetingChanged(meeting.id);
    return { read: true };
  },
});
