import * as v from 'valibot';
import { lacksLead, moveByHand, routes, stages } from '#lib/domain/issues/state.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { command } from '../define.ts';
import { id, optionalProse } from '../fields.ts';
import { issueNamed, leadRefusal, stepIssue, unlessHidden } from './issue-steps.ts';

/**
 * Moves a card by hand, where no act of the council tells its stage: resolved or closed with what became of
 * it, or taken up again (ISS3–ISS5). `from` is the column in which the mover saw the card.
 */
export const moveIssue = command({
  name: 'move-issue',
  summary: 'Moves a card of the board by hand: resolved, closed, or taken up again.',
  input: v.strictObject({
    issueId: id,
    to: v.picklist(stages),
    from: v.optional(v.picklist(stages)),
    /** Why it is closed or taken up again. */
    reason: optionalProse(1000),
    /** Who solved it. */
    route: v.optional(v.picklist(routes)),
    /** To whom it was referred, where that is not known yet. */
    leadOrganizationId: v.optional(id),
    /** What became of it. */
    result: optionalProse(1000),
  }),
  action: 'issue.move',
  about: (db, input) => issueNamed(db, input.issueId),
  async handle(ctx, input, { councilId, issue }) {
    const hidden = unlessHidden(ctx, issue);
    if (hidden) return hidden;
    const words = input.result || input.reason;
    const state = moveByHand({
      state: issue.state,
      to: input.to,
      ...(input.from && { seenIn: input.from }),
      route: input.route ?? issue.route,
      result: words,
    });
    if (isRefusal(state)) return state;
    const unknown = await leadRefusal(ctx.trx, input.leadOrganizationId, councilId);
    if (unknown) return unknown;
    const lead = input.leadOrganizationId ?? issue.lead_organization_id;
    if (state === 'resolved' && lacksLead(input.route ?? issue.route, lead))
      return refuse('referral-needs-lead', { field: 'leadOrganizationId' });
    await stepIssue(ctx, issue, state, {
      reason: words,
      result: words,
      ...(input.route && { route: input.route }),
      ...(input.leadOrganizationId && { leadOrganizationId: input.leadOrganizationId }),
    });
    return { issueId: issue.id, state };
  },
});
