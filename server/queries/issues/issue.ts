import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { decisionNumber } from '#lib/text/states.ts';
import { visibleDecisions, type VisibleDecision } from '../../access/decision.ts';
import { asProvisional } from '../../access/provisional.ts';
import { issueFor, type Issue } from '../../access/issue.ts';
import { may, type Subject } from '#lib/domain/policy/decide.ts';
import { takesSupport } from '#lib/domain/issues/support.ts';
import { boardStates, tellsOffAgenda } from '#lib/domain/issues/state.ts';
import { subjectOf, type Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { countRows, truth } from '../../db/values.ts';
import { factsColumns, factsOf, type IssueFacts } from './issues.ts';

/* One issue with its way through the council: history, agendas, what was decided and who does it. */

export interface IssueStep {
  readonly at: number;
  readonly to: string;
  readonly reason: string;
  /** Who was to work on it from then on. */
  readonly route: Issue['route'];
  /** Nothing but the route changed. */
  readonly stayed: boolean;
  /** Something else was done than its state tells. */
  readonly act: 'hide' | 'show' | 'correct' | 'remove_photo' | null;
  /** It left an agenda undecided. */
  readonly offAgenda: boolean;
  /** An answer: of which organisation, and how it came where somebody else entered it. */
  readonly answer: { readonly organization: string; readonly via: 'paper' | 'phone' | null } | null;
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
  /** Whether the minutes are sealed; before, it is provisional (QPW2). */
  readonly sealed: boolean;
  readonly division: {
    readonly level: number;
    readonly tasks: readonly {
      readonly title: string;
      readonly dueOn: string | null;
      readonly frequency: string;
      readonly done: boolean;
      readonly requestToCity: boolean;
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

/** Support that is no vote; numbers for everybody, the own part for whoever asks. */
export interface IssueSupport {
  /** 「私も困っている」 and 「私もできます」 */
  readonly too: number;
  readonly can: number;
  readonly mine: { readonly too: boolean; readonly can: boolean };
  /** Whether the asker may say so now. */
  readonly may: boolean;
  /** Who offers to help; empty for those outside the council's work. */
  readonly offering: readonly string[];
}

export interface IssueView extends IssueFacts {
  readonly councilId: string;
  readonly support: IssueSupport;
  /** Id of its published photo. */
  readonly photo: string | null;
  /** How many others were joined with it. */
  readonly joined: number;
  readonly history: readonly IssueStep[];
  readonly decisions: readonly IssueDecision[];
  readonly agendas: readonly IssueOnAgenda[];
  /** Whether the asker may answer it: for its lead himself, or what came from there on paper or by telephone. */
  readonly mayAnswer: 'own' | 'enter' | null;
}

/**
 * One published issue with its history and, as far as the asker may see them, the decisions on it: the street
 * those that are sealed or openly provisional (I12, QPW4).
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
    .select(['organization.name as lead', 'issue.lead_organization_id'])
    .where('issue.council_id', '=', councilId)
    .where('issue.no', '=', no)
    .where('issue.state', 'in', boardStates)
    .executeTakeFirst();
  if (!row) return refuse('not-found');
  const subject = await subjectOf(db, actor, councilId);
  const decisions = await visibleDecisions(db, councilId, subject, { issueId: row.id });
  return {
    ...factsOf(row),
    councilId,
    support: await supportOf(db, row, subject),
    photo: await photoOf(db, row.id),
    joined: await joinedWith(db, row.id),
    history: await historyOf(db, row, (ids) => visibleDecisions(db, councilId, subject, { ids })),
    decisions: await Promise.all(
      decisions.reverse().map((decision) => decisionOf(db, decision, councilId, subject)),
    ),
    agendas: await agendasOf(db, row.id),
    mayAnswer: answersFor(subject, row.lead_organization_id),
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
    support: { too: 0, can: 0, mine: { too: false, can: false }, may: false, offering: [] },
    photo: null,
    joined: 0,
    history: [],
    decisions: [],
    agendas: [],
    mayAnswer: null,
  };
}

function answersFor(subject: Subject, lead: string | null): IssueView['mayAnswer'] {
  if (lead === null) return null;
  if (may(subject, 'issue.answer', { organizationId: lead })) return 'own';
  return may(subject, 'issue.enterAnswer') ? 'enter' : null;
}

/** Steps since publication; what was said while screening stays inside. */
async function historyOf(
  db: Db,
  issue: { readonly id: string; readonly published_at: number | null },
  visibleOf: (ids: readonly string[]) => Promise<readonly VisibleDecision[]>,
): Promise<IssueStep[]> {
  const rows = await db
    .selectFrom('issue_event')
    .leftJoin('issue_answer', 'issue_answer.event_id', 'issue_event.id')
    .leftJoin('organization', 'organization.id', 'issue_answer.organization_id')
    .select(['at', 'from_state', 'to_state', 'reason', 'decision_id', 'route', 'act'])
    .select(['organization.name as answeredBy', 'issue_answer.via'])
    .where('issue_event.issue_id', '=', issue.id)
    .where('at', '>=', issue.published_at ?? 0)
    .where((eb) => eb.or([eb('to_state', 'in', boardStates), eb('act', '=', 'hide')]))
    .orderBy('at')
    .orderBy('issue_event.id')
    .execute();
  const named = rows.flatMap((row) => row.decision_id ?? []);
  const visible = named.length === 0 ? [] : await visibleOf(named);
  return rows.map((row) => {
    const decision = visible.find((entry) => entry.id === row.decision_id);
    const screened = row.to_state === 'published' && row.from_state !== 'on_agenda' && row.act === null;
    return {
      at: row.at,
      to: row.to_state,
      reason: screened ? '' : row.reason,
      route: row.route,
      stayed: row.from_state === row.to_state && row.decision_id === null,
      act: row.act,
      offAgenda: tellsOffAgenda({
        from: row.from_state,
        to: row.to_state,
        act: row.act,
        decisionId: row.decision_id,
        route: row.route,
      }),
      answer: row.answeredBy === null ? null : { organization: row.answeredBy, via: row.via },
      decisionId: decision?.id ?? null,
      decisionNo: decision ? decisionNumber(decision.fiscal_year, decision.seq) : null,
    };
  });
}

async function decisionOf(
  db: Db,
  row: VisibleDecision,
  councilId: string,
  subject: Subject,
): Promise<IssueDecision> {
  const sealed = row.chain_seq !== null;
  const decision = {
    id: row.id,
    no: decisionNumber(row.fiscal_year, row.seq),
    title: row.title,
    text: row.text,
    declaredCode: row.declared_code,
    declaredAt: row.declared_at,
    meetingId: row.meeting_id,
    sealed,
    division: await divisionOf(db, row.id),
  };
  return sealed || may(subject, 'meeting.follow') ? decision : asProvisional(db, councilId, decision);
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
    .select(['id', 'title', 'due_on', 'frequency', 'done_at', 'request_to_city'])
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
    // whoever was asked in its place stands there
    .where('role_assignment.replaced_by', 'is', null)
    .orderBy('role_assignment.asked_at')
    .execute();
  return {
    level: division.level,
    tasks: tasks.map((task) => ({
      title: task.title,
      dueOn: task.due_on,
      frequency: task.frequency,
      done: task.done_at !== null,
      requestToCity: truth(task.request_to_city),
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

async function supportOf(
  db: Db,
  issue: { readonly id: string; readonly state: Issue['state'] },
  subject: Subject,
): Promise<IssueSupport> {
  const rows = await db
    .selectFrom('issue_support')
    .innerJoin('person', 'person.id', 'issue_support.person_id')
    .select(['issue_support.kind', 'issue_support.person_id', 'person.display_name'])
    .where('issue_support.issue_id', '=', issue.id)
    .orderBy('issue_support.at')
    .execute();
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const mine = (kind: string) => of(kind).some((row) => row.person_id === subject.personId);
  return {
    too: of('too').length,
    can: of('can').length,
    mine: { too: mine('too'), can: mine('can') },
    may: takesSupport(issue.state) && may(subject, 'issue.support'),
    offering: may(subject, 'council.readInside') ? of('can').map((row) => row.display_name) : [],
  };
}

async function joinedWith(db: Db, issueId: string): Promise<number> {
  const { n } = await db
    .selectFrom('issue')
    .select(countRows().as('n'))
    .where('merged_into', '=', issueId)
    .executeTakeFirstOrThrow();
  return n;
}

/** Number of the issue that a merged one went into; null where there is none. Public: takes no actor. */
export async function mergedInto(db: Db, councilId: string, no: number): Promise<number | null> {
  const row = await db
    .selectFrom('issue')
    .innerJoin('issue as survivor', 'survivor.id', 'issue.merged_into')
    .select('survivor.no')
    .where('issue.council_id', '=', councilId)
    .where('issue.no', '=', no)
    .where('survivor.state', 'in', boardStates)
    .executeTakeFirst();
  return row?.no ?? null;
}

async function photoOf(db: Db, issueId: string): Promise<string | null> {
  const row = await db
    .selectFrom('issue_photo')
    .select('id')
    .where('issue_id', '=', issueId)
    .where('published_at', 'is not', null)
    .executeTakeFirst();
  return row?.id ?? null;
}
