import * as v from 'valibot';
import { candidateNamed, unlessOpen } from './candidate-steps.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/** Takes a candidate off the list; it stays in the records (CND2). */
export const dropCandidate = command({
  name: 'drop-candidate',
  summary: 'Takes a candidate for an agenda off the list.',
  input: v.strictObject({ candidateId: id }),
  action: 'candidate.propose',
  about: (db, input) => candidateNamed(db, input.candidateId),
  async handle(ctx, _input, { candidate }) {
    const closed = unlessOpen(candidate);
    if (closed) return closed;
    await ctx.trx
      .updateTable('agenda_candidate')
      .set({ state: 'dropped', moved_at: ctx.now })
      .where('id', '=', candidate.id)
      .execute();
    await ctx.audit('agenda_candidate', candidate.id, { state: 'dropped' });
    return { candidateId: candidate.id };
  },
});
