import * as v from 'valibot';
import { entryTakenBack, nextRoundState } from '#lib/domain/deciding/index.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { roundNamed } from '../../access/round.ts';
import { repliesOfSeat } from '../../records/ballots.ts';
import { command, personOf } from '../define.ts';
import { id } from '../fields.ts';

/**
 * Takes back the latest reply that was typed for a seat: a wrong row is tapped easily (DEC15). What was typed before it
 * stands again; what the person has said himself stays.
 */
export const takeBackReply = command({
  name: 'take-back-reply',
  summary: 'Takes back a reply that was entered for another seat, while the round is open.',
  input: v.strictObject({ roundId: id, for: id }),
  action: 'ballot.enter',
  ofForce: true,
  about: (db, input) => roundNamed(db, input.roundId),
  async handle(ctx, input, { meeting, round }) {
    const state = nextRoundState(round.state, 'reply');
    if (isRefusal(state)) return state;
    const typed = entryTakenBack(await repliesOfSeat(ctx.trx, round.id, input.for));
    if (isRefusal(typed)) return typed;
    await ctx.trx
      .insertInto('ballot_taken_back')
      .values({ ballot_id: typed.id, taken_back_by: personOf(ctx), at: ctx.now })
      .execute();
    await ctx.audit('ballot', typed.id, { round: round.id, seat: input.for, takenBack: true });
    ctx.effects.meetingChanged(meeting.id, `replied:${round.id}`);
    return { seatId: input.for };
  },
});
