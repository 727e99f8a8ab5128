import { dayOf } from '#lib/domain/calendar/jst.ts';
import { monthOf } from '#lib/domain/consultation/due.ts';
import { agendaIsOpen } from '#lib/domain/meeting/state.ts';
import { may, type Subject } from '#lib/domain/policy/decide.ts';
import type { ConsultationRecord } from '../../access/consultation.ts';
import { isAnnounced } from '../../access/meeting.ts';
import type { Db } from '../../db/open.ts';
import type { MeetingRow } from '../../db/schema.ts';

/* The meetings a consultation is planned for, is on the agenda of, and can be brought to. */

export interface ShownStep {
  readonly month: string;
  readonly purpose: string;
  /** Null where there is none yet, or the reader may not know of it. */
  readonly meeting: {
    readonly id: string;
    readonly fiscalYear: number;
    readonly seq: number;
    /** ms since 1970 UTC */
    readonly startsAt: number;
    readonly state: MeetingRow['state'];
    /** Numbers and titles of its open papers. */
    readonly materials: readonly { readonly no: number; readonly title: string }[];
  } | null;
}

/** The plan, in the order of its months. */
export async function stepsOf(db: Db, consultationId: string, subject: Subject): Promise<ShownStep[]> {
  const rows = await db
    .selectFrom('consultation_step')
    .leftJoin('meeting', 'meeting.id', 'consultation_step.meeting_id')
    .select(['consultation_step.month', 'consultation_step.purpose'])
    .select(['meeting.id', 'meeting.fiscal_year', 'meeting.seq', 'meeting.starts_at', 'meeting.state'])
    .select(['meeting.visibility', 'meeting.called_at'])
    .where('consultation_step.consultation_id', '=', consultationId)
    .orderBy('consultation_step.position')
    .execute();
  const ids = rows.map(({ id }) => id).filter((id) => id !== null);
  const materials = ids.length === 0 ? [] : await openPapers(db, ids);
  return rows.map(({ month, purpose, ...meeting }) => {
    const { id, fiscal_year, seq, starts_at, state, visibility } = meeting;
    if (
      id === null ||
      fiscal_year === null ||
      seq === null ||
      starts_at === null ||
      state === null ||
      visibility === null
    )
      return { month, purpose, meeting: null };
    const known =
      may(subject, 'meeting.read', { visibility }) &&
      (isAnnounced(meeting) || may(subject, 'meeting.prepare', { visibility }));
    return {
      // a meeting that was moved is held in the month of its day now
      month: monthOf(dayOf(starts_at)),
      purpose,
      meeting: known
        ? {
            id,
            fiscalYear: fiscal_year,
            seq,
            startsAt: starts_at,
            state,
            materials: materials.filter((material) => material.meeting_id === id),
          }
        : null,
    };
  });
}

function openPapers(db: Db, meetings: readonly string[]) {
  return db
    .selectFrom('material')
    .leftJoin('agenda_item', 'agenda_item.id', 'material.item_id')
    .select(['material.meeting_id', 'material.no', 'material.title'])
    .where('material.meeting_id', 'in', [...meetings])
    .where('material.withdrawn_at', 'is', null)
    .where('material.visibility', '=', 'open')
    .where((eb) =>
      eb.or([eb('agenda_item.visibility', 'is', null), eb('agenda_item.visibility', '=', 'open')]),
    )
    .orderBy('material.no')
    .execute();
}

/** A meeting that can be chosen, and how the reply stands there. */
export interface AgendaChoice {
  readonly meetingId: string;
  readonly fiscalYear: number;
  readonly seq: number;
  readonly startsAt: number;
  /** Its agenda takes items. */
  readonly open: boolean;
  /** The draft can be frozen there: it was called, and the reply is on its agenda. */
  readonly freezable: boolean;
  readonly onAgenda: boolean;
}

/** Meetings since it was received, and those to come; at most fifty. */
export async function agendasFor(
  db: Db,
  consultation: Pick<ConsultationRecord, 'id' | 'council_id' | 'received_on'>,
  subject: Subject,
): Promise<AgendaChoice[]> {
  const rows = await db
    .selectFrom('meeting')
    .select(['id', 'fiscal_year', 'seq', 'starts_at', 'state', 'visibility'])
    .where('council_id', '=', consultation.council_id)
    .where('starts_at', '>=', Date.parse(`${consultation.received_on.slice(0, 7)}-01T00:00:00+09:00`))
    .where('state', '!=', 'cancelled')
    .orderBy('starts_at')
    .limit(50)
    .execute();
  const items = await db
    .selectFrom('consultation_item')
    .select('meeting_id')
    .where('consultation_id', '=', consultation.id)
    .execute();
  return rows
    .filter(({ visibility }) => may(subject, 'meeting.read', { visibility }))
    .map((row) => {
      const open = agendaIsOpen(row.state);
      const onAgenda = items.some(({ meeting_id }) => meeting_id === row.id);
      const called = row.state !== 'draft' && row.state !== 'postponed';
      return {
        meetingId: row.id,
        fiscalYear: row.fiscal_year,
        seq: row.seq,
        startsAt: row.starts_at,
        open,
        freezable: open && onAgenda && called,
        onAgenda,
      };
    });
}
