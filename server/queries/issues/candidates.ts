import { may } from '#lib/domain/policy/decide.ts';
import { subjectOf, type Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { gatheredIn, tagsIn } from '../../db/decode.ts';

/** A matter put forward for an agenda, as the people of the council read it. */
export interface Candidate {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly fields: readonly string[];
  readonly lifeStages: readonly string[];
  readonly measure: string | null;
  readonly origin: 'gap' | 'canvas';
  readonly issues: readonly { readonly no: number; readonly title: string }[];
  readonly proposedBy: string;
  readonly createdAt: number;
  /** The meeting on whose agenda it stands; null while it waits. */
  readonly meeting: { readonly id: string; readonly fiscalYear: number; readonly seq: number } | null;
}

/** Candidates that wait or stand on an agenda to come, latest first; empty for whoever may not propose any. */
export async function openCandidates(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  councilId: string,
): Promise<Candidate[]> {
  if (!may(await subjectOf(db, actor, councilId), 'candidate.propose')) return [];
  const rows = await db
    .selectFrom('agenda_candidate')
    .innerJoin('person', 'person.id', 'agenda_candidate.created_by')
    .leftJoin('meeting', 'meeting.id', 'agenda_candidate.meeting_id')
    .selectAll('agenda_candidate')
    .select(['person.display_name', 'meeting.fiscal_year', 'meeting.seq', 'meeting.state as meeting_state'])
    .where('agenda_candidate.council_id', '=', councilId)
    .where('agenda_candidate.state', '!=', 'dropped')
    .orderBy('agenda_candidate.created_at', 'desc')
    .execute();
  const waiting = rows.filter((row) => row.meeting_state !== 'closed' && row.meeting_state !== 'cancelled');
  const ids = waiting.flatMap(gatheredIn);
  const issues =
    ids.length === 0
      ? []
      : await db.selectFrom('issue').select(['id', 'no', 'title']).where('id', 'in', ids).execute();
  return waiting.map((row) => ({
    id: row.id,
    title: row.title,
    note: row.note,
    ...tagsIn(row),
    measure: row.measure,
    origin: row.origin,
    issues: gatheredIn(row).flatMap((id) => {
      const issue = issues.find((one) => one.id === id);
      return issue ? [{ no: issue.no ?? 0, title: issue.title }] : [];
    }),
    proposedBy: row.display_name,
    createdAt: row.created_at,
    meeting:
      row.meeting_id !== null && row.fiscal_year !== null && row.seq !== null
        ? { id: row.meeting_id, fiscalYear: row.fiscal_year, seq: row.seq }
        : null,
  }));
}
