import { may, type Facts, type Subject } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { AssignedTask } from '#lib/domain/roles/assignment.ts';
import type { Db, Trx } from '../db/open.ts';
import { countRows, truth } from '../db/values.ts';
import { meetingNamed, type MeetingRecord } from './meeting.ts';
import { asProvisional, provisionalFor } from './provisional.ts';

/* Decisions, role divisions, tasks and assignments that commands name. Absent and foreign are one answer. */

export type DecisionRecord = NonNullable<Awaited<ReturnType<typeof loadDecision>>>;

export interface NamedDecision {
  readonly councilId: string;
  readonly meetingId: string;
  readonly facts: Facts;
  readonly meeting: MeetingRecord;
  readonly decision: DecisionRecord;
  /** The input field that named it. */
  readonly field: string;
}

/** A decision and the meeting that made it. */
export async function decisionNamed(
  db: Db | Trx,
  decisionId: string,
  field = 'decisionId',
): Promise<NamedDecision | Refusal> {
  const decision = await loadDecision(db, decisionId);
  const named = decision && (await meetingNamed(db, decision.meeting_id, field));
  if (!named || isRefusal(named)) return refuse('not-found', { field });
  return { ...named, facts: { ...named.facts, inside: true }, decision };
}

/** A role with its task, its division and the decision behind it. */
export type NamedAssignment = Exclude<Awaited<ReturnType<typeof assignmentNamed>>, Refusal>;

/** A role given to an organisation, whose own affair it is. */
export async function assignmentNamed(db: Db | Trx, assignmentId: string) {
  const assignment = await db
    .selectFrom('role_assignment')
    .selectAll()
    .where('id', '=', assignmentId)
    .executeTakeFirst();
  const named = assignment && (await divisionNamed(db, assignment.division_id, 'assignmentId'));
  if (!named || isRefusal(named)) return refuse('not-found', { field: 'assignmentId' });
  const task = await db
    .selectFrom('role_task')
    .selectAll()
    .where('id', '=', assignment.task_id)
    .executeTakeFirstOrThrow();
  const facts = { ...ownAffair, organizationId: assignment.organization_id };
  return { ...named, facts, assignment, task };
}

/** A task of a division, its own parties' affair: those who lead it or lend a hand. */
export async function taskNamed(db: Db | Trx, taskId: string) {
  const task = await db.selectFrom('role_task').selectAll().where('id', '=', taskId).executeTakeFirst();
  const named = task && (await divisionNamed(db, task.division_id, 'taskId'));
  if (!named || isRefusal(named)) return refuse('not-found', { field: 'taskId' });
  const assignments = await db
    .selectFrom('role_assignment')
    .select(['id', 'organization_id', 'responsibility', 'state'])
    .where('task_id', '=', taskId)
    .where('replaced_by', 'is', null)
    .execute();
  const leads = assignments.filter((entry) => entry.responsibility === 'lead');
  const facts = { ...ownAffair, organizationIds: leads.map((entry) => entry.organization_id) };
  return { ...named, facts, task, assignments };
}

/** Whoever was given a role answers for it, also where the meeting itself is closed to him. */
const ownAffair: Facts = { inside: true };

async function divisionNamed(db: Db | Trx, divisionId: string, field: string) {
  const division = await db
    .selectFrom('role_division')
    .selectAll()
    .where('id', '=', divisionId)
    .executeTakeFirst();
  const named = division && (await decisionNamed(db, division.decision_id, field));
  if (!named || isRefusal(named)) return refuse('not-found', { field });
  // no meetingId: an alternate of that evening answers for nobody afterwards
  return { councilId: named.councilId, decision: named.decision, division, field };
}

/** Tasks of a division with the answers so far, as the domain asks whether it is active (I10). */
export async function divisionTasks(db: Db | Trx, divisionId: string): Promise<AssignedTask[]> {
  const tasks = await db
    .selectFrom('role_task')
    .select(['id', 'request_to_city'])
    .where('division_id', '=', divisionId)
    .execute();
  const assignments = await db
    .selectFrom('role_assignment')
    .select(['task_id', 'responsibility', 'state', 'replaced_by'])
    .where('division_id', '=', divisionId)
    .execute();
  return tasks.map((task) => ({
    requestToCity: truth(task.request_to_city),
    assignments: assignments
      .filter((entry) => entry.task_id === task.id)
      .map((entry) => ({ ...entry, replaced: entry.replaced_by !== null })),
  }));
}

function loadDecision(db: Db | Trx, id: string) {
  return db.selectFrom('decision').selectAll().where('id', '=', id).executeTakeFirst();
}

export type VisibleDecision = Awaited<ReturnType<typeof visibleDecisions>>[number];

/** Which of the decisions one may see; everything absent: all. */
export interface WhichDecisions {
  readonly fiscalYear?: number;
  readonly ids?: readonly string[];
  readonly issueId?: string;
  /** Those that come after this one in the list. */
  readonly after?: { readonly fiscalYear: number; readonly seq: number };
  readonly limit?: number;
}

/**
 * Decisions of a council that the subject may see, the newest number first. People of the council see all but
 * those behind closed doors; the street sees what is sealed in the chain, and what is openly provisional, without names
 * (I12, QPW1, QPW3).
 */
export async function visibleDecisions(
  db: Db,
  councilId: string,
  subject: Subject,
  { fiscalYear, ids, issueId, after, limit }: WhichDecisions = {},
) {
  const provisional = await provisionalFor(db, councilId, subject);
  const rows = await visible(db, councilId, subject, provisional)
    .leftJoin('person', 'person.id', 'decision.declared_by')
    .selectAll('decision')
    .select([
      'meeting.seq as meeting_seq',
      'meeting.starts_at',
      'agenda_item.title as item_title',
      'agenda_item.issue_id',
      'chain_entry.seq as chain_seq',
      'person.display_name as declared_by_name',
    ])
    .$if(fiscalYear !== undefined, (rows) => rows.where('decision.fiscal_year', '=', fiscalYear ?? 0))
    .$if(ids !== undefined, (rows) => rows.where('decision.id', 'in', ids ?? []))
    .$if(issueId !== undefined, (rows) => rows.where('agenda_item.issue_id', '=', issueId ?? ''))
    .$if(after !== undefined, (rows) =>
      rows.where(({ eb, and, or }) =>
        or([
          eb('decision.fiscal_year', '<', after?.fiscalYear ?? 0),
          and([
            eb('decision.fiscal_year', '=', after?.fiscalYear ?? 0),
            eb('decision.seq', '<', after?.seq ?? 0),
          ]),
        ]),
      ),
    )
    .$if(limit !== undefined, (rows) => rows.limit(limit ?? 0))
    .orderBy('decision.fiscal_year', 'desc')
    .orderBy('decision.seq', 'desc')
    .execute();
  if (provisional.length === 0 || rows.every(({ chain_seq }) => chain_seq !== null)) return rows;
  const shown = await asProvisional(
    db,
    councilId,
    // nobody reads the round of it, or the name of who declared it, before the minutes are published
    rows.map((row) => (row.chain_seq === null ? { ...row, round_id: null, declared_by_name: null } : row)),
  );
  return rows.map((row, i) => (row.chain_seq === null ? shown[i]! : row));
}

/** Fiscal years with decisions the subject may see, the newest first, and how many each has. */
export async function decisionYears(
  db: Db,
  councilId: string,
  subject: Subject,
): Promise<{ fiscalYear: number; n: number }[]> {
  return visible(db, councilId, subject, await provisionalFor(db, councilId, subject))
    .select(['decision.fiscal_year as fiscalYear', countRows().as('n')])
    .groupBy('decision.fiscal_year')
    .orderBy('decision.fiscal_year', 'desc')
    .execute();
}

/**
 * The decisions of a council as far as the subject may see them, before anything is chosen of them. `provisional`:
 * meetings of which the street sees unsealed ones too, where it is told that they are.
 */
export function visible(db: Db, councilId: string, subject: Subject, provisional: readonly string[] = []) {
  return db
    .selectFrom('decision')
    .innerJoin('meeting', 'meeting.id', 'decision.meeting_id')
    .leftJoin('agenda_item', 'agenda_item.id', 'decision.item_id')
    .leftJoin('chain_entry', (join) =>
      join.onRef('chain_entry.ref_id', '=', 'decision.id').on('chain_entry.kind', '=', 'decision'),
    )
    .where('decision.council_id', '=', councilId)
    .$if(!may(subject, 'meeting.readClosed'), (rows) =>
      rows
        .where('meeting.visibility', '!=', 'closed')
        .where(({ eb, or }) =>
          or([eb('agenda_item.visibility', 'is', null), eb('agenda_item.visibility', '!=', 'closed')]),
        ),
    )
    .$if(!may(subject, 'meeting.follow'), (rows) =>
      rows.where(({ eb, or }) =>
        or([
          eb('chain_entry.seq', 'is not', null),
          ...(provisional.length > 0 ? [eb('meeting.id', 'in', [...provisional])] : []),
        ]),
      ),
    );
}
