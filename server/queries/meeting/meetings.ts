import { may, type Subject } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { isAnnounced } from '../../access/meeting.ts';
import { openCouncil } from '../../access/council.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import type { MeetingRow, MinutesRow } from '../../db/schema.ts';
import { countRows, counted } from '../../db/values.ts';

/* The meetings of a council, latest first; the street sees called ones that are not closed to the public. */

export interface MeetingLine {
  readonly id: string;
  readonly fiscalYear: number;
  readonly seq: number;
  readonly kind: MeetingRow['kind'];
  /** ms since 1970 UTC */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string;
  readonly visibility: MeetingRow['visibility'];
  readonly state: MeetingRow['state'];
  readonly urgent: boolean;
  readonly minutes: MinutesRow['state'] | null;
  readonly decisions: number;
  /** Seats that attended; null before the opening. */
  readonly attended: number | null;
}

/** The meetings the actor may know of, latest first. `after`: '{startsAt}.{id}' of the last one before. */
export async function meetingsOf(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  page: { readonly limit: number; readonly after: string | null } = { limit: 500, after: null },
): Promise<MeetingLine[] | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const { council, subject } = opened;
  const rows = (
    await db
      .selectFrom('meeting')
      .leftJoin('minutes', 'minutes.meeting_id', 'meeting.id')
      .selectAll('meeting')
      .select('minutes.state as minutes')
      .where('meeting.council_id', '=', council.id)
      .orderBy('meeting.starts_at', 'desc')
      .orderBy('meeting.id', 'desc')
      .execute()
  ).filter((row) => mayKnow(subject, row));
  const start = page.after === null ? 0 : rows.findIndex((row) => meetingKey(row) === page.after) + 1;
  const shown = page.after !== null && start === 0 ? [] : rows.slice(start, start + page.limit);
  const attended = await attendedOf(db, council.id);
  const decisions = await decisionsOf(db, council.id, may(subject, 'meeting.readClosed'));
  return shown.map((row) => ({
    id: row.id,
    fiscalYear: row.fiscal_year,
    seq: row.seq,
    kind: row.kind,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    place: row.place,
    visibility: row.visibility,
    state: row.state,
    urgent: row.urgent_reason !== null,
    minutes: row.minutes,
    decisions: decisions.get(row.id) ?? 0,
    attended: row.opened_at === null ? null : (attended.get(row.id) ?? 0),
  }));
}

/** Where a page of the list goes on. */
export function meetingKey(row: { id: string } & ({ starts_at: number } | { startsAt: number })): string {
  return `${'starts_at' in row ? row.starts_at : row.startsAt}.${row.id}`;
}

function mayKnow(subject: Subject, row: MeetingRow): boolean {
  if (!may(subject, 'meeting.read', { visibility: row.visibility })) return false;
  return isAnnounced(row) || may(subject, 'meeting.follow');
}

/** Seats with somebody on them at some time of each meeting. */
async function attendedOf(db: Db, councilId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('attendance')
    .innerJoin('meeting', 'meeting.id', 'attendance.meeting_id')
    .select((eb) => ['meeting.id', counted(eb.fn.count('attendance.seat_id').distinct()).as('n')])
    .where('meeting.council_id', '=', councilId)
    .where('attendance.mode', 'in', ['in_person', 'online', 'alternate'])
    .groupBy('meeting.id')
    .execute();
  return new Map(rows.map((row) => [row.id, row.n]));
}

async function decisionsOf(db: Db, councilId: string, seesClosed: boolean): Promise<Map<string, number>> {
  let query = db
    .selectFrom('decision')
    .leftJoin('agenda_item', 'agenda_item.id', 'decision.item_id')
    .select(['decision.meeting_id as id', countRows().as('n')])
    .where('decision.council_id', '=', councilId)
    .groupBy('decision.meeting_id');
  if (!seesClosed)
    query = query.where((eb) =>
      eb.or([eb('agenda_item.visibility', 'is', null), eb('agenda_item.visibility', '=', 'open')]),
    );
  return new Map((await query.execute()).map((row) => [row.id, row.n]));
}
