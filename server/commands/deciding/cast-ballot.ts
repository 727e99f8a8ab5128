import * as v from 'valibot';
import {
  channelRefusal,
  choiceText,
  entryRefusal,
  entryWay,
  isLate,
  nextRoundState,
  paperWays,
  replyRefusal,
  seatReplying,
  secondPaperRefusal,
  type Via,
} from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { roundNamed, type RoundRecord } from '../../access/round.ts';
import { newId } from '../../db/ids.ts';
import { repliesOfSeat } from '../../records/ballots.ts';
import { frozenRuleIn } from '../../db/decode.ts';
import type { Trx } from '../../db/open.ts';
import { truth } from '../../db/values.ts';
import { cameBy, instantOf } from './ballot-way.ts';
import { command, personOf, type CommandContext } from '../define.ts';
import { boardIn, saidChoice } from './said-choice.ts';
import { hash, id, instant, optionalProse } from '../fields.ts';

const schema = v.strictObject({
  roundId: id,
  choice: saidChoice,
  textHash: hash,
  reason: optionalProse(2000),
  wouldAgreeIf: optionalProse(2000),
  /** Another seat, entered by the recorder. */
  for: v.optional(id),
  via: v.optional(v.picklist(['paper', 'live'])),
  /** When a paper or a telephone call came in. */
  arrived: v.optional(instant),
  /** A paper, unless it was a telephone call. */
  how: v.optional(v.picklist(paperWays)),
  /** Another paper of a seat whose first one is in already. */
  again: v.optional(v.literal(true)),
});
type BallotInput = v.InferOutput<typeof schema>;

/**
 * A reply in a round (DEC7). Replies may be changed until the close: each is a row of its own, the tally counts
 * one (T3). What somebody chose is in no answer, mirror or audit event while the round is open.
 */
export const castBallot = command({
  name: 'cast-ballot',
  summary: 'Replies in an open round, for the own seat or, as recorder, for another.',
  input: schema,
  action: 'ballot.cast',
  ofForce: true,
  actionFor: (input, subject) =>
    input.for === undefined || (input.via !== 'paper' && subject.seatIds.includes(input.for))
      ? 'ballot.cast'
      : 'ballot.enter',
  async about(db, input) {
    const named = await roundNamed(db, input.roundId);
    if (isRefusal(named)) return named;
    const seats = await db
      .selectFrom('seat')
      .select('id')
      .where('council_id', '=', named.councilId)
      .where((eb) =>
        eb.or([
          eb('kind', '=', 'seat'),
          eb('id', 'in', (comers) =>
            comers.selectFrom('comer').select('seat_id').where('meeting_id', '=', named.meetingId),
          ),
        ]),
      )
      .execute();
    return { ...named, facts: { ...named.facts, seatIds: seats.map((seat) => seat.id) } };
  },
  async handle(ctx, input, { meeting, round }) {
    const { trx } = ctx;
    const state = nextRoundState(round.state, 'reply');
    if (isRefusal(state)) return (await textMovedOn(trx, round)) ? refuse('text-changed') : state;
    if (input.textHash !== round.text_hash) return refuse('text-changed');
    const seat = await seatOnRoll(ctx, round, input);
    if (isRefusal(seat)) return seat;
    const wrong = replyRefusal(round.mode, input, await boardIn(trx, round));
    if (wrong) return wrong;
    const way = await cameBy(ctx, { meeting, round, seatId: seat.seatId, input });
    if (isRefusal(way)) return way;
    const shut = channelRefusal(frozenRuleIn(round), way.via);
    if (shut) return shut;
    const stands = await standsAgainst(ctx, round.id, seat.seatId, { ...input, via: way.via });
    if (stands) return stands;
    const at = await instantOf(trx, round.id, seat.seatId, way);
    if (isLate(round.closes_at, at)) return refuse('round-closed');
    const ballotId = newId();
    await trx
      .insertInto('ballot')
      .values({
        id: ballotId,
        round_id: round.id,
        seat_id: seat.seatId,
        choice: choiceText(input.choice),
        reason: input.reason,
        would_agree_if: input.wouldAgreeIf,
        via: way.via,
        at,
        text_hash: input.textHash,
        entered_by: personOf(ctx),
      })
      .execute();
    // who replies himself says it by the act itself
    if (way.via === 'paper' || !ctx.subject.seatIds.includes(seat.seatId))
      await trx
        .insertInto('ballot_entry')
        .values({ ballot_id: ballotId, how: entryWay(way.via, input.how) })
        .execute();
    await ctx.audit('ballot', ballotId, { round: round.id, seat: seat.seatId, via: way.via });
    ctx.effects.meetingChanged(meeting.id, `replied:${round.id}`);
    return { at };
  },
});

/** Somebody still has an old text open (AT-1.7): that it changed tells him more than that the round is over. */
async function textMovedOn(trx: Trx, round: RoundRecord): Promise<boolean> {
  const newer = await trx
    .selectFrom('proposal_version')
    .innerJoin('proposal_version as own', 'own.proposal_id', 'proposal_version.proposal_id')
    .select('proposal_version.id')
    .where('own.id', '=', round.version_id)
    .whereRef('proposal_version.n', '>', 'own.n')
    .executeTakeFirst();
  return newer !== undefined;
}

/**
 * What was said for a seat before and is not replaced: by who sits there himself (DEC14), and a paper that is in (WAY3).
 */
async function standsAgainst(
  ctx: CommandContext,
  roundId: string,
  seatId: string,
  entry: Pick<BallotInput, 'again'> & { readonly via: Via },
): Promise<Refusal | null> {
  const own = ctx.subject.seatIds.includes(seatId);
  if (own && entry.via !== 'paper') return null;
  const replies = await repliesOfSeat(ctx.trx, roundId, seatId);
  return (
    (own ? null : entryRefusal(entry.via, replies)) ??
    (entry.via === 'paper' ? secondPaperRefusal(replies, entry.again === true) : null)
  );
}

/** The seat on the roll that replies: the one named, or the caller's own. */
async function seatOnRoll(ctx: CommandContext, round: RoundRecord, input: BallotInput) {
  const own = input.for === undefined ? ctx.subject.seatIds : [input.for];
  const seats =
    own.length === 0
      ? []
      : await ctx.trx
          .selectFrom('round_roll')
          .select(['seat_id', 'chair'])
          .where('round_id', '=', round.id)
          .where('seat_id', 'in', [...own])
          .execute();
  return seatReplying(
    { mode: round.mode, rule: frozenRuleIn(round) },
    seats.map(({ seat_id, chair }) => ({ seatId: seat_id, chair: truth(chair) })),
    input.for !== undefined,
  );
}
