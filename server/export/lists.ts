import { recordLocale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Role } from '#lib/domain/policy/actions.ts';
import type { Day } from '#lib/domain/calendar/day.ts';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { attendanceWord, meetingStateWord, visibilityWord, type AttendanceWay } from '#lib/text/meeting.ts';
import { outcomeLabel, type SaidCode } from '#lib/text/outcome.ts';
import { mandateWord, partWords } from '#lib/text/roles.ts';
import { decisionStateWord, decisionTitle, issueStateWord, type DecisionState } from '#lib/text/states.ts';
import { fieldWord } from '#lib/text/taxonomy.ts';
import type { Db } from '../db/open.ts';
import { byText, truth } from '../db/values.ts';
import { asSealed, sealedDecisions } from '../records/sealed-decisions.ts';
import { csvOf, type Cell } from './csv.ts';
import { fieldsIn } from '../db/decode.ts';

/* The lists an office keeps, in its own words: who sits, who came, what was decided, who does what. */

const o = { locale: recordLocale };

/** File name (without ending) → CSV text. */
export async function csvLists(db: Db, councilId: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['members', await members(db, councilId)],
    ['meetings', await meetings(db, councilId)],
    ['attendance', await attendance(db, councilId)],
    ['decisions', await decisions(db, councilId)],
    ['roles', await roles(db, councilId)],
    ['issues', await issues(db, councilId)],
  ]);
}

const at = (ms: number | null): Cell => (ms === null ? null : { at: ms });
const on = (day: Day | null): Cell => (day === null ? null : { day });

async function members(db: Db, councilId: string): Promise<string> {
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .leftJoin('seat', 'seat.id', 'mandate.seat_id')
    .leftJoin('organization as own', 'own.id', 'mandate.organization_id')
    .leftJoin('organization as of_seat', 'of_seat.id', 'seat.organization_id')
    .select(['seat.no', 'seat.label', 'own.name as own', 'of_seat.name as ofSeat', 'person.display_name'])
    .select(['mandate.role', 'mandate.from_on', 'mandate.to_on', 'mandate.ended_at'])
    .where('mandate.council_id', '=', councilId)
    .orderBy('seat.no')
    .orderBy('mandate.created_at')
    .execute();
  return csvOf(
    [
      m.export_col_seat_no({}, o),
      m.export_col_seat({}, o),
      m.export_col_organization({}, o),
      m.export_col_name({}, o),
      m.export_col_role({}, o),
      m.export_col_from({}, o),
      m.export_col_to({}, o),
    ],
    rows.map((row) => [
      row.no,
      row.label,
      row.own ?? row.ofSeat,
      row.display_name,
      mandateWord(row.role as Role, 'ja'),
      on(row.from_on),
      on(row.ended_at === null ? row.to_on : dayOf(row.ended_at)),
    ]),
  );
}

async function meetings(db: Db, councilId: string): Promise<string> {
  const rows = await db
    .selectFrom('meeting')
    .selectAll()
    .where('council_id', '=', councilId)
    .orderBy('fiscal_year')
    .orderBy('seq')
    .execute();
  return csvOf(
    [
      m.export_col_year({}, o),
      m.export_col_meeting({}, o),
      m.export_col_starts({}, o),
      m.export_col_ends({}, o),
      m.export_col_place({}, o),
      m.export_col_visibility({}, o),
      m.export_col_state({}, o),
    ],
    rows.map((row) => [
      row.fiscal_year,
      row.seq,
      at(row.opened_at ?? row.starts_at),
      at(row.closed_at ?? row.ends_at),
      row.place,
      visibilityWord(row.visibility, 'ja'),
      meetingStateWord(row.state, 'ja'),
    ]),
  );
}

async function attendance(db: Db, councilId: string): Promise<string> {
  const rows = await db
    .selectFrom('attendance')
    .innerJoin('meeting', 'meeting.id', 'attendance.meeting_id')
    .leftJoin('seat', 'seat.id', 'attendance.seat_id')
    .leftJoin('person', 'person.id', 'attendance.person_id')
    .select(['meeting.fiscal_year', 'meeting.seq', 'seat.no', 'seat.label', 'person.display_name'])
    .select(['attendance.name', 'attendance.mode', 'attendance.arrived_at', 'attendance.left_at'])
    .select(['attendance.office', 'attendance.announced'])
    .where('meeting.council_id', '=', councilId)
    .orderBy('meeting.fiscal_year')
    .orderBy('meeting.seq')
    .orderBy('seat.no')
    .orderBy('attendance.arrived_at')
    .execute();
  return csvOf(
    [
      m.export_col_year({}, o),
      m.export_col_meeting({}, o),
      m.export_col_seat_no({}, o),
      m.export_col_seat({}, o),
      m.export_col_name({}, o),
      m.export_col_office({}, o),
      m.export_col_way({}, o),
      m.export_col_arrived({}, o),
      m.export_col_left({}, o),
    ],
    rows.map((row) => [
      row.fiscal_year,
      row.seq,
      row.no,
      row.label,
      row.name || row.display_name,
      row.office,
      wayOf(row.mode, truth(row.announced)),
      // a reply is no arrival (REG1)
      truth(row.announced) ? '' : at(row.arrived_at),
      at(row.left_at),
    ]),
  );
}

/** How somebody was there; of a reply, how he means to be. */
function wayOf(mode: AttendanceWay, announced: boolean): string {
  const way = attendanceWord(mode, 'ja');
  return announced ? m.room_announced({ way }, o) : way;
}

async function decisions(db: Db, councilId: string): Promise<string> {
  const rows = await db
    .selectFrom('decision')
    .selectAll()
    .where('council_id', '=', councilId)
    .orderBy('fiscal_year')
    .orderBy('seq')
    .execute();
  // what is sealed is told from the chain
  const seals = await sealedDecisions(
    db,
    councilId,
    rows.map(({ id }) => id),
    { names: true, hidden: m.minutes_name_hidden({}, o) },
  );
  return csvOf(
    [
      m.export_col_no({}, o),
      m.export_col_date({}, o),
      m.export_col_title({}, o),
      m.export_col_text({}, o),
      m.export_col_result({}, o),
      m.export_col_review({}, o),
      m.export_col_state({}, o),
    ],
    rows
      .map((row) => asSealed(row, seals.get(row.id)))
      .map((row) => [
        decisionTitle(row.fiscal_year, row.seq, 'ja'),
        on(dayOf(row.declared_at)),
        row.title,
        row.text,
        outcomeLabel(row.declared_code as SaidCode, 'ja'),
        on(row.review_on),
        decisionStateWord(row.state satisfies DecisionState, 'ja'),
      ]),
  );
}

async function roles(db: Db, councilId: string): Promise<string> {
  const rows = await db
    .selectFrom('role_assignment')
    .innerJoin('role_task', 'role_task.id', 'role_assignment.task_id')
    .innerJoin('role_division', 'role_division.id', 'role_assignment.division_id')
    .innerJoin('decision', 'decision.id', 'role_division.decision_id')
    .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
    .select(['decision.fiscal_year', 'decision.seq', 'role_task.title', 'organization.name'])
    .select(['role_assignment.responsibility', 'role_assignment.state', 'role_task.due_on'])
    .select(['role_task.detail', 'role_task.frequency', 'role_task.request_to_city'])
    .where('role_division.council_id', '=', councilId)
    .orderBy('decision.fiscal_year')
    .orderBy('decision.seq')
    .orderBy('role_task.position')
    .orderBy('organization.name', byText)
    .execute();
  return csvOf(
    [
      m.export_col_no({}, o),
      m.export_col_task({}, o),
      m.export_col_organization({}, o),
      m.export_col_part({}, o),
      m.export_col_answer({}, o),
      m.export_col_due({}, o),
      m.export_col_frequency({}, o),
      m.export_col_detail({}, o),
    ],
    rows.map((row) => {
      const { part, answer } = partWords({ ...row, requestToCity: truth(row.request_to_city) }, 'ja');
      return [
        decisionTitle(row.fiscal_year, row.seq, 'ja'),
        row.title,
        row.name,
        part,
        answer,
        on(row.due_on),
        row.frequency,
        row.detail,
      ];
    }),
  );
}

async function issues(db: Db, councilId: string): Promise<string> {
  const rows = await db
    .selectFrom('issue')
    .selectAll()
    .where('council_id', '=', councilId)
    .orderBy('submitted_at')
    .execute();
  return csvOf(
    [
      m.export_col_no({}, o),
      m.export_col_title({}, o),
      m.export_col_text({}, o),
      m.export_col_place({}, o),
      m.export_col_fields({}, o),
      m.export_col_state({}, o),
      m.export_col_submitted({}, o),
      m.export_col_published({}, o),
    ],
    rows.map((row) => [
      row.no,
      row.title,
      row.body,
      row.place,
      fieldsIn(row)
        .map((field) => fieldWord(field, 'ja'))
        .join(m.ui_list_comma({}, o)),
      issueStateWord(row.state, 'ja'),
      at(row.submitted_at),
      at(row.published_at),
    ]),
  );
}
