import { mustBeChecked, personalKindsIn, type PersonalKind } from '#lib/domain/issues/privacy.ts';
import type { IssueState, Route } from '#lib/domain/issues/state.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { isHidden, type Issue } from '../../access/issue.ts';
import type { Db, Trx } from '../../db/open.ts';
import type { About, CommandContext } from '../define.ts';

/* What the commands about issues have in common: finding one, and the one way its state changes. */

export interface AboutIssue extends About {
  readonly councilId: string;
  readonly issue: Issue;
}

/** The issue a command names; before its publication everybody without the right is told that there is nothing. */
export async function issueNamed(db: Db | Trx, issueId: string): Promise<AboutIssue | Refusal> {
  const issue = await db.selectFrom('issue').selectAll().where('id', '=', issueId).executeTakeFirst();
  if (!issue) return refuse('not-found', { field: 'issueId' });
  return {
    councilId: issue.council_id,
    issue,
    facts: isHidden(issue) ? { hidden: true } : {},
    field: 'issueId',
  };
}

/** `not-found` for those who may not know of an issue before its publication. */
export function unlessHidden(ctx: CommandContext, issue: Issue): Refusal | undefined {
  if (!isHidden(issue) || may(ctx.subject, 'issue.readUnscreened')) return undefined;
  return refuse('not-found', { field: 'issueId' });
}

export interface IssueStepDetail {
  /** Public once the issue is. */
  readonly reason?: string;
  readonly route?: Route;
  /** What became of it. */
  readonly result?: string;
  readonly decisionId?: string;
  readonly leadOrganizationId?: string;
  /** The meeting on whose agenda it comes to stand. */
  readonly meetingId?: string;
  /** Set when it is published. */
  readonly published?: {
    readonly no: number;
    readonly title: string;
    readonly body: string;
    readonly place: string;
  };
  /** What was done where the states alone don't tell it. */
  readonly act?: 'hide' | 'show';
  /** What looked like personal data in the words to be published, and was said to have been checked (ISS35). */
  readonly checked?: readonly PersonalKind[];
}

/**
 * Brings an issue to a state that the domain has allowed: row, history, audit, board. `declare-decision`
 * goes through here too, so that a decision moves its card in the same transaction (design §5.3).
 */
export async function stepIssue(
  ctx: CommandContext,
  issue: Pick<Issue, 'id' | 'council_id' | 'state'>,
  to: IssueState,
  detail: IssueStepDetail = {},
): Promise<void> {
  const { trx, now } = ctx;
  const finished = to === 'resolved' || to === 'closed_unresolved';
  await trx
    .updateTable('issue')
    .set({
      state: to,
      moved_at: now,
      agenda_meeting_id: to === 'on_agenda' ? (detail.meetingId ?? null) : null,
      resolved_at: to === 'resolved' ? now : null,
      result: finished ? (detail.result ?? '') : '',
      ...(detail.route === undefined ? {} : { route: detail.route }),
      ...(detail.leadOrganizationId === undefined ? {} : { lead_organization_id: detail.leadOrganizationId }),
      ...(detail.published === undefined ? {} : { ...detail.published, published_at: now }),
    })
    .where('id', '=', issue.id)
    .execute();
  await trx
    .insertInto('issue_event')
    .values({
      id: newId(),
      issue_id: issue.id,
      at: now,
      person_id: ctx.actor.personId,
      from_state: issue.state,
      to_state: to,
      reason: detail.reason ?? detail.result ?? '',
      decision_id: detail.decisionId ?? null,
      route: detail.route ?? null,
      act: detail.act ?? null,
    })
    .execute();
  await ctx.audit('issue', issue.id, {
    from: issue.state,
    to,
    route: detail.route ?? null,
    ...(detail.checked && { checked: detail.checked }),
  });
  // the words of a published issue are open to others than before
  if (isHidden({ state: to }) !== isHidden(issue)) ctx.effects.rightsChanged('issue', issue.id);
  ctx.effects.boardChanged(issue.council_id);
}

/**
 * Notes something done to a published issue where its card stands: history, audit, board. Answers the id of the entry in
 * the history.
 */
export async function noteOnIssue(
  ctx: CommandContext,
  issue: Pick<Issue, 'id' | 'council_id' | 'state'>,
  /** null: another table says what it was. */
  act: 'correct' | 'remove_photo' | null,
  reason: string,
  audited: Record<string, unknown> = {},
): Promise<string> {
  const eventId = newId();
  await ctx.trx
    .insertInto('issue_event')
    .values({
      id: eventId,
      issue_id: issue.id,
      at: ctx.now,
      person_id: ctx.actor.personId,
      from_state: issue.state,
      to_state: issue.state,
      reason,
      act,
    })
    .execute();
  await ctx.audit('issue', issue.id, { ...(act && { act }), ...audited });
  ctx.effects.boardChanged(issue.council_id);
  return eventId;
}

/** A reason that everybody reads must not tell again what is taken back: `personal-data-left` where it looks so. */
export function publicReason(reason: string, field = 'reason'): Refusal | undefined {
  return mustBeChecked(personalKindsIn(reason)) ? refuse('personal-data-left', { field }) : undefined;
}

/** `not-found` for a lead that is no organisation of the council; nothing where none is named. */
export async function leadRefusal(
  trx: Trx,
  leadOrganizationId: string | undefined,
  councilId: string,
): Promise<Refusal | undefined> {
  if (leadOrganizationId === undefined) return undefined;
  const row = await trx
    .selectFrom('organization')
    .select('id')
    .where('id', '=', leadOrganizationId)
    .where('council_id', '=', councilId)
    .executeTakeFirst();
  return row ? undefined : refuse('not-found', { field: 'leadOrganizationId' });
}

/** Changes who works on an issue where its card stands (ISS32): route, lead, history, audit, board. */
export async function rerouteIssue(
  ctx: CommandContext,
  issue: Pick<Issue, 'id' | 'council_id' | 'state'>,
  detail: { readonly route: Route; readonly reason: string; readonly leadOrganizationId?: string },
): Promise<void> {
  const { route, reason, leadOrganizationId } = detail;
  await ctx.trx
    .updateTable('issue')
    .set({ route, ...(leadOrganizationId ? { lead_organization_id: leadOrganizationId } : {}) })
    .where('id', '=', issue.id)
    .execute();
  await ctx.trx
    .insertInto('issue_event')
    .values({
      id: newId(),
      issue_id: issue.id,
      at: ctx.now,
      person_id: ctx.actor.personId,
      from_state: issue.state,
      to_state: issue.state,
      reason,
      route,
    })
    .execute();
  await ctx.audit('issue', issue.id, { route });
  ctx.effects.boardChanged(issue.council_id);
}
