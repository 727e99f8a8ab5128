import {
  acceptance,
  isActiveDivision,
  isOpenAgain,
  stateNow,
  type AssignmentState,
} from '#lib/domain/roles/assignment.ts';
import { reviewsDue, standingOf, timingOf, type Answer, type Timing } from '#lib/domain/roles/standing.ts';
import { addMonths } from '#lib/domain/calendar/day.ts';
import { yearShown } from '#lib/domain/calendar/year.ts';
import { may, type Subject } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { decisionNumber } from '#lib/text/states.ts';
import { openCouncil } from '../../access/council.ts';
import { visible, visibleDecisions, type VisibleDecision } from '../../access/decision.ts';
import { asProvisional, provisionalFor } from '../../access/provisional.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import type { OrganizationRow, RoleAssignmentRow, RoleDivisionRow, RoleTaskRow } from '../../db/schema.ts';
import { byText, countRows, truth } from '../../db/values.ts';
import { linkedIssue } from '../issues/linked-issue.ts';

/* Who does what (役割分担): tasks × parties with answers and dates, as they stand today (ROL15–ROL18). */

export interface PartyView {
  readonly id: string;
  readonly name: string;
  readonly party: OrganizationRow['party'];
}

export interface AssignmentView {
  readonly id: string;
  readonly organizationId: string;
  readonly organization: string;
  readonly party: OrganizationRow['party'];
  readonly responsibility: RoleAssignmentRow['responsibility'];
  /** As stored. */
  readonly state: RoleAssignmentRow['state'];
  /** `active` once the division is. */
  readonly now: AssignmentState;
  readonly answer: Answer;
  readonly timing: Timing;
  readonly daysLate: number;
  readonly askedAt: number;
  readonly answeredAt: number | null;
  /** Note or reason of the party; '' for the street. */
  readonly note: string;
  /** The asker may answer for this organisation, and an answer is waited for. */
  readonly mine: boolean;
  readonly waiting: boolean;
  /** How the answer came where somebody else entered it. */
  readonly via: RoleAssignmentRow['via'];
  /** Words of who asked last; '' for the street. */
  readonly askNote: string;
  readonly askedAgainAt: number | null;
  /** Declined, with nobody asked in its place yet. */
  readonly openAgain: boolean;
  /** Who was asked in its place; '' where nobody was. */
  readonly replacedBy: string;
  /** Answers before the party was asked again, the first one first; none for the street. */
  readonly earlier: readonly EarlierAnswer[];
}

export interface EarlierAnswer {
  readonly state: 'accepted' | 'declined';
  readonly answeredAt: number;
  readonly via: RoleAssignmentRow['via'];
  readonly note: string;
}

export interface TaskView {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly scope: RoleTaskRow['scope'];
  readonly level: number;
  /** 'YYYY-MM-DD' */
  readonly dueOn: string | null;
  readonly frequency: string;
  readonly requestToCity: boolean;
  readonly doneAt: number | null;
  readonly timing: Timing;
  readonly daysLate: number;
  /** The asker may report it as done, and it can be. */
  readonly mayFinish: boolean;
  readonly assignments: readonly AssignmentView[];
}

export interface DivisionView {
  readonly id: string;
  readonly title: string;
  readonly level: number;
  readonly fromOn: string | null;
  readonly toOn: string | null;
  readonly cost: string;
  readonly comparison: string;
  readonly reviewOn: string | null;
  readonly active: boolean;
  /** 「引受け済み 12／14」 */
  readonly accepted: number;
  readonly asked: number;
  /** Roles nobody has answered for, and tasks past their day. */
  readonly waiting: number;
  readonly late: number;
  /** Roles that were declined and are to be filled anew. */
  readonly openAgain: number;
  readonly decision: {
    readonly id: string;
    readonly no: string;
    readonly title: string;
    readonly declaredCode: string;
    readonly declaredAt: number;
    readonly roundId: string | null;
    /** Whether the minutes are sealed; before, it is provisional (QPW2). */
    readonly sealed: boolean;
  };
  /** The published issue behind it. */
  readonly issue: { readonly no: number; readonly title: string } | null;
  /** Parties of this division: community, administration, partner, by name. */
  readonly parties: readonly PartyView[];
  readonly tasks: readonly TaskView[];
}

export interface ReviewView {
  readonly decisionId: string;
  readonly no: string;
  readonly title: string;
  readonly reviewOn: string;
  /** Its day has come. */
  readonly due: boolean;
}

export interface RolesView {
  readonly council: { readonly id: string; readonly slug: string; readonly name: string };
  /** 'YYYY-MM-DD' */
  readonly today: string;
  /** Fiscal years of the decisions that were divided, the newest first. */
  readonly years: readonly RolesYear[];
  /** The year shown; null where no roles were divided yet. */
  readonly fiscalYear: number | null;
  /** Divisions of that year, or the one asked for; the newest decision first. */
  readonly divisions: readonly DivisionView[];
  /** Ids of assignments shown that the asker's organisations have to answer. */
  readonly mine: readonly string[];
  /** Decisions in force with a review day, the next one first: see `reviewsShown`. */
  readonly reviews: readonly ReviewView[];
  /** What the asker may do about roles of others: ask again or somebody else, enter what came on paper. */
  readonly may: { readonly ask: boolean; readonly enter: boolean };
  /** Whom he may ask; empty for everybody else. */
  readonly organizations: readonly PartyView[];
}

export interface RolesYear {
  readonly fiscalYear: number;
  /** How many divisions there are. */
  readonly n: number;
  /** How many roles the asker's organisations have not answered yet. */
  readonly waiting: number;
}

/** A year of roles, or one division. Absent: the newest year. */
export interface WhichRoles {
  readonly fiscalYear?: number | null;
  readonly divisionId?: string | null;
}

/** Divisions of a council for whoever asks; the street sees those of sealed decisions. */
export async function rolesView(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  today: string,
  which: WhichRoles = {},
): Promise<RolesView | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const { council, subject } = opened;
  const years = await rolesYears(db, council.id, subject);
  const fiscalYear = yearShown(years, which.fiscalYear ?? null);
  const provisional = await provisionalFor(db, council.id, subject);
  const rows = await divided(db, council.id, subject, provisional)
    .selectAll('role_division')
    .$if(typeof which.divisionId === 'string', (one) =>
      one.where('role_division.id', '=', which.divisionId ?? ''),
    )
    .$if(typeof which.divisionId !== 'string', (year) =>
      year.where('decision.fiscal_year', '=', fiscalYear ?? 0),
    )
    .execute();
  const ids = rows.map((row) => row.decision_id);
  const decisions = ids.length === 0 ? [] : await visibleDecisions(db, council.id, subject, { ids });
  const divisions: DivisionView[] = [];
  for (const decision of decisions) {
    const division = rows.find((row) => row.decision_id === decision.id);
    if (!division) continue;
    const view = {
      ...(await divisionView(db, division, decision, subject, today)),
      issue: await linkedIssue(db, council.id, decision.issue_id),
    };
    const open = decision.chain_seq === null && provisional.length > 0;
    divisions.push(open ? await asProvisional(db, council.id, view) : view);
  }
  return {
    council: { id: council.id, slug: council.slug, name: council.name },
    today,
    years,
    fiscalYear,
    divisions,
    mine: divisions.flatMap((division) =>
      division.tasks.flatMap((task) =>
        task.assignments.filter((entry) => entry.mine && entry.waiting).map((entry) => entry.id),
      ),
    ),
    reviews: await reviewsShown(db, council.id, subject, today, {
      fiscalYear,
      newest: fiscalYear === (years[0]?.fiscalYear ?? null),
    }),
    may: { ask: may(subject, 'role.ask'), enter: may(subject, 'role.enter') },
    organizations: may(subject, 'role.ask') ? await organizationsOf(db, council.id) : [],
  };
}

function organizationsOf(db: Db, councilId: string): Promise<PartyView[]> {
  return db
    .selectFrom('organization')
    .select(['id', 'name', 'party'])
    .where('council_id', '=', councilId)
    .orderBy('created_at')
    .orderBy('name', byText)
    .execute();
}

/** Decisions that the subject may see and that were divided. */
function divided(db: Db, councilId: string, subject: Subject, provisional: readonly string[]) {
  return visible(db, councilId, subject, provisional).innerJoin(
    'role_division',
    'role_division.decision_id',
    'decision.id',
  );
}

async function rolesYears(db: Db, councilId: string, subject: Subject): Promise<RolesYear[]> {
  const provisional = await provisionalFor(db, councilId, subject);
  const years = await divided(db, councilId, subject, provisional)
    .select(['decision.fiscal_year as fiscalYear', countRows().as('n')])
    .groupBy('decision.fiscal_year')
    .orderBy('decision.fiscal_year', 'desc')
    .execute();
  const mine = subject.organizationIds.filter((organizationId) =>
    may(subject, 'role.answer', { organizationId }),
  );
  if (mine.length === 0) return years.map((year) => ({ ...year, waiting: 0 }));
  const waiting = await divided(db, councilId, subject, provisional)
    .innerJoin('role_assignment', 'role_assignment.division_id', 'role_division.id')
    .select(['decision.fiscal_year as fiscalYear', countRows().as('n')])
    .where('role_assignment.organization_id', 'in', mine)
    .where('role_assignment.state', 'in', unanswered)
    .groupBy('decision.fiscal_year')
    .execute();
  return years.map((year) => ({
    ...year,
    waiting: waiting.find(({ fiscalYear }) => fiscalYear === year.fiscalYear)?.n ?? 0,
  }));
}

const unanswered = ['asked', 'negotiating'] as const;

async function divisionView(
  db: Db,
  division: RoleDivisionRecord,
  decision: VisibleDecision,
  subject: Subject,
  today: string,
): Promise<Omit<DivisionView, 'issue'>> {
  const tasks = await db
    .selectFrom('role_task')
    .selectAll()
    .where('division_id', '=', division.id)
    .orderBy('position')
    .execute();
  const roles = await assignmentRows(db, division.id);
  const earlier = may(subject, 'meeting.follow') ? await earlierAnswers(db, division.id) : [];
  const judged = tasks.map((task) => ({
    requestToCity: truth(task.request_to_city),
    assignments: roles
      .filter((role) => role.task_id === task.id)
      .map((role) => ({ ...role, replaced: role.replaced_by !== null })),
  }));
  const active = isActiveDivision(judged);
  const views = tasks.map((task) =>
    taskView(
      task,
      roles.filter((role) => role.task_id === task.id),
      { active, subject, today, earlier },
    ),
  );
  const parties = new Map(
    roles.map(({ organization_id: id, organization, party }) => [id, { id, name: organization, party }]),
  );
  return {
    id: division.id,
    title: division.title,
    level: division.level,
    fromOn: division.from_on,
    toOn: division.to_on,
    cost: division.cost,
    comparison: division.comparison,
    reviewOn: division.review_on,
    active,
    ...acceptance(judged),
    waiting: views.flatMap((task) => task.assignments).filter((entry) => entry.waiting).length,
    late: views.filter((task) => task.timing === 'late').length,
    openAgain: views.flatMap((task) => task.assignments).filter((entry) => entry.openAgain).length,
    decision: {
      id: decision.id,
      no: decisionNumber(decision.fiscal_year, decision.seq),
      title: decision.title,
      declaredCode: decision.declared_code,
      declaredAt: decision.declared_at,
      roundId: decision.round_id,
      sealed: decision.chain_seq !== null,
    },
    parties: [...parties.values()].sort(byParty),
    tasks: views,
  };
}

function assignmentRows(db: Db, divisionId: string) {
  return db
    .selectFrom('role_assignment')
    .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
    .selectAll('role_assignment')
    .leftJoin('role_assignment as next', 'next.id', 'role_assignment.replaced_by')
    .leftJoin('organization as nextParty', 'nextParty.id', 'next.organization_id')
    .select(['organization.name as organization', 'organization.party', 'nextParty.name as replacedByName'])
    .where('role_assignment.division_id', '=', divisionId)
    .orderBy('organization.created_at')
    .orderBy('organization.name', byText)
    .execute();
}

/** Answers that were asked for anew since, of all roles of a division. */
function earlierAnswers(db: Db, divisionId: string) {
  return db
    .selectFrom('role_assignment')
    .innerJoin('role_earlier_answer', 'role_earlier_answer.assignment_id', 'role_assignment.id')
    .select([
      'role_earlier_answer.assignment_id as assignmentId',
      'role_earlier_answer.state',
      'role_earlier_answer.answered_at as answeredAt',
      'role_earlier_answer.via',
      'role_earlier_answer.note',
    ])
    .where('role_assignment.division_id', '=', divisionId)
    .orderBy('role_earlier_answer.answered_at')
    .execute();
}

type AssignmentRecord = Awaited<ReturnType<typeof assignmentRows>>[number];
interface Seen {
  readonly active: boolean;
  readonly subject: Subject;
  readonly today: string;
  readonly earlier: Awaited<ReturnType<typeof earlierAnswers>>;
}

const order = ['lead', 'support', 'consulted', 'informed'] as const;

function taskView(
  task: RoleTaskRecord,
  roles: readonly AssignmentRecord[],
  { active, subject, today, earlier }: Seen,
): TaskView {
  const request = truth(task.request_to_city);
  const accepted = (role: AssignmentRecord) => role.state === 'accepted' || role.state === 'done';
  const leads = roles.filter((role) => role.responsibility === 'lead' && role.replaced_by === null);
  const working = request ? leads.some(accepted) : active;
  const timing = timingOf(task.done_at !== null, task.due_on, today);
  return {
    id: task.id,
    title: task.title,
    detail: task.detail,
    scope: task.scope,
    level: task.level,
    dueOn: task.due_on,
    frequency: task.frequency,
    requestToCity: request,
    doneAt: task.done_at,
    timing,
    daysLate: standingOf({ state: task.done_at === null ? 'asked' : 'done', dueOn: task.due_on }, today)
      .daysLate,
    mayFinish:
      task.done_at === null &&
      working &&
      may(subject, 'task.finish', { organizationIds: leads.map((role) => role.organization_id) }),
    assignments: [...roles]
      .sort((a, b) => order.indexOf(a.responsibility) - order.indexOf(b.responsibility))
      .map((role) => assignmentView(role, task, { active: working, subject, today, earlier })),
  };
}

type RoleDivisionRecord = Omit<RoleDivisionRow, 'cost' | 'comparison'> & {
  readonly cost: string;
  readonly comparison: string;
};

type RoleTaskRecord = Omit<RoleTaskRow, 'detail' | 'frequency' | 'request_to_city'> & {
  readonly detail: string;
  readonly frequency: string;
  readonly request_to_city: number;
};

function assignmentView(
  role: AssignmentRecord,
  task: RoleTaskRecord,
  { active, subject, today, earlier }: Seen,
): AssignmentView {
  const now = stateNow(role.state, active);
  const told = role.state === 'informed';
  // who is only told has nothing to be late with
  const standing = standingOf(
    { state: task.done_at !== null && !told ? 'done' : now, dueOn: told ? null : task.due_on },
    today,
  );
  return {
    id: role.id,
    organizationId: role.organization_id,
    organization: role.organization,
    party: role.party,
    responsibility: role.responsibility,
    state: role.state,
    now,
    answer: task.done_at === null ? standing.answer : standingOf({ state: role.state }, today).answer,
    timing: standing.timing,
    daysLate: standing.daysLate,
    askedAt: role.asked_at,
    answeredAt: role.answered_at,
    note: may(subject, 'meeting.follow') ? role.note : '',
    mine: may(subject, 'role.answer', { organizationId: role.organization_id }),
    waiting: unanswered.some((state) => state === role.state),
    via: role.via,
    askNote: may(subject, 'meeting.follow') ? role.ask_note : '',
    askedAgainAt: role.asked_again_at,
    openAgain:
      task.done_at === null &&
      isOpenAgain(
        { requestToCity: truth(task.request_to_city) },
        { ...role, replaced: role.replaced_by !== null },
      ),
    replacedBy: role.replacedByName ?? '',
    earlier: earlier
      .filter((answer) => answer.assignmentId === role.id)
      .map(({ assignmentId: _, ...answer }) => answer),
  };
}

const kinds = ['community', 'administration', 'partner'] as const;

function byParty(a: PartyView, b: PartyView): number {
  return kinds.indexOf(a.party) - kinds.indexOf(b.party);
}

/**
 * With the newest year come the days ahead, those that came in the last twelve months, and those of its own decisions;
 * an earlier year shows its own. A division's own review day goes before its decision's.
 */
async function reviewsShown(
  db: Db,
  councilId: string,
  subject: Subject,
  today: string,
  { fiscalYear, newest }: { readonly fiscalYear: number | null; readonly newest: boolean },
): Promise<ReviewView[]> {
  const rows = await visible(db, councilId, subject)
    .leftJoin('role_division', 'role_division.decision_id', 'decision.id')
    .select((eb) => [
      'decision.id',
      'decision.fiscal_year',
      'decision.seq',
      'decision.title',
      'decision.state',
      eb.fn.coalesce('role_division.review_on', 'decision.review_on').as('reviewOn'),
    ])
    .where((eb) => eb(eb.fn.coalesce('role_division.review_on', 'decision.review_on'), 'is not', null))
    .execute();
  const from = addMonths(today, -12);
  const dated = rows.filter(
    (row) => row.fiscal_year === fiscalYear || (newest && row.reviewOn !== null && row.reviewOn >= from),
  );
  const due = new Set(reviewsDue(dated, today).map((entry) => entry.id));
  return reviewsDue(dated, '9999-12-31').map(({ id, fiscal_year, seq, title, reviewOn }) => ({
    decisionId: id,
    no: decisionNumber(fiscal_year, seq),
    title,
    reviewOn: reviewOn ?? '',
    due: due.has(id),
  }));
}
