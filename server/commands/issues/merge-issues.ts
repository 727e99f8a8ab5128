import * as v from 'valibot';
import { isFinished, mergeIssue } from '#lib/domain/issues/state.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { command } from '../define.ts';
import { id, optionalProse } from '../fields.ts';
import { issueNamed, stepIssue } from './issue-steps.ts';

/**
 * Joins an issue with another one about the same (ISS33). The other one goes on with the supporters of both; whoever
 * brought the first is led there by slip and number. Nothing of it is deleted.
 */
export const mergeIssues = command({
  name: 'merge-issues',
  summary: 'Joins an issue with another one on the board that is about the same.',
  input: v.strictObject({
    issueId: id,
    intoIssueId: id,
    /** For the history; never shown to the street. */
    reason: optionalProse(1000),
    /** The other one is resolved or closed, and it is meant all the same: it stays finished. */
    evenFinished: v.optional(v.boolean(), false),
  }),
  action: 'issue.screen',
  async about(db, input) {
    const found = await issueNamed(db, input.issueId);
    if (isRefusal(found)) return found;
    const into = await db
      .selectFrom('issue')
      .selectAll()
      .where('id', '=', input.intoIssueId)
      .where('council_id', '=', found.councilId)
      .executeTakeFirst();
    return into ? { ...found, into } : refuse('not-found', { field: 'intoIssueId' });
  },
  async handle(ctx, input, { issue, into }) {
    const state = mergeIssue(issue, into);
    if (isRefusal(state)) return state;
    if (isFinished(into.state) && !input.evenFinished)
      return refuse('issue-finished', { field: 'evenFinished' });
    await stepIssue(ctx, issue, state, { reason: input.reason });
    await ctx.trx
      .updateTable('issue')
      // what was merged into the one goes on to the other, so that every way ends at a card
      .set({ merged_into: into.id })
      .where((eb) => eb.or([eb('id', '=', issue.id), eb('merged_into', '=', issue.id)]))
      .execute();
    const supporters = await ctx.trx
      .selectFrom('issue_support')
      .selectAll()
      .where('issue_id', '=', issue.id)
      .execute();
    if (supporters.length > 0)
      await ctx.trx
        .insertInto('issue_support')
        .values(supporters.map((row) => ({ ...row, issue_id: into.id })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    await ctx.audit('issue', into.id, { joined: issue.id, supporters: supporters.length });
    return { issueId: issue.id, state, intoNo: into.no };
  },
});
