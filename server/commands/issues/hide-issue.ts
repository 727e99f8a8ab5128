import * as v from 'valibot';
import { hideIssue as hidden, issueStates } from '#lib/domain/issues/state.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { forgetIssue, indexIssue } from '../../db/issue-words.ts';
import { command } from '../define.ts';
import { id, prose } from '../fields.ts';
import { issueNamed, publicReason, stepIssue, unlessHidden } from './issue-steps.ts';
import { returnIssue } from './left-agenda.ts';

/**
 * Takes a published issue from everybody's eyes (ISS36): board, search, figures and its page tell nothing of it but its
 * number, that it was hidden, when and why. Nothing is deleted; `show-issue` brings it back. One on an agenda
 * leaves it first.
 */
export const hideIssue = command({
  name: 'hide-issue',
  summary: 'Hides a published issue; everybody reads that it was hidden and why, not what it said.',
  input: v.strictObject({
    issueId: id,
    /** Everybody reads it. */
    reason: prose(400),
  }),
  action: 'issue.screen',
  about: (db, input) => issueNamed(db, input.issueId),
  async handle(ctx, input, { issue }) {
    const absent = unlessHidden(ctx, issue);
    if (absent) return absent;
    const state = hidden(issue.state);
    if (isRefusal(state)) return state;
    const told = publicReason(input.reason);
    if (told) return told;
    await returnIssue(ctx, issue);
    const { state: from } = await ctx.trx
      .selectFrom('issue')
      .select('state')
      .where('id', '=', issue.id)
      .executeTakeFirstOrThrow();
    await stepIssue(ctx, { ...issue, state: from }, state, { reason: input.reason, act: 'hide' });
    await ctx.trx
      .updateTable('issue')
      .set({
        hidden_at: ctx.now,
        hidden_from: from,
        hidden_reason: input.reason,
        // kept for when it is shown again
        result: issue.result,
        resolved_at: issue.resolved_at,
      })
      .where('id', '=', issue.id)
      .execute();
    await forgetIssue(ctx.trx, issue.id);
    return { issueId: issue.id, no: issue.no };
  },
});

/** Shows a hidden issue again, where it stood. */
export const showIssue = command({
  name: 'show-issue',
  summary: 'Shows a hidden issue again, where it stood.',
  input: v.strictObject({ issueId: id }),
  action: 'issue.screen',
  about: (db, input) => issueNamed(db, input.issueId),
  async handle(ctx, _input, { issue }) {
    const from = issueStates.find((state) => state === issue.hidden_from);
    if (issue.hidden_at === null || from === undefined) return refuse('wrong-state', { field: 'issueId' });
    await stepIssue(ctx, issue, from, { act: 'show' });
    await ctx.trx
      .updateTable('issue')
      .set({
        hidden_at: null,
        hidden_from: null,
        hidden_reason: '',
        result: issue.result,
        resolved_at: issue.resolved_at,
      })
      .where('id', '=', issue.id)
      .execute();
    await indexIssue(ctx.trx, issue);
    return { issueId: issue.id, no: issue.no, state: from };
  },
});
