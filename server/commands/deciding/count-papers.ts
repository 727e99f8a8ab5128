import * as v from 'valibot';
import { countedRefusal, nextRoundState } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { roundNamed } from '../../access/round.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { nextBatchNo } from '../../records/numbers.ts';
import { uncountedPapers } from '../../records/entries.ts';
import { command, personOf } from '../define.ts';
import { id } from '../fields.ts';

/**
 * A pile of papers counted together by two people (WAY5), as councils do it so that nobody counts alone: what was typed
 * since the last pile is one pile, if there are as many papers as entries.
 */
export const countPapers = command({
  name: 'count-papers',
  summary: 'Records that two people counted the papers typed so far together, and how many there are.',
  input: v.strictObject({
    roundId: id,
    countedBy: id,
    countedWith: id,
    sheets: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  }),
  action: 'ballot.enter',
  ofForce: true,
  about: (db, input) => roundNamed(db, input.roundId),
  async handle(ctx, input, { meeting, round }) {
    const { trx } = ctx;
    const state = nextRoundState(round.state, 'reply');
    if (isRefusal(state)) return state;
    for (const field of ['countedBy', 'countedWith'] as const)
      if (!(await isOfCouncil(trx, meeting.council_id, input[field]))) return refuse('not-found', { field });
    const papers = await uncountedPapers(trx, round.id);
    const wrong = countedRefusal(input, papers.length);
    if (wrong) return wrong;
    const batchId = newId();
    const no = await nextBatchNo(trx, round.id);
    await trx
      .insertInto('ballot_batch')
      .values({
        id: batchId,
        round_id: round.id,
        no,
        kind: 'papers',
        entered_by: personOf(ctx),
        at: ctx.now,
        counted_by: input.countedBy,
        counted_with: input.countedWith,
      })
      .execute();
    for (const ballotId of papers)
      await trx
        .updateTable('ballot_entry')
        .set({ batch_id: batchId })
        .where('ballot_id', '=', ballotId)
        .execute();
    await ctx.audit('ballot_batch', batchId, {
      round: round.id,
      sheets: papers.length,
      countedBy: input.countedBy,
      countedWith: input.countedWith,
    });
    ctx.effects.meetingChanged(meeting.id, `replied:${round.id}`);
    return { batchId, no, sheets: papers.length };
  },
});

async function isOfCouncil(trx: Trx, councilId: string, personId: string): Promise<boolean> {
  const mandate = await trx
    .selectFrom('mandate')
    .select('id')
    .where('council_id', '=', councilId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return mandate !== undefined;
}
