import { nextIssueState, offAgenda, type IssueState } from '#lib/domain/issues/state.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import type { Issue } from '../../access/issue.ts';
import type { CommandContext } from '../define.ts';
import { stepIssue } from './issue-steps.ts';

/**
 * Issues that stand on the agenda of a meeting and are not among `kept` return to where they stood before (BRD1):
 * the item was taken out, the meeting was cancelled or has closed without deciding it.
 */
export async function leaveAgenda(
  ctx: CommandContext,
  meetingId: string,
  kept: readonly (string | null)[] = [],
): Promise<void> {
  const issues = await ctx.trx
    .selectFrom('issue')
    .selectAll()
    .where('agenda_meeting_id', '=', meetingId)
    .where('state', '=', 'on_agenda')
    .execute();
  for (const issue of issues) if (!kept.includes(issue.id)) await returnIssue(ctx, issue);
}

/** One issue leaves its agenda undecided; does nothing for an issue that is on none. */
export async function returnIssue(
  ctx: CommandContext,
  issue: Pick<Issue, 'id' | 'council_id' | 'state'>,
): Promise<void> {
  if (issue.state !== 'on_agenda') return;
  const came = await ctx.trx
    .selectFrom('issue_event')
    .select('from_state')
    .where('issue_id', '=', issue.id)
    .where('to_state', '=', 'on_agenda')
    .where('from_state', '!=', 'on_agenda')
    .orderBy('at', 'desc')
    .executeTakeFirst();
  await stepIssue(ctx, issue, offAgenda((came?.from_state ?? 'published') as IssueState));
}

/** The issue of an item that is put off: it goes along to the next agenda, or returns where there is none (BRD1). */
export async function carryIssue(
  ctx: CommandContext,
  issueId: string,
  councilId: string,
  toMeetingId: string | null,
): Promise<void> {
  const issue = await ctx.trx
    .selectFrom('issue')
    .selectAll()
    .where('id', '=', issueId)
    .where('council_id', '=', councilId)
    .executeTakeFirst();
  if (!issue) return;
  if (toMeetingId === null) return returnIssue(ctx, issue);
  if (issue.state === 'on_agenda')
    await ctx.trx
      .updateTable('issue')
      .set({ agenda_meeting_id: toMeetingId })
      .where('id', '=', issue.id)
      .execute();
  else {
    const state = nextIssueState(issue.state, 'put_on_agenda');
    if (!isRefusal(state)) await stepIssue(ctx, issue, state, { meetingId: toMeetingId });
  }
}
