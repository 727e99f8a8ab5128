import * as v from 'valibot';
import { isRefusal } from '#lib/domain/refusal.ts';
import { nextIssueState } from '#lib/domain/issues/state.ts';
import { councilNamed } from '../council/about-council.ts';
import { command } from '../define.ts';
import { id, prose } from '../fields.ts';
import { stepIssue } from './issue-steps.ts';

/** So many at once: what a page of forms can show, and what one transaction of a flood may hold. */
const mostAtOnce = 50;

/**
 * Gives back several issues that wait for screening, for one reason (ISS42): after a flood of the same or of nonsense.
 * Each is an act of its own in its history and in the log; what has moved on meanwhile is left as it is.
 */
export const returnIssues = command({
  name: 'return-issues',
  summary: 'Gives back several waiting issues for one reason; what has moved on is left.',
  input: v.strictObject({
    councilId: id,
    issueIds: v.pipe(v.array(id), v.minLength(1), v.maxLength(mostAtOnce)),
    /** To everybody who brought one of them. */
    reason: prose(1000),
  }),
  action: 'issue.screen',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, issueIds, reason }) {
    const issues = await ctx.trx
      .selectFrom('issue')
      .select(['id', 'council_id', 'state', 'hidden_at'])
      .where('id', 'in', [...new Set(issueIds)])
      .where('council_id', '=', councilId)
      .execute();
    let returned = 0;
    for (const issue of issues) {
      const state = nextIssueState(issue.state, 'return');
      if (isRefusal(state) || issue.hidden_at !== null) continue;
      await stepIssue(ctx, issue, state, { reason });
      returned += 1;
    }
    await ctx.audit('council', councilId, { returned, of: issueIds.length });
    return { returned, left: new Set(issueIds).size - returned };
  },
});
