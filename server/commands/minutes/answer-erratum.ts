import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { erratumNamed } from '../../access/corrections.ts';
import { command, personOf } from '../define.ts';
import { id, prose } from '../fields.ts';

/** Stands behind an erratum as somebody who took part or signed the minutes (ERT3). Once. */
export const signErratum = command({
  name: 'sign-erratum',
  summary: 'Confirms an erratum as one who took part or signed the minutes.',
  input: v.strictObject({ erratumId: id }),
  action: 'minutes.sign',
  about: (db, input) => erratumNamed(db, input.erratumId),
  async handle(ctx, _input, { meeting, erratum }) {
    if (erratum.state !== 'open') return refuse('already-answered');
    const person = personOf(ctx);
    const signed = await ctx.trx
      .selectFrom('erratum_signature')
      .select('person_id')
      .where('erratum_id', '=', erratum.id)
      .execute();
    if (signed.some(({ person_id }) => person_id === person)) return refuse('already-done');
    await ctx.trx
      .insertInto('erratum_signature')
      .values({ erratum_id: erratum.id, person_id: person, at: ctx.now })
      .execute();
    await ctx.audit('minutes_erratum', erratum.id, { signed: true, no: erratum.no });
    ctx.effects.meetingChanged(meeting.id);
    return { signed: signed.length + 1 };
  },
});

/** Does not add an erratum, with the reason (ERT3). */
export const declineErratum = command({
  name: 'decline-erratum',
  summary: 'Answers a request for an erratum with a reason, without adding it.',
  input: v.strictObject({ erratumId: id, answer: prose(1000) }),
  action: 'minutes.seal',
  about: (db, input) => erratumNamed(db, input.erratumId),
  async handle(ctx, input, { meeting, erratum }) {
    if (erratum.state !== 'open') return refuse('already-answered');
    await ctx.trx
      .updateTable('minutes_erratum')
      .set({ state: 'declined', answer: input.answer, answered_by: personOf(ctx), answered_at: ctx.now })
      .where('id', '=', erratum.id)
      .execute();
    await ctx.audit('minutes_erratum', erratum.id, { state: 'declined', no: erratum.no });
    ctx.effects.meetingChanged(meeting.id);
    return { state: 'declined' };
  },
});
