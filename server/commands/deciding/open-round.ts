import * as v from 'valibot';
import {
  awaitsWritten,
  frozenRule,
  mayReopen,
  nextProposalState,
  roundModes,
  rulesOf,
  thresholds,
} from '#lib/domain/deciding/index.ts';
import type { RoundMode } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { asPresiding, proposalNamed, type ProposalRecord } from '../../access/round.ts';
import { registerOf, registerQuorum } from '../../records/register.ts';
import { outcomeOfRound } from '../../records/rounds.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { asColumn } from '../../db/values.ts';
import { nextRoundNo } from '../../records/numbers.ts';
import { command, personOf } from '../define.ts';
import { id, instant } from '../fields.ts';
import { itemRefusal, mayDecideRefusal } from './round-steps.ts';

/**
 * Opens a round on the newest frozen text: quorum at this moment, then rule, roll and text are written down
 * before anybody can reply (DEC6, I4).
 */
export const openRound = command({
  name: 'open-round',
  summary: 'Opens a round on the newest frozen text of a proposal, with rule and roll frozen.',
  input: v.strictObject({
    proposalId: id,
    mode: v.picklist(roundModes),
    threshold: v.optional(v.picklist(thresholds), 'rule'),
    closesAt: v.optional(instant),
  }),
  action: 'round.run',
  about: async (db, input) => asPresiding(await proposalNamed(db, input.proposalId)),
  async handle(ctx, input, { meeting, item, proposal }) {
    const { trx, now } = ctx;
    if (!rulesOf(input.mode).vote && input.threshold !== 'rule')
      return refuse('bad-input', { field: 'threshold' });
    if (input.closesAt !== undefined && input.closesAt <= now)
      return refuse('bad-input', { field: 'closesAt', params: { why: 'past' } });
    const wrong = mayDecideRefusal(meeting.state) ?? itemRefusal(item.state, 'proposalId');
    if (wrong) return wrong;
    const state = nextProposalState(proposal.state, 'open_round');
    if (isRefusal(state)) return state;
    const version = await trx
      .selectFrom('proposal_version')
      .selectAll()
      .where('proposal_id', '=', proposal.id)
      .orderBy('n', 'desc')
      .executeTakeFirstOrThrow();
    const register = await registerOf(trx, meeting);
    const again = await openAgain(trx, proposal, input.mode, version.id, register.rule.maxRounds);
    if (again) return again;
    if (register.seats.length === 0) return refuse('roll-empty');
    const { attended, needed, met } = registerQuorum(register);
    if (!met && !awaitsWritten(register.rule.quorum))
      return refuse('no-quorum', { params: { attended, needed: needed ?? '0' } });
    const no = await nextRoundNo(trx, proposal.id);
    const roundId = newId();
    await trx
      .insertInto('round')
      .values({
        id: roundId,
        council_id: meeting.council_id,
        meeting_id: meeting.id,
        item_id: item.id,
        proposal_id: proposal.id,
        version_id: version.id,
        no,
        mode: input.mode,
        rule: JSON.stringify(frozenRule(register.rule, input.threshold)),
        rule_version: register.ruleVersion,
        text_hash: version.text_hash,
        opened_at: now,
        opened_by: personOf(ctx),
        closes_at: input.closesAt ?? null,
        state: 'open',
      })
      .execute();
    const chair = chairSeat(register.seats, meeting.presiding_person_id);
    await trx
      .insertInto('round_roll')
      .values(
        register.seats.map((seat) => ({
          round_id: roundId,
          seat_id: seat.id,
          key: newId(),
          weight: seat.weight,
          chair: asColumn(seat.id === chair),
          label: seat.organization,
          person_id: seat.holder?.personId ?? null,
        })),
      )
      .execute();
    await trx.updateTable('proposal').set({ state }).where('id', '=', proposal.id).execute();
    await ctx.audit('round', roundId, {
      proposal: proposal.id,
      no,
      mode: input.mode,
      version: version.n,
      hash: version.text_hash,
      roll: register.seats.length,
      attended,
    });
    ctx.effects.meetingChanged(meeting.id);
    return { roundId, no };
  },
});

/** Null when the rounds before leave room for this one. */
async function openAgain(
  trx: Trx,
  proposal: ProposalRecord,
  mode: RoundMode,
  versionId: string,
  maxRounds: number,
): Promise<Refusal | null> {
  const rounds = await trx
    .selectFrom('round')
    .select(['state', 'mode', 'version_id', 'outcome'])
    .where('proposal_id', '=', proposal.id)
    .execute();
  const closed = rounds.flatMap((round) => {
    const outcome = outcomeOfRound(round);
    return outcome
      ? [{ mode: round.mode, code: outcome.code, sameText: round.version_id === versionId }]
      : [];
  });
  return mayReopen(mode, closed, maxRounds);
}

/** The seat whose holder leads the meeting; where nobody presides yet, the chair's. */
function chairSeat(
  seats: readonly { id: string; chair: boolean; holder: { personId: string } | null }[],
  presiding: string | null,
): string | undefined {
  if (presiding === null) return seats.find((seat) => seat.chair)?.id;
  return seats.find((seat) => seat.holder?.personId === presiding)?.id;
}
