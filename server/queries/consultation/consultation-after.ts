import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import type { Db } from '../../db/open.ts';

/* What stands once a reply is out: the reply, its errata, the answers, and the history up to there. */

export interface Report {
  readonly text: string;
  readonly textHash: string;
  readonly documentNo: string;
  readonly submittedOn: string;
  /** Number of the decision that adopted it, '2021-03'. */
  readonly decision: string;
  /** Its entry in the chain: number and hash. */
  readonly chainSeq: number;
  readonly hash: string;
}

/** The reply as it went out; null before. */
export async function reportOf(db: Db, consultationId: string): Promise<Report | null> {
  const row = await db
    .selectFrom('consultation_report as report')
    .innerJoin('consultation', 'consultation.id', 'report.consultation_id')
    .innerJoin('decision', 'decision.id', 'report.decision_id')
    .innerJoin('chain_entry', (join) =>
      join
        .onRef('chain_entry.council_id', '=', 'consultation.council_id')
        .onRef('chain_entry.seq', '=', 'report.chain_seq'),
    )
    .select(['report.text', 'report.text_hash', 'report.document_no', 'report.submitted_on'])
    .select(['report.chain_seq', 'chain_entry.hash', 'decision.fiscal_year', 'decision.seq'])
    .where('report.consultation_id', '=', consultationId)
    .executeTakeFirst();
  return row
    ? {
        text: row.text,
        textHash: row.text_hash,
        documentNo: row.document_no,
        submittedOn: row.submitted_on,
        decision: decisionNumber(row.fiscal_year, row.seq),
        chainSeq: row.chain_seq,
        hash: row.hash,
      }
    : null;
}

/** Errata in the order they were added. */
export function errataOf(db: Db, consultationId: string) {
  return db
    .selectFrom('consultation_erratum')
    .select(['no', 'wrong', 'right_words as right', 'reason', 'added_at as at'])
    .where('consultation_id', '=', consultationId)
    .orderBy('no')
    .execute();
}

/** What was answered to the reply, in order. */
export function answersOf(db: Db, consultationId: string) {
  return db
    .selectFrom('consultation_answer')
    .select(['no', 'answered_by as by', 'answered_on as on', 'text'])
    .where('consultation_id', '=', consultationId)
    .orderBy('no')
    .execute();
}

/** At most so many acts stand on the page, the newest; all are in the exported records. */
const mostEvents = 100;

/** What was done, by whom, the newest first. */
export function eventsOf(db: Db, consultationId: string) {
  return db
    .selectFrom('consultation_event')
    .innerJoin('person', 'person.id', 'consultation_event.person_id')
    .select(['consultation_event.act', 'consultation_event.detail', 'consultation_event.at'])
    .select('person.display_name as name')
    .where('consultation_event.consultation_id', '=', consultationId)
    .orderBy('consultation_event.at', 'desc')
    .orderBy('consultation_event.id')
    .limit(mostEvents)
    .execute();
}
