import { canonicalJson } from '#lib/domain/canonical/json.ts';
import { textHash } from '#lib/domain/canonical/text.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import type { AnsweredCriterion } from '#lib/domain/consultation/criteria.ts';
import type { ConsultationLine } from '#lib/domain/consultation/line.ts';
import { consultationStates, isAnnouncedConsultation, isOut } from '#lib/domain/consultation/life.ts';
import type { MeetingState } from '#lib/domain/meeting/state.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import type { ConsultationRow } from '../db/schema.ts';
import { byText } from '../db/values.ts';

/* What rows of a consultation say. */

/** The hash by which an erratum stands in the chain: of its three texts. */
export function erratumHash(erratum: {
  readonly wrong: string;
  readonly right: string;
  readonly reason: string;
}): string {
  const { wrong, right, reason } = erratum;
  const spelled = canonicalJson({ reason, right, wrong });
  if (isRefusal(spelled)) throw new Error('an erratum that has no canonical spelling');
  return textHash(spelled);
}

const lineColumns = [
  'consultation.id',
  'consultation.fiscal_year',
  'consultation.seq',
  'consultation.title',
  'consultation.asked_by',
  'consultation.due_month',
  'consultation.state',
  'consultation_report.submitted_on',
] as const;

const openStates = consultationStates.filter((state) => !isOut(state));
const announcedStates = consultationStates.filter(isAnnouncedConsultation);

/** At most so many stand in a list; older ones are in the exported records. */
const mostLines = 100;

/** Every consultation of a council, the newest first; `announced`: those that everybody may read of. */
export async function consultationLines(
  db: Db,
  councilId: string,
  { announced }: { readonly announced: boolean },
): Promise<ConsultationLine[]> {
  const rows = await db
    .selectFrom('consultation')
    .leftJoin('consultation_report', 'consultation_report.consultation_id', 'consultation.id')
    .select(lineColumns)
    .where('consultation.council_id', '=', councilId)
    .where('consultation.state', 'in', announced ? announcedStates : consultationStates)
    .orderBy('consultation.fiscal_year', 'desc')
    .orderBy('consultation.seq', 'desc')
    .limit(mostLines)
    .execute();
  return rows.map(lineOf);
}

/** Those that wait for their reply, the most urgent first (CST11). */
export async function openConsultations(
  db: Db,
  councilId: string,
  which: { readonly announced: boolean },
): Promise<ConsultationLine[]> {
  const rows = await db
    .selectFrom('consultation')
    .leftJoin('consultation_report', 'consultation_report.consultation_id', 'consultation.id')
    .select(lineColumns)
    .where('consultation.council_id', '=', councilId)
    .where(
      'consultation.state',
      'in',
      openStates.filter((state) => !which.announced || isAnnouncedConsultation(state)),
    )
    .orderBy('consultation.due_month', byText)
    .orderBy('consultation.seq')
    .limit(mostLines)
    .execute();
  return rows.map(lineOf);
}

/**
 * What an agenda says of consultations (CST11): of a meeting to come all that wait for their reply, and of any meeting those
 * it is planned for or has on its agenda.
 */
export async function meetingConsultations(
  db: Db,
  meeting: { readonly id: string; readonly council_id: string; readonly state: MeetingState },
  which: { readonly announced: boolean },
): Promise<ConsultationLine[]> {
  const ahead = meeting.state !== 'closed' && meeting.state !== 'cancelled';
  const open = ahead ? await openConsultations(db, meeting.council_id, which) : [];
  const linked = await db
    .selectFrom('consultation')
    .leftJoin('consultation_report', 'consultation_report.consultation_id', 'consultation.id')
    .select(lineColumns)
    .where('consultation.council_id', '=', meeting.council_id)
    .where('consultation.id', 'in', (eb) =>
      eb
        .selectFrom('consultation_step')
        .select('consultation_id')
        .where('meeting_id', '=', meeting.id)
        .union(
          eb.selectFrom('consultation_item').select('consultation_id').where('meeting_id', '=', meeting.id),
        ),
    )
    .orderBy('consultation.fiscal_year')
    .orderBy('consultation.seq')
    .execute();
  const named = linked
    .filter(({ state }) => !which.announced || isAnnouncedConsultation(state))
    .map(lineOf)
    .filter(({ no }) => open.every((line) => line.no !== no));
  return [...open, ...named];
}

type LineRow = Pick<ConsultationRow, 'fiscal_year' | 'seq' | 'title' | 'asked_by' | 'due_month' | 'state'> & {
  readonly submitted_on: string | null;
};

function lineOf(row: LineRow): ConsultationLine {
  return {
    no: decisionNumber(row.fiscal_year, row.seq),
    title: row.title,
    askedBy: row.asked_by,
    dueMonth: row.due_month,
    state: row.state,
    submittedOn: row.submitted_on,
  };
}

/** What was answered for the proposal of an item, in the order the criteria were set (CRI4). */
export async function answeredCriteria(
  db: Db | Trx,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AnsweredCriterion[]>> {
  if (itemIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('criterion_answer')
    .innerJoin('criterion', 'criterion.id', 'criterion_answer.criterion_id')
    .select([
      'criterion_answer.item_id',
      'criterion.text',
      'criterion_answer.answer',
      'criterion_answer.sentence',
    ])
    .where('criterion_answer.item_id', 'in', [...itemIds])
    .orderBy('criterion.added_at')
    .orderBy('criterion.id')
    .execute();
  const found = Map.groupBy(rows, ({ item_id }) => item_id);
  return new Map(
    [...found].map(([item, answers]) => [
      item,
      answers.map(({ text, answer, sentence }) => ({ criterion: text, answer, sentence })),
    ]),
  );
}
