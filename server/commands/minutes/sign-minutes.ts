import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { minutesNamed, signaturesOf } from '../../access/minutes.ts';
import { command, personOf } from '../define.ts';
import { hash, id } from '../fields.ts';

/** A signatory confirms the text that was circulated, named by its hash (MIN12). Once for each text. */
export const signMinutes = command({
  name: 'sign-minutes',
  summary: 'Confirms circulated minutes as one of their signatories.',
  input: v.strictObject({ meetingId: id, textHash: hash }),
  action: 'minutes.sign',
  about: (db, input) => minutesNamed(db, input.meetingId),
  async handle(ctx, input, { meeting, minutes }) {
    if (minutes.state === 'drafting') return refuse('minutes-not-circulated');
    if (minutes.state !== 'circulated') return refuse('minutes-sealed');
    if (input.textHash !== minutes.text_hash) return refuse('text-changed', { field: 'textHash' });
    const person = personOf(ctx);
    const signatory = minutes.signatories.find((entry) => entry.person === person);
    if (!signatory) return refuse('forbidden');
    const signed = (await signaturesOf(ctx.trx, minutes.id)).filter(
      ({ textHash }) => textHash === input.textHash,
    );
    if (signed.some((entry) => entry.person === person)) return refuse('already-done');
    await ctx.trx
      .insertInto('minutes_signature')
      .values({
        minutes_id: minutes.id,
        person_id: person,
        capacity: signatory.capacity,
        text_hash: input.textHash,
        at: ctx.now,
      })
      .execute();
    await ctx.audit('minutes', minutes.id, { signed: signatory.capacity, textHash: input.textHash });
    ctx.effects.meetingChanged(meeting.id);
    return { signed: signed.length + 1, of: minutes.signatories.length };
  },
});
