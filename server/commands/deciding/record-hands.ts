import * as v from 'valibot';
import {
  handsChoiceRefusal,
  handsTaken,
  hasVote,
  isLate,
  nextRoundState,
} from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { roundNamed, type RoundRecord } from '../../access/round.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import { frozenRuleIn } from '../../db/decode.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { truth } from '../../db/values.ts';
import { nextBatchNo } from '../../records/numbers.ts';
import { registerOf, seatsPresent } from '../../records/register.ts';
import { command, personOf } from '../define.ts';
import { hash, id } from '../fields.ts';

/** As many hands as are entered at once; the biggest hall is smaller. */
const mostHands = 1000;

/**
 * A show of hands in which all others raised theirs (WAY1): one reply for each seat whose hand was seen, and for no
 * other. Whoever has replied meanwhile keeps what he said.
 */
export const recordHands = command({
  name: 'record-hands',
  summary: 'Enters one reply for all the seats whose hands were seen together.',
  input: v.strictObject({
    roundId: id,
    textHash: hash,
    choice: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
    /** Those whose hands were seen, as the list showed them; nobody is added who came meanwhile. */
    seats: v.pipe(v.array(id), v.minLength(1), v.maxLength(mostHands)),
  }),
  action: 'ballot.enter',
  ofForce: true,
  about: (db, input) => roundNamed(db, input.roundId),
  async handle(ctx, input, { meeting, round }) {
    const { trx } = ctx;
    const state = nextRoundState(round.state, 'reply');
    if (isRefusal(state)) return state;
    if (input.textHash !== round.text_hash) return refuse('text-changed');
    if (isLate(round.closes_at, ctx.now)) return refuse('round-closed');
    const wrong = handsChoiceRefusal(round.mode, input.choice);
    if (wrong) return wrong;
    const seen = await seatsSeen(trx, meeting, round, [...new Set(input.seats)]);
    const taken = isRefusal(seen) ? seen : handsTaken(seen);
    if (isRefusal(taken)) return taken;
    const skipped = new Set(input.seats).size - taken.length;
    if (taken.length === 0) return refuse('already-done', { field: 'seats' });
    const batchId = newId();
    await trx
      .insertInto('ballot_batch')
      .values({
        id: batchId,
        round_id: round.id,
        no: await nextBatchNo(trx, round.id),
        kind: 'hands',
        entered_by: personOf(ctx),
        at: ctx.now,
        counted_by: null,
        counted_with: null,
      })
      .execute();
    const ballots = taken.map(({ seatId }) => ({
      id: newId(),
      round_id: round.id,
      seat_id: seatId,
      choice: input.choice,
      via: 'live' as const,
      at: ctx.now,
      text_hash: input.textHash,
      entered_by: personOf(ctx),
    }));
    await trx.insertInto('ballot').values(ballots).execute();
    await trx
      .insertInto('ballot_entry')
      .values(ballots.map((ballot) => ({ ballot_id: ballot.id, how: 'hand' as const, batch_id: batchId })))
      .execute();
    await ctx.audit('ballot_batch', batchId, { round: round.id, seats: taken.map(({ seatId }) => seatId) });
    ctx.effects.meetingChanged(meeting.id, `replied:${round.id}`);
    return { batchId, entered: taken.length, skipped };
  },
});

/** The seats named, with what the roll, the register and the replies so far say of them; `not-on-roll` for a stranger. */
async function seatsSeen(trx: Trx, meeting: MeetingRecord, round: RoundRecord, named: readonly string[]) {
  const roll = await trx
    .selectFrom('round_roll')
    .select(['seat_id as seatId', 'chair'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('standing_ballot as ballot')
            .select('ballot.id')
            .whereRef('ballot.round_id', '=', 'round_roll.round_id')
            .whereRef('ballot.seat_id', '=', 'round_roll.seat_id'),
        )
        .as('replied'),
    )
    .where('round_id', '=', round.id)
    .where('seat_id', 'in', [...named])
    .execute();
  const missing: Refusal | null =
    roll.length < named.length ? refuse('not-on-roll', { field: 'seats' }) : null;
  if (missing) return missing;
  const present = seatsPresent(await registerOf(trx, meeting));
  const asked = { mode: round.mode, rule: frozenRuleIn(round) };
  return roll.map(({ seatId, chair, replied }) => ({
    seatId,
    votes: hasVote(asked, { chair: truth(chair) }),
    there: present.has(seatId),
    replied: Boolean(replied),
  }));
}
