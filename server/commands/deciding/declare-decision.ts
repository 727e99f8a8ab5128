import * as v from 'valibot';
import {
  declarationRefusal,
  nextProposalState,
  nextRoundState,
  outcomeCodes,
  overruledStates,
  reviewDay,
  rulesOf,
  type ProposalState,
  type RoundState,
} from '#lib/domain/deciding/index.ts';
import { declaredItemState } from '#lib/domain/meeting/agenda.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { scopes } from '#lib/domain/roles/level.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import { asPresiding, roundNamed, type NamedRound, type RoundRecord } from '../../access/round.ts';
import { newId } from '../../db/ids.ts';
import { amendmentOfRound } from '../../records/amendments.ts';
import { publishedOutcome } from '../../records/rounds.ts';
import { seatsQuorum } from '../../records/round-standing.ts';
import type { Trx } from '../../db/open.ts';
import { nextDecisionNo } from '../../records/numbers.ts';
import { command, personOf } from '../define.ts';
import { adoptReport } from '../consultation/consultation-steps.ts';
import { startIssue } from '../issues/decided-issue.ts';
import { day, id, line, optionalProse } from '../fields.ts';
import { minorityOf } from './minority.ts';
import { mayDecideRefusal } from './round-steps.ts';

/**
 * A human declares what a round has shown: a decision with its number, the frozen text, and the minority. It may be
 * declared as less than the outcome with a public reason, never as more (DEC1, DEC2, I7).
 */
export const declareDecision = command({
  name: 'declare-decision',
  summary: 'Declares and records the decision of a closed round.',
  input: v.strictObject({
    roundId: id,
    title: line(200),
    scope: v.picklist(scopes),
    declaredCode: v.optional(v.picklist(outcomeCodes)),
    declaredReason: optionalProse(1000),
    /** null: no review; left out: in six months. */
    reviewOn: v.optional(v.nullable(day)),
  }),
  action: 'decision.declare',
  ofForce: true,
  about: async (db, input) => asPresiding(await roundNamed(db, input.roundId)),
  async handle(ctx, input, about) {
    const { trx } = ctx;
    const { meeting, item, proposal, round } = about;
    const roundState = nextRoundState(round.state, 'declare');
    if (isRefusal(roundState)) return roundState;
    const proposalState = nextProposalState(proposal.state, 'decide');
    // an earlier round of what is decided by now; every other refusal has its own words below
    if (isRefusal(proposalState) && proposalState.refused === 'already-done') return proposalState;
    // what is decided is the original, as amended
    if (await amendmentOfRound(trx, round.id)) return refuse('amendment-round', { field: 'roundId' });
    const outcome = publishedOutcome(round);
    if (!outcome) return refuse('outcome-missing');
    const seats = await seatsQuorum(trx, round);
    if (seats && !seats.met)
      return refuse('no-quorum', { params: { attended: seats.attended, needed: seats.needed ?? '0' } });
    const declared = input.declaredCode ?? outcome.code;
    const wrong =
      declarationRefusal(outcome.code, declared, input.declaredReason) ??
      (await superseded(trx, round)) ??
      mayDecideRefusal(meeting.state);
    if (wrong) return wrong;
    const itemState = declaredItemState(item.state);
    if (isRefusal(itemState))
      return refuse('item-closed', { field: 'roundId', params: { state: item.state } });
    if (isRefusal(proposalState)) return proposalState;
    if (typeof input.reviewOn === 'string' && input.reviewOn < ctx.today)
      return refuse('bad-input', { field: 'reviewOn', params: { why: 'past' } });
    const version = await trx
      .selectFrom('proposal_version')
      .select(['text', 'text_hash'])
      .where('id', '=', round.version_id)
      .executeTakeFirstOrThrow();
    const seq = await nextDecisionNo(trx, meeting.council_id, meeting.fiscal_year);
    const decisionId = newId();
    const no = decisionNumber(meeting.fiscal_year, seq);
    await trx
      .insertInto('decision')
      .values({
        id: decisionId,
        council_id: meeting.council_id,
        fiscal_year: meeting.fiscal_year,
        seq,
        meeting_id: meeting.id,
        item_id: item.id,
        round_id: round.id,
        title: input.title,
        text: version.text,
        text_hash: version.text_hash,
        outcome_code: outcome.code,
        declared_code: declared,
        declared_reason: declared === outcome.code ? null : input.declaredReason,
        declared_by: personOf(ctx),
        declared_at: ctx.now,
        scope: input.scope,
        review_on: input.reviewOn === undefined ? reviewDay(ctx.today) : input.reviewOn,
        minority: JSON.stringify(await minorityOf(trx, round)),
        state: 'recorded',
      })
      .execute();
    await settle(trx, about, decisionId, {
      round: roundState,
      proposal: proposalState,
      item: itemState,
    });
    await adoptReport(ctx, item.id, { id: decisionId, fiscalYear: meeting.fiscal_year, seq });
    if (item.issue_id !== null) await startIssue(ctx, meeting.council_id, item.issue_id, decisionId);
    await ctx.audit('decision', decisionId, { no, round: round.id, outcome: outcome.code, declared });
    ctx.effects.meetingChanged(meeting.id);
    ctx.effects.boardChanged(meeting.council_id);
    return { decisionId, no };
  },
});

/** A text that was written anew since is no longer what people agreed to. */
async function superseded(trx: Trx, round: RoundRecord): Promise<Refusal | null> {
  const newest = await trx
    .selectFrom('proposal_version')
    .select('id')
    .where('proposal_id', '=', round.proposal_id)
    .orderBy('n', 'desc')
    .executeTakeFirstOrThrow();
  return newest.id === round.version_id ? null : refuse('text-changed');
}

/** Round, proposal and item are through; a vote overrules the objections that are still open (domain §4.2). */
async function settle(
  trx: Trx,
  { round, item }: NamedRound,
  decisionId: string,
  states: { readonly round: RoundState; readonly proposal: ProposalState; readonly item: 'decided' },
): Promise<void> {
  await trx.updateTable('round').set({ state: states.round }).where('id', '=', round.id).execute();
  await trx
    .updateTable('proposal')
    .set({ state: states.proposal })
    .where('id', '=', round.proposal_id)
    .execute();
  await trx
    .updateTable('agenda_item')
    .set({ state: states.item, decision_id: decisionId })
    .where('id', '=', item.id)
    .execute();
  if (!rulesOf(round.mode).vote) return;
  await trx
    .updateTable('objection')
    .set({ state: 'overruled' })
    .where('kind', '=', 'objection')
    .where('state', 'in', overruledStates)
    .where('round_id', 'in', (eb) =>
      eb.selectFrom('round').select('id').where('proposal_id', '=', round.proposal_id),
    )
    .execute();
}
