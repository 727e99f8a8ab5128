import { may, type Subject } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { decisionNumber } from '#lib/text/states.ts';
import { visible } from '../../access/decision.ts';
import { readMeeting, type ReadMeeting } from '../../access/meeting.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import type { MeetingRow } from '../../db/schema.ts';

/*
 * What everybody takes home from a meeting: what was decided, what his own organisation has taken on with its days, and
 * when one meets next. The street reads decisions once they are sealed, no tasks, and the next meeting that was called.
 */

export interface ClosingDecision {
  readonly id: string;
  /** '2022-07' */
  readonly no: string;
  readonly title: string;
  readonly declaredCode: string;
}

export interface ClosingTask {
  readonly id: string;
  readonly title: string;
  /** 'YYYY-MM-DD' */
  readonly dueOn: string | null;
  readonly decisionNo: string;
  readonly organization: string;
  readonly responsibility: 'lead' | 'support';
  /** The reader's organisation has not answered yet. */
  readonly waits: boolean;
}

export interface ClosingNext {
  readonly id: string;
  readonly fiscalYear: number;
  readonly seq: number;
  /** ms since 1970 UTC */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string;
  /** False while it is only being prepared. */
  readonly called: boolean;
}

export interface ClosingView {
  readonly state: MeetingRow['state'];
  readonly decisions: readonly ClosingDecision[];
  /** Null for those who are not asked to do anything: the street, and whoever stands for no organisation. */
  readonly tasks: readonly ClosingTask[] | null;
  readonly next: ClosingNext | null;
}

/** Of a meeting the actor may read; before the closing what there is so far. */
export async function closingView(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
): Promise<ClosingView | Refusal> {
  const read = await readMeeting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  return {
    state: read.meeting.state,
    decisions: await decisionsOf(db, read),
    tasks: await tasksOf(db, read),
    next: await nextAfter(db, read),
  };
}

async function decisionsOf(db: Db, { meeting, subject }: ReadMeeting): Promise<ClosingDecision[]> {
  const rows = await visible(db, meeting.council_id, subject)
    .select(['decision.id', 'decision.fiscal_year', 'decision.seq', 'decision.title'])
    .select('decision.declared_code as declaredCode')
    .where('decision.meeting_id', '=', meeting.id)
    .orderBy('decision.fiscal_year')
    .orderBy('decision.seq')
    .execute();
  return rows.map(({ fiscal_year, seq, ...row }) => ({ ...row, no: decisionNumber(fiscal_year, seq) }));
}

/** What was asked of the reader's organisations in this meeting, the nearest day first; what they declined is not theirs. */
async function tasksOf(db: Db, { meeting, subject }: ReadMeeting): Promise<ClosingTask[] | null> {
  const mine = subject.organizationIds.filter((organizationId) =>
    may(subject, 'role.answer', { organizationId }),
  );
  if (mine.length === 0) return null;
  const rows = await db
    .selectFrom('decision')
    .innerJoin('role_division', 'role_division.decision_id', 'decision.id')
    .innerJoin('role_assignment', 'role_assignment.division_id', 'role_division.id')
    .innerJoin('role_task', 'role_task.id', 'role_assignment.task_id')
    .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
    .select(['role_assignment.id', 'role_assignment.responsibility', 'role_assignment.state'])
    .select(['role_task.title', 'role_task.due_on as dueOn', 'organization.name as organization'])
    .select(['decision.fiscal_year', 'decision.seq'])
    .where('decision.council_id', '=', meeting.council_id)
    .where('decision.meeting_id', '=', meeting.id)
    .where('role_assignment.organization_id', 'in', mine)
    .where('role_assignment.state', '!=', 'declined')
    .where('role_assignment.responsibility', 'in', ['lead', 'support'])
    .orderBy('role_task.due_on')
    .orderBy('role_assignment.id')
    .execute();
  return rows
    .map(({ fiscal_year, seq, state, responsibility, ...row }) => ({
      ...row,
      responsibility: responsibility === 'lead' ? ('lead' as const) : ('support' as const),
      waits: state === 'asked' || state === 'negotiating',
      decisionNo: decisionNumber(fiscal_year, seq),
    }))
    .sort((a, b) => Number(a.dueOn === null) - Number(b.dueOn === null));
}

/** The next meeting after this one that the reader may know of. */
async function nextAfter(db: Db, { meeting, subject }: ReadMeeting): Promise<ClosingNext | null> {
  const rows = await db
    .selectFrom('meeting')
    .select(['id', 'fiscal_year', 'seq', 'starts_at', 'ends_at', 'place', 'state', 'visibility'])
    .where('council_id', '=', meeting.council_id)
    .where('starts_at', '>', meeting.starts_at)
    .where('state', 'in', statesKnownTo(subject))
    .orderBy('starts_at')
    .execute();
  const next = rows.find(({ visibility }) => may(subject, 'meeting.read', { visibility }));
  if (!next) return null;
  return {
    id: next.id,
    fiscalYear: next.fiscal_year,
    seq: next.seq,
    startsAt: next.starts_at,
    endsAt: next.ends_at,
    place: next.place,
    called: next.state !== 'draft',
  };
}

/** Before the call a meeting is known to those who prepare. */
function statesKnownTo(subject: Subject): MeetingRow['state'][] {
  return may(subject, 'council.readInside')
    ? ['draft', 'called', 'in_session', 'recess']
    : ['called', 'in_session', 'recess'];
}
