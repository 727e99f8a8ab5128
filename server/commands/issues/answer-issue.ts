import * as v from 'valibot';
import { stageOf } from '#lib/domain/issues/state.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { command } from '../define.ts';
import { id, prose } from '../fields.ts';
import { issueNamed, noteOnIssue, publicReason, unlessHidden } from './issue-steps.ts';

/**
 * Whoever leads an issue says what comes of it (ISS52): an officer of that section himself, or who enters what came on
 * paper or by telephone. Everybody reads it in the history; the card stays where it is.
 */
export const answerIssue = command({
  name: 'answer-issue',
  summary: 'Answers an issue on behalf of the party it was referred to; everybody reads it.',
  input: v.strictObject({
    issueId: id,
    answer: prose(2000),
    /** How it came, where somebody else enters it. */
    via: v.optional(v.picklist(['paper', 'phone'])),
  }),
  action: 'issue.answer',
  actionFor: ({ via }) => (via === undefined ? 'issue.answer' : 'issue.enterAnswer'),
  async about(db, input) {
    const named = await issueNamed(db, input.issueId);
    if (isRefusal(named)) return named;
    const lead = named.issue.lead_organization_id;
    return { ...named, facts: { ...named.facts, ...(lead !== null && { organizationId: lead }) } };
  },
  async handle(ctx, input, { issue }) {
    const absent = unlessHidden(ctx, issue);
    if (absent) return absent;
    if (stageOf(issue.state) === null) return refuse('wrong-state', { params: { state: issue.state } });
    const lead = issue.lead_organization_id;
    if (lead === null) return refuse('referral-needs-lead', { field: 'issueId' });
    const told = publicReason(input.answer, 'answer');
    if (told) return told;
    const via = input.via ?? null;
    const eventId = await noteOnIssue(ctx, issue, null, input.answer, {
      act: 'answer',
      organization: lead,
      ...(via && { via }),
    });
    await ctx.trx
      .insertInto('issue_answer')
      .values({ event_id: eventId, issue_id: issue.id, organization_id: lead, via })
      .execute();
    return { issueId: issue.id };
  },
});
