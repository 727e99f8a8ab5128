import * as v from 'valibot';
import { nextRoundState } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { roundNamed } from '../../access/round.ts';
import { command, personOf } from '../define.ts';
import { id } from '../fields.ts';

/** Takes back all replies of one look at the hands that still stand (WAY2): the wrong word was tapped for everybody. */
export const takeBackHands = command({
  name: 'take-back-hands',
  summary: 'Takes back what was entered for many seats at once, while the round is open.',
  input: v.strictObject({ roundId: id, batchId: id }),
  action: 'ballot.enter',
  ofForce: true,
  about: (db, input) => roundNamed(db, input.roundId),
  async handle(ctx, input, { meeting, round }) {
    const { trx } = ctx;
    const state = nextRoundState(round.state, 'reply');
    if (isRefusal(state)) return state;
    const batch = await trx
      .selectFrom('ballot_batch')
      .select('id')
      .where('id', '=', input.batchId)
      .where('round_id', '=', round.id)
      .where('kind', '=', 'hands')
      .executeTakeFirst();
    if (!batch) return refuse('not-found', { field: 'batchId' });
    const standing = await trx
      .selectFrom('ballot_entry')
      .innerJoin('standing_ballot as ballot', 'ballot.id', 'ballot_entry.ballot_id')
      .select(['ballot.id', 'ballot.seat_id as seatId'])
      .where('ballot_entry.batch_id', '=', batch.id)
      .execute();
    if (standing.length === 0) return refuse('already-done', { field: 'batchId' });
    await trx
      .insertInto('ballot_taken_back')
      .values(standing.map(({ id }) => ({ ballot_id: id, taken_back_by: personOf(ctx), at: ctx.now })))
      .execute();
    await ctx.audit('ballot_batch', batch.id, { round: round.id, takenBack: standing.length });
    ctx.effects.meetingChanged(meeting.id, `replied:${round.id}`);
    return { takenBack: standing.length };
  },
});
