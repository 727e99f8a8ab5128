import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { decisionNumber } from '#lib/text/states.ts';
import { visibleDecisions, type VisibleDecision } from '../access/decision.ts';
import { issueFor } from '../access/issue.ts';
import { subjectOf, type Actor } from '../access/subject.ts';
import type { Db } from '../db/open.ts';
import { boardStates } from './board.ts';
import { factsColumns, factsOf, type IssueFacts } from './issues.ts';

/* One issue with its way through the council: history, agendas, what was decided and who does it. */

export interface IssueStep {
  readonly at: number;
  readonly to: string;
  readonly reason: string;
  readonly decisionId: string | null;
  readonly decisionNo: string | null;
}

export interface IssueDecision {
  readonly id: string;
  readonly no: string;
  readonly title: string;
  readonly text: string;
  readonly declaredCode: string;
  readonly declaredAt: number;
  readonly meetingId: string;
  readonly division: {
    readonly level: number;
    readonly tasks: readonly {
      readonly title: string;
      readonly dueOn: string | null;
      readonly frequency: string;
      readonly done: boolean;
      readonly parties: readonly {
        readonly name: string;
        readonly responsibility: string;
        readonly state: string;
      }[];
    }[];
  } | null;
}

export interface IssueOnAgenda {
  readonly meetingId: string;
  readonly fiscalYear: number;
  readonly seq: number;
  readonly startsAt: number;
  readonly itemTitle: string;
  readonly itemState: string;
}

export interface IssueView extends IssueFacts {
  readonly councilId: string;
  readonly history: readonly IssueStep[];
  readonly decisions: readonly IssueDecision[];
  readonly agendas: readonly IssueOnAgenda[];
}

/**
 * One published issue with its history and, as far as the asker may see them, the decisions on it: the street
 * those that are sealed (I12).
 */
export async function publishedIssue(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  councilId: string,
  no: number,
): Promise<IssueView | Refusal> {
  const row = await db
    .selectFrom('issue')
    .leftJoin('organization', 'organization.id', 'issue.lead_organization_id')
    .select(factsColumns)
    .select('organization.name as lead')
    .where('issue.council_id', '=', councilId)
    .where('issue.no', '=', no)
    .where('issue.state', 'in', boardStates)
    .executeTakeFirst();
  if (!row) return refuse('not-found');
  const visible = await visibleDecisions(db, councilId, await subjectOf(db, actor, councilId));
  return {
    ...factsOf(row),
    councilId,
    history: await historyOf(db, row.id, row.published_at ?? 0, visible),
    decisions: await Promise.all(
      visible
        .filter((decision) => decision.issue_id === row.id)
        .reverse()
        .map((decision) => decisionOf(db, decision)),
    ),
    agendas: await agendasOf(db, row.id),
  };
}

/** The same by id, for the API; hidden ones are absent for those who may not screen. */
export async function issueById(db: Db, actor: Actor, issueId: string): Promise<IssueView | Refusal> {
  const issue = await issueFor(db, actor, issueId);
  if (isRefusal(issue)) return issue;
  if (issue.no !== null) return publishedIssue(db, actor, issue.council_id, issue.no);
  return {
    ...factsOf({ ...issue, lead: null }),
    councilId: issue.council_id,
    history: [],
    decisions: [],
    agendas: [],
  };
}

/** Steps since publication; what was said while screening stays inside. */
async function historyOf(
  db: Db,
  issueId: string,
  publishedAt: number,
  visible: readonly VisibleDecision[],
): Promise<IssueStep[]> {
  const rows = await db
    .selectFrom('issue_event')
    .select(['at', 'from_state', 'to_state', 'reason', 'decision_id'])
    .where('issue_id', '=', issueId)
    .where('at', '>=', publishedAt)
    .where('to_state', 'in', boardStates)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => {
    const decision = visible.find((entry) => entry.id === row.decision_id);
    const screened = row.to_state === 'published' && row.from_state !== 'on_agenda';
    return {
      at: row.at,
      to: row.to_state,
      reason: screened ? '' : row.reason,
      decisionId: decision?.id ?? null,
      decisionNo: decision ? decisionNumber(decision.fiscal_year, decision.seq) : null,
    };
  });
}

async function decisionOf(db: Db, row: VisibleDecision): Promise<IssueDecision> {
  return {
    id: row.id,
    no: decisionNumber(row.fiscal_year, row.seq),
    title: row.title,
    text: row.text,
    declaredCode: row.declared_code,
    declaredAt: row.declared_at,
    meetingId: row.meeting_id,
    division: await divisionOf(db, row.id),
  };
}

async function divisionOf(db: Db, decisionId: string): Promise<IssueDecision['division']> {
  const division = await db
    .selectFrom('role_division')
    .select(['id', 'level'])
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();
  if (!division) return null;
  const tasks = await db
    .selectFrom('role_task')
    .select(['id', 'title', 'due_on', 'frequency', 'done_at'])
    .where('division_id', '=', division.id)
    .orderBy('position')
    .execute();
  const parties = await db
    .selectFrom('role_assignment')
    .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
    .select([
      'role_assignment.task_id',
      'organization.name',
      'role_assignment.responsibility',
      'role_assignment.state',
    ])
    .where('role_assignment.division_id', '=', division.id)
    .orderBy('role_assignment.asked_at')
    .execute();
  return {
    level: division.level,
    tasks: tasks.map((task) => ({
      title: task.title,
      dueOn: task.due_on,
      frequency: task.frequency,
      done: task.done_at !== null,
      parties: parties
        .filter((party) => party.task_id === task.id)
        .map(({ name, responsibility, state }) => ({ name, responsibility, state })),
    })),
  };
}

/** Meetings that are called and have the issue on their order of the day. */
async function agendasOf(db: Db, issueId: string): Promise<IssueOnAgenda[]> {
  const rows = await db
    .selectFrom('agenda_item')
    .innerJoin('meeting', 'meeting.id', 'agenda_item.meeting_id')
    .select([
      'meeting.id',
      'meeting.fiscal_year',
      'meeting.seq',
      'meeting.starts_at',
      'agenda_item.title',
      'agenda_item.state',
    ])
    .where('agenda_item.issue_id', '=', issueId)
    .where('agenda_item.visibility', '=', 'open')
    .where('meeting.visibility', '!=', 'closed')
    .where('meeting.state', '!=', 'draft')
    .orderBy('meeting.starts_at')
    .execute();
  return rows.map((row) => ({
    meetingId: row.id,
    fiscalYear: row.fiscal_year,
    seq: row.seq,
    startsAt: row.starts_at,
    itemTitle: row.title,
    itemState: row.state,
  }));
}
