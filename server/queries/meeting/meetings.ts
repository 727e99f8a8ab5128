import { holdsWords } from '#lib/domain/issues/search.ts';
import type { Moved } from '#lib/domain/meeting/announcement.ts';
import { yearShown } from '#lib/domain/calendar/year.ts';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { may, type Subject } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { movesOf } from '../../records/announcement.ts';
import { openCouncil, type OpenedCouncil } from '../../access/council.ts';
import type { Actor } from '../../access/subject.ts';
import { recordDateWords } from '#lib/text/dates.ts';
import { meetingTitleShort } from '#lib/text/meeting.ts';
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
  /** Where it was put off or moved from what people were told. */
  readonly moved: Moved | null;
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
  const [, at = '', id = ''] = /^(\d{1,15})\.(.+)$/.exec(page.after ?? '') ?? [];
  if (page.after !== null && id === '') return [];
  const rows = await known(db, opened)
    .selectAll('meeting')
    .select('minutes.state as minutes')
    .$if(id !== '', (meetings) =>
      meetings.where(({ eb, and, or }) =>
        or([
          eb('meeting.starts_at', '<', Number(at)),
          and([eb('meeting.starts_at', '=', Number(at)), eb('meeting.id', '<', id)]),
        ]),
      ),
    )
    .orderBy('meeting.starts_at', 'desc')
    .orderBy('meeting.id', 'desc')
    .limit(page.limit)
    .execute();
  return linesOf(db, rows, opened.subject);
}

/** A year of meetings, the one to come, and which other years there are. */
export interface MeetingsYear {
  /** The newest first, with how many meetings each has. */
  readonly years: readonly { readonly fiscalYear: number; readonly n: number }[];
  /** The year shown; null before the first meeting. */
  readonly fiscalYear: number | null;
  /** Latest first. */
  readonly meetings: readonly MeetingLine[];
  /** In session, else the next to come. */
  readonly next: MeetingLine | null;
  /** The latest of all: what a council does is what it did last time. */
  readonly last: MeetingLine | null;
}

/** One fiscal year of meetings: the one asked for where it has some, else the newest. */
export async function meetingsYear(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  asked: number | null,
  now: number,
): Promise<MeetingsYear | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const years = await known(db, opened)
    .select(['meeting.fiscal_year as fiscalYear', countRows().as('n')])
    .groupBy('meeting.fiscal_year')
    .orderBy('meeting.fiscal_year', 'desc')
    .execute();
  const fiscalYear = yearShown(years, asked);
  const latest = () =>
    known(db, opened)
      .selectAll('meeting')
      .select('minutes.state as minutes')
      .orderBy('meeting.starts_at', 'desc')
      .orderBy('meeting.id', 'desc');
  const ahead = await latest()
    .where(({ eb, and, or }) =>
      or([
        eb('meeting.state', 'in', ['in_session', 'recess']),
        and([eb('meeting.state', 'in', ['draft', 'called']), eb('meeting.ends_at', '>', now)]),
      ]),
    )
    .execute();
  const lines = async (rows: readonly KnownMeeting[]) => linesOf(db, rows, opened.subject);
  const [next] = await lines(ahead.slice(-1));
  const [last] = await lines(await latest().limit(1).execute());
  const shown =
    fiscalYear === null ? [] : await latest().where('meeting.fiscal_year', '=', fiscalYear).execute();
  return { years, fiscalYear, meetings: await lines(shown), next: next ?? null, last: last ?? null };
}

/**
 * Meetings of any year that hold every word of `query`, latest first: in their number, day and place, and in the items
 * of their agenda that the asker may know of.
 */
export async function meetingsSearch(
  db: Db,
  actor: Pick<Actor, 'personId' | 'locale'>,
  slug: string,
  query: string,
): Promise<MeetingLine[] | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const rows = await known(db, opened)
    .selectAll('meeting')
    .select('minutes.state as minutes')
    .orderBy('meeting.starts_at', 'desc')
    .orderBy('meeting.id', 'desc')
    .execute();
  const titles = await titlesOf(
    db,
    rows.map(({ id }) => id),
    may(opened.subject, 'meeting.readClosed'),
  );
  const found = rows.filter((row) =>
    holdsWords(
      [
        meetingTitleShort({ fiscalYear: row.fiscal_year, seq: row.seq }, actor.locale),
        recordDateWords(row.starts_at, actor.locale),
        dayOf(row.starts_at),
        row.place,
        ...(titles.get(row.id) ?? []),
      ].join('\n'),
      query,
    ),
  );
  return linesOf(db, found, opened.subject);
}

type KnownMeeting = MeetingRow & { readonly minutes: MinutesRow['state'] | null };

/** Meetings of a council that the asker may know of. */
export function known(db: Db, { council, subject }: OpenedCouncil) {
  const visibilities = (['open', 'partly', 'closed'] as const).filter((visibility) =>
    may(subject, 'meeting.read', { visibility }),
  );
  return (
    db
      .selectFrom('meeting')
      .leftJoin('minutes', 'minutes.meeting_id', 'meeting.id')
      .where('meeting.council_id', '=', council.id)
      .where('meeting.visibility', 'in', visibilities)
      // the same question as access/meeting.ts asks of one
      .$if(!may(subject, 'meeting.prepare'), (meetings) =>
        meetings.where('meeting.called_at', 'is not', null),
      )
  );
}

async function linesOf(db: Db, rows: readonly KnownMeeting[], subject: Subject): Promise<MeetingLine[]> {
  const ids = rows.map(({ id }) => id);
  const attended = await attendedOf(db, ids);
  const moves = await movesOf(db, ids);
  const decisions = await decisionsOf(db, ids, may(subject, 'meeting.readClosed'));
  return rows.map((row) => ({
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
    moved: moves.get(row.id) ?? null,
  }));
}

/** Seats with somebody on them at some time of each meeting. */
async function attendedOf(db: Db, meetingIds: readonly string[]): Promise<Map<string, number>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('attendance')
    .select((eb) => ['meeting_id as id', counted(eb.fn.count('seat_id').distinct()).as('n')])
    .where('meeting_id', 'in', meetingIds)
    .where('mode', 'in', ['in_person', 'online', 'alternate'])
    .groupBy('meeting_id')
    .execute();
  return new Map(rows.map((row) => [row.id, row.n]));
}

/** Titles of the items of each meeting, without those taken off, and closed ones only for those who see them. */
async function titlesOf(
  db: Db,
  meetingIds: readonly string[],
  seesClosed: boolean,
): Promise<Map<string, string[]>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('agenda_item')
    .select(['meeting_id', 'title'])
    .where('meeting_id', 'in', meetingIds)
    .where('state', '!=', 'withdrawn')
    .$if(!seesClosed, (items) => items.where('visibility', '=', 'open'))
    .execute();
  const titles = new Map<string, string[]>();
  for (const { meeting_id, title } of rows)
    titles.set(meeting_id, [...(titles.get(meeting_id) ?? []), title]);
  return titles;
}

async function decisionsOf(
  db: Db,
  meetingIds: readonly string[],
  seesClosed: boolean,
): Promise<Map<string, number>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('decision')
    .leftJoin('agenda_item', 'agenda_item.id', 'decision.item_id')
    .select(['decision.meeting_id as id', countRows().as('n')])
    .where('decision.meeting_id', 'in', meetingIds)
    .groupBy('decision.meeting_id')
    .$if(!seesClosed, (query) =>
      query.where((eb) =>
        eb.or([eb('agenda_item.visibility', 'is', null), eb('agenda_item.visibility', '=', 'open')]),
      ),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, row.n]));
}
