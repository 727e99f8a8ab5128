import { movedOf, type CalendarMeeting } from '#lib/domain/meeting/announcement.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { localeOf, type Locale } from '#lib/i18n/locale.ts';
import { openCouncil } from '../../access/council.ts';
import type { LookUpLimits } from '../../access/receipt.ts';
import type { Actor } from '../../access/subject.ts';
import { announcementsOf } from '../../records/announcement.ts';
import { calendarHash } from '../../db/token-hash.ts';
import type { Db } from '../../db/open.ts';
import { nameOf, type CouncilName } from '../council/council.ts';
import { mandatesOf } from '../council/people.ts';
import { known } from './meetings.ts';

/* Meetings as calendars that subscribe read them again and again: those that people were told of, and no words of them. */

/** A calendar keeps what it has seen, so a year back is enough; and no council meets more often. */
const backMs = 366 * 86_400_000;
const atMost = 200;

/** The public meetings of a council that were called, the next and the last first (FEE1). */
export async function councilCalendar(
  db: Db,
  slug: string,
  now: number,
): Promise<{ readonly council: CouncilName; readonly meetings: readonly CalendarMeeting[] } | Refusal> {
  const opened = await openCouncil(db, { personId: null }, slug);
  if (isRefusal(opened)) return opened;
  const council = nameOf(opened.council);
  return { council, meetings: await calledMeetings(db, null, council, now) };
}

/** Whose calendar it is, in which language, and what is in it. */
export interface OwnCalendar {
  readonly locale: Locale;
  readonly meetings: readonly CalendarMeeting[];
}

/**
 * The meetings of all councils in which the person of this address has a mandate now (FEE2). An address that was never
 * made and one that has ended are the same `not-found` and are counted; too many are `too-many-requests` (LIM2).
 */
export async function calendarByAddress(
  db: Db,
  limits: LookUpLimits,
  actor: Pick<Actor, 'address'>,
  token: string,
  now: number,
): Promise<OwnCalendar | Refusal> {
  const person = await db
    .selectFrom('calendar_address')
    .innerJoin('person', 'person.id', 'calendar_address.person_id')
    .select(['person.id', 'person.locale'])
    .where('token_hash', '=', calendarHash(token))
    .where('person.erased_at', 'is', null)
    .executeTakeFirst();
  if (!person) {
    const tooMany = limits.mayLookUp(actor.address);
    if (tooMany) return tooMany;
    limits.wrongCode(actor.address);
    return refuse('not-found');
  }
  const councils = new Map((await mandatesOf(db, [person.id])).map((held) => [held.id, nameOf(held)]));
  const meetings: CalendarMeeting[] = [];
  for (const council of councils.values())
    meetings.push(...(await calledMeetings(db, person.id, council, now)));
  return { locale: localeOf(person.locale), meetings };
}

/** When the caller made the address of his calendar, ms since 1970 UTC; null where he has none. */
export async function ownCalendarAddress(db: Db, actor: Pick<Actor, 'personId'>): Promise<number | null> {
  if (actor.personId === null) return null;
  const made = await db
    .selectFrom('calendar_address')
    .select('created_at')
    .where('person_id', '=', actor.personId)
    .executeTakeFirst();
  return made?.created_at ?? null;
}

async function calledMeetings(
  db: Db,
  personId: string | null,
  council: CouncilName,
  now: number,
): Promise<CalendarMeeting[]> {
  const opened = await openCouncil(db, { personId }, council.slug);
  if (isRefusal(opened)) return [];
  const rows = await known(db, opened)
    .selectAll('meeting')
    .where('meeting.called_at', 'is not', null)
    .where('meeting.starts_at', '>', now - backMs)
    .orderBy('meeting.starts_at', 'desc')
    .limit(atMost)
    .execute();
  const acts = await announcementsOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const own = acts.get(row.id) ?? [];
    return {
      id: row.id,
      council,
      fiscalYear: row.fiscal_year,
      seq: row.seq,
      state: row.state,
      kind: row.kind,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      place: row.place,
      moved: movedOf(own),
      announcement: { no: Math.max(1, own.length), at: own.at(-1)?.at ?? row.created_at },
    };
  });
}
