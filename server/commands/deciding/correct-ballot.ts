import * as v from 'valibot';
import { choiceText, isLate, nextRoundState, replyRefusal } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { roundNamed } from '../../access/round.ts';
import { newId } from '../../db/ids.ts';
import { repliesOfSeat } from '../../records/ballots.ts';
import { command, personOf } from '../define.ts';
import { id, line, optionalProse } from '../fields.ts';
import { instantOf } from './ballot-way.ts';
import { boardIn, saidChoice } from './said-choice.ts';

/**
 * A correction slip (訂正票, WAY4): what was typed wrongly from a paper is answered by a second entry that names the first
 * and says why. The first stays to be seen, and counts no more.
 */
export const correctBallot = command({
  name: 'correct-ballot',
  summary:
    'Corrects a reply that was typed from paper or the telephone; the wrong entry stays and is shown as corrected.',
  input: v.strictObject({
    roundId: id,
    ballotId: id,
    choice: saidChoice,
    /** What was wrong with the entry. */
    why: line(200),
    reason: optionalProse(2000),
    wouldAgreeIf: optionalProse(2000),
  }),
  action: 'ballot.enter',
  ofForce: true,
  about: (db, input) => roundNamed(db, input.roundId),
  async handle(ctx, input, { meeting, round }) {
    const { trx } = ctx;
    const state = nextRoundState(round.state, 'reply');
    if (isRefusal(state)) return state;
    const wrong = await trx
      .selectFrom('standing_ballot as ballot')
      .leftJoin('ballot_entry', 'ballot_entry.ballot_id', 'ballot.id')
      .select(['ballot.id', 'ballot.seat_id as seatId', 'ballot.via', 'ballot.at'])
      .select(['ballot_entry.how', 'ballot_entry.batch_id as batchId'])
      .where('ballot.id', '=', input.ballotId)
      .where('ballot.round_id', '=', round.id)
      .executeTakeFirst();
    if (wrong?.via !== 'paper') return refuse('not-found', { field: 'ballotId' });
    const replies = await repliesOfSeat(trx, round.id, wrong.seatId);
    // what whoever sits there has typed from his own paper is his
    if (
      replies.some((reply) => reply.id === wrong.id && reply.own) &&
      !ctx.subject.seatIds.includes(wrong.seatId)
    )
      return refuse('replied-already', { field: 'ballotId' });
    const said = replyRefusal(round.mode, input, await boardIn(trx, round));
    if (said) return said;
    // the paper came in when it came in: that it was typed wrongly makes it neither later nor late
    const at = await instantOf(trx, round.id, wrong.seatId, { via: 'paper', at: wrong.at });
    if (isLate(round.closes_at, at)) return refuse('round-closed');
    const ballotId = newId();
    await trx
      .insertInto('ballot_taken_back')
      .values({ ballot_id: wrong.id, taken_back_by: personOf(ctx), at: ctx.now })
      .execute();
    await trx
      .insertInto('ballot')
      .values({
        id: ballotId,
        round_id: round.id,
        seat_id: wrong.seatId,
        choice: choiceText(input.choice),
        reason: input.reason,
        would_agree_if: input.wouldAgreeIf,
        via: 'paper',
        at,
        text_hash: round.text_hash,
        entered_by: personOf(ctx),
      })
      .execute();
    await trx
      .insertInto('ballot_entry')
      .values({
        ballot_id: ballotId,
        how: wrong.how ?? 'slip',
        batch_id: wrong.batchId,
        corrects: wrong.id,
        reason: input.why,
      })
      .execute();
    await ctx.audit('ballot', ballotId, { round: round.id, seat: wrong.seatId, corrects: wrong.id });
    ctx.effects.meetingChanged(meeting.id, `replied:${round.id}`);
    return { ballotId, corrects: wrong.id };
  },
});
