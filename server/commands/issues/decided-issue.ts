import { hiddenStates } from '../../access/issue.ts';
import { nextIssueState } from '#lib/domain/issues/state.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import type { CommandContext } from '../define.ts';
import { stepIssue } from './issue-steps.ts';

/**
 * A decision moves the issue of its item to "in progress" (ISS1); where somebody works on it already, or it was
 * taken up again, its history names the decision. The id comes from words: a foreign one does nothing.
 */
export async function startIssue(
  ctx: CommandContext,
  councilId: string,
  issueId: string,
  decisionId: string,
): Promise<void> {
  const issue = await ctx.trx
    .selectFrom('issue')
    .selectAll()
    .where('id', '=', issueId)
    .where('council_id', '=', councilId)
    .executeTakeFirst();
  if (!issue || hiddenStates.includes(issue.state)) return;
  const next = nextIssueState(issue.state, 'start');
  if (!isRefusal(next)) {
    await stepIssue(ctx, issue, next, { decisionId });
    return;
  }
  await ctx.trx
    .insertInto('issue_event')
    .values({
      id: newId(),
      issue_id: issue.id,
      at: ctx.now,
      person_id: ctx.actor.personId,
      from_state: issue.state,
      to_state: issue.state,
      reason: '',
      decision_id: decisionId,
    })
    .execute();
}
