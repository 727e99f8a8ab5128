import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import type { HelpState } from '#lib/domain/issues/help.ts';
import { type IssueState, boardStates } from '#lib/domain/issues/state.ts';
import { shownCode } from '#lib/domain/typed-code.ts';
import { slipOf, type LookUpLimits } from '../../access/receipt.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { repliesOf, type HelpReply } from './help.ts';
import { publishedIssue, type IssueView } from './issue.ts';

/*
 * What the holder of a reply slip reads: where it stands, what was said, and once public what everybody reads. Of a
 * private request never its own words: a lost slip must not tell them.
 */

export interface IssueSlip {
  readonly kind: 'issue';
  /** As printed, 7K3M-9QX2-FDRT. */
  readonly code: string;
  readonly title: string;
  readonly submittedAt: number;
  readonly state: IssueState;
  /** It was published and is hidden now. */
  readonly hidden: boolean;
  /** To the submitter: why it was returned or hidden. */
  readonly reason: string;
  /** Since when it stands so; null: since it came in. */
  readonly movedAt: number | null;
  /** What everybody may read of it, or of the issue it was merged into. */
  readonly issue: IssueView | null;
}

export interface HelpSlip {
  readonly kind: 'help';
  readonly code: string;
  readonly submittedAt: number;
  readonly state: HelpState;
  /** The latest answer; '' before there is one. */
  readonly reply: string;
  /** What was said so far, the latest last. */
  readonly replies: readonly HelpReply[];
  readonly movedAt: number;
}

export type Slip = IssueSlip | HelpSlip;

const street = { personId: null };

/** The slip of a code. `not-found` for a wrong one, `too-many-requests` for a wrong one after too many of them. */
export async function slipView(
  db: Db,
  limits: LookUpLimits,
  actor: Pick<Actor, 'address'>,
  councilId: string,
  typed: string,
): Promise<Slip | Refusal> {
  const slip = await slipOf(db, limits, actor, councilId, typed);
  if (isRefusal(slip)) return slip;
  const code = shownCode(slip.code);
  if (slip.kind === 'help') {
    const { id, submitted_at, state, reply, moved_at } = slip.request;
    const replies = (await repliesOf(db, [slip.request])).get(id) ?? [];
    return { kind: 'help', code, submittedAt: submitted_at, state, reply, replies, movedAt: moved_at };
  }
  const { issue } = slip;
  return {
    kind: 'issue',
    code,
    title: issue.title,
    submittedAt: issue.submitted_at,
    state: issue.state,
    hidden: issue.hidden_at !== null,
    reason: issue.state === 'returned' ? await lastReason(db, issue.id) : '',
    movedAt: issue.moved_at,
    issue: await publicOf(db, councilId, issue.merged_into ?? issue.id),
  };
}

/** What the street may read of it; null while it is not public. */
async function publicOf(db: Db, councilId: string, issueId: string): Promise<IssueView | null> {
  const row = await db
    .selectFrom('issue')
    .select('no')
    .where('id', '=', issueId)
    .where('state', 'in', boardStates)
    .executeTakeFirst();
  if (!row || row.no === null) return null;
  const view = await publishedIssue(db, street, councilId, row.no);
  return isRefusal(view) ? null : view;
}

async function lastReason(db: Db, issueId: string): Promise<string> {
  const row = await db
    .selectFrom('issue_event')
    .select('reason')
    .where('issue_id', '=', issueId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.reason ?? '';
}
