import * as v from 'valibot';
import { nextProposalState } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { asPresiding, proposalNamed } from '../../access/round.ts';
import { hasPendingAmendment } from '../../records/amendments.ts';
import { command, personOf } from '../define.ts';
import { id, prose } from '../fields.ts';
import { mayDecideRefusal } from './round-steps.ts';

/**
 * Takes a proposal off the table (取下げ) for a reason everybody reads: one of the three ways on once consent was tried
 * often enough (DEC30). Its texts, rounds and objections stay as they were.
 */
export const withdrawProposal = command({
  name: 'withdraw-proposal',
  summary: 'Withdraws a proposal with a public reason; its rounds and objections stay on record.',
  input: v.strictObject({ proposalId: id, reason: prose(500) }),
  action: 'round.run',
  about: async (db, input) => asPresiding(await proposalNamed(db, input.proposalId)),
  async handle(ctx, input, { meeting, proposal }) {
    const over = mayDecideRefusal(meeting.state);
    if (over) return over;
    const state = nextProposalState(proposal.state, 'withdraw');
    if (isRefusal(state)) return state;
    if (await hasPendingAmendment(ctx.trx, proposal.id))
      return refuse('amendments-first', { field: 'proposalId' });
    await ctx.trx
      .insertInto('proposal_withdrawal')
      .values({
        proposal_id: proposal.id,
        at: ctx.now,
        reason: input.reason,
        withdrawn_by: personOf(ctx),
      })
      .execute();
    await ctx.trx.updateTable('proposal').set({ state }).where('id', '=', proposal.id).execute();
    await ctx.audit('proposal', proposal.id, { state, reason: input.reason });
    ctx.effects.meetingChanged(meeting.id);
    return { state };
  },
});
