import * as v from 'valibot';
import {
  awaitsCastingVote,
  castingChoices,
  givesCastingVote,
  nextProposalState,
  nextRoundState,
  settledAs,
  tally,
  voiceIn,
} from '#lib/domain/deciding/index.ts';
import type { CastingChoice, Outcome, RoundInput, RoundJson } from '#lib/domain/deciding/index.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { ballotsOf, countedOf, readInput, type KeyedBallot } from '../../records/ballots.ts';
import { amendmentOfRound } from '../../records/amendments.ts';
import { publishedInput, publishedOutcome } from '../../records/rounds.ts';
import { frozenRuleIn } from '../../db/decode.ts';
import { asPresiding, roundNamed, type NamedRound, type RoundRecord } from '../../access/round.ts';
import { newId } from '../../db/ids.ts';
import { holdRound } from '../../db/held-round.ts';
import type { Trx } from '../../db/open.ts';
import { command, personOf, type CommandContext } from '../define.ts';
import { id } from '../fields.ts';
import { roundInput } from './round-input.ts';
import { mayDecideRefusal } from './round-steps.ts';
import { settleAmendment } from './settle-amendment.ts';

/**
 * Closes a round: from here on no reply is taken, the outcome is reckoned from what is published with it (I5),
 * and objections and concerns wait for answers (DEC9). On a tie the chair's casting vote is an act of its own:
 * given with the close, or by closing again what stands TIED (DEC10).
 */
export const closeRound = command({
  name: 'close-round',
  summary: 'Closes a round and reckons its outcome; on a tie the chair may cast the deciding vote.',
  input: v.strictObject({ roundId: id, chairCasts: v.optional(v.picklist(castingChoices)) }),
  action: 'round.run',
  ofForce: true,
  about: async (db, input) => asPresiding(await roundNamed(db, input.roundId)),
  async handle(ctx, input, about) {
    const { round, meeting } = about;
    const { chairCasts } = input;
    await holdRound(ctx.trx, round.id);
    if (chairCasts !== undefined) {
      const wrong = castingRefusal(ctx, about);
      if (wrong) return wrong;
    }
    if (chairCasts !== undefined && !isRefusal(nextRoundState(round.state, 'cast')))
      return await castOnTie(ctx, about, chairCasts);
    const state = nextRoundState(round.state, 'close');
    if (isRefusal(state)) return state;
    const ballots = await ballotsOf(ctx.trx, round.id);
    let json = await roundInput(ctx.trx, meeting, round, ballots);
    let { input: read, outcome } = reckon(json);
    // a casting vote where there is no tie is no vote at all
    const cast = outcome.code === 'TIED' && chairCasts !== undefined ? chairCasts : null;
    if (cast !== null) {
      json = { ...json, chairCasts: cast };
      ({ input: read, outcome } = reckon(json));
    }
    await ctx.trx
      .updateTable('round')
      .set({
        state,
        closed_at: ctx.now,
        closed_by: personOf(ctx),
        chair_casts: cast,
        input: JSON.stringify(json),
        outcome: JSON.stringify(outcome),
      })
      .where('id', '=', round.id)
      .execute();
    await keepVoices(ctx.trx, round, read, ballots);
    await moveOn(ctx, about, outcome);
    await ctx.audit('round', round.id, { code: outcome.code, ballots: ballots.length, chairCasts: cast });
    ctx.effects.meetingChanged(meeting.id);
    return { outcome };
  },
});

/** Only who has the casting vote, and only where the rule gives one. */
function castingRefusal(ctx: CommandContext, { round, facts }: NamedRound): Refusal | null {
  if (!may(ctx.subject, 'round.castVote', facts)) return refuse('forbidden', { field: 'chairCasts' });
  return givesCastingVote({ mode: round.mode, rule: frozenRuleIn(round) })
    ? null
    : refuse('bad-input', { field: 'chairCasts' });
}

/** The chair decides a tie that stands: the same published input with one thing more. */
async function castOnTie(
  ctx: CommandContext,
  about: NamedRound,
  chairCasts: CastingChoice,
): Promise<{ outcome: Outcome } | Refusal> {
  const { round, meeting } = about;
  const [stood, input] = [publishedOutcome(round), publishedInput(round)];
  const tied = stood && awaitsCastingVote({ mode: round.mode, rule: frozenRuleIn(round), code: stood.code });
  if (!tied || !input) return refuse('round-closed');
  const over = mayDecideRefusal(meeting.state);
  if (over) return over;
  // a tie that was voted on again, or whose text was written anew, is no longer the chair's to decide
  if (await isPassedBy(ctx.trx, round)) return refuse('round-closed');
  const json: RoundJson = { ...input, chairCasts };
  const { outcome } = reckon(json);
  await ctx.trx
    .updateTable('round')
    .set({ chair_casts: chairCasts, input: JSON.stringify(json), outcome: JSON.stringify(outcome) })
    .where('id', '=', round.id)
    .execute();
  await moveOn(ctx, about, outcome);
  await ctx.audit('round', round.id, { code: outcome.code, chairCasts });
  ctx.effects.meetingChanged(meeting.id);
  return { outcome };
}

/** Whether the proposal has moved on since this round: another round, or a newer text. */
async function isPassedBy(trx: Trx, round: RoundRecord): Promise<boolean> {
  const newerRound = await trx
    .selectFrom('round')
    .select('id')
    .where('proposal_id', '=', round.proposal_id)
    .where('no', '>', round.no)
    .executeTakeFirst();
  const newest = await trx
    .selectFrom('proposal_version')
    .select('id')
    .where('proposal_id', '=', round.proposal_id)
    .orderBy('n', 'desc')
    .executeTakeFirstOrThrow();
  return newerRound !== undefined || newest.id !== round.version_id;
}

function reckon(json: RoundJson): { input: RoundInput; outcome: Outcome } {
  const input = readInput(json);
  return { input, outcome: tally(input) };
}

/** Objections and concerns that count become things to answer. */
async function keepVoices(
  trx: Trx,
  round: RoundRecord,
  input: RoundInput,
  ballots: readonly KeyedBallot[],
): Promise<void> {
  const rows = countedOf(input, ballots).flatMap((ballot) => {
    const kind = voiceIn(round.mode, ballot.choice);
    if (kind === null) return [];
    return [
      {
        id: newId(),
        round_id: round.id,
        ballot_id: ballot.id,
        seat_id: ballot.seatId,
        kind,
        reason: ballot.reason,
        would_agree_if: ballot.wouldAgreeIf,
        state: 'open' as const,
      },
    ];
  });
  if (rows.length > 0) await trx.insertInto('objection').values(rows).execute();
}

/** What the outcome makes of what was asked about: an amendment is settled where it says yes or no (AMD7). */
async function moveOn(
  ctx: CommandContext,
  { proposal, round }: NamedRound,
  { code }: Outcome,
): Promise<void> {
  const { trx } = ctx;
  const amendment = await amendmentOfRound(trx, round.id);
  const settled = amendment && settledAs(code);
  if (settled && settled !== 'asked') return settleAmendment(ctx, proposal, amendment, settled);
  const state = nextProposalState(proposal.state, code === 'NOT_YET' ? 'close_not_yet' : 'close_round');
  if (isRefusal(state)) throw new Error(`a round was open on a proposal that is ${proposal.state}`);
  await trx.updateTable('proposal').set({ state }).where('id', '=', proposal.id).execute();
}
