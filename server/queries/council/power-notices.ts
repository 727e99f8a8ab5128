import type { PowerNoticeKind } from '#lib/domain/council/power-notices.ts';
import { shownDays } from '#lib/domain/council/power-notices.ts';
import type { Db } from '../../db/open.ts';

/** What somebody was told about powers and accounts. */
export interface PowerNotice {
  readonly id: string;
  readonly kind: PowerNoticeKind;
  readonly aboutId: string;
  readonly about: string;
  /** '' where it is about an account. */
  readonly role: string;
  /** Who did it; '' where nobody was signed in. */
  readonly by: string;
  /** ms since 1970 UTC */
  readonly at: number;
  readonly seen: boolean;
}

const most = 50;
const dayMs = 86_400_000;

/** The latest of one person's notices in a council, at most 50. */
export async function powerNotices(db: Db, councilId: string, personId: string): Promise<PowerNotice[]> {
  const rows = await noticesOf(db, councilId, personId)
    .orderBy('power_notice.at', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ by, seen_at, ...row }) => ({ ...row, by: by ?? '', seen: seen_at !== null }));
}

/** How many of them wait to be read and stand on every page at `now`. */
export async function unreadNotices(
  db: Db,
  councilId: string,
  personId: string,
  now: number,
): Promise<PowerNotice[]> {
  const rows = await noticesOf(db, councilId, personId)
    .where('power_notice.at', '>', now - shownDays * dayMs)
    .where('power_notice.seen_at', 'is', null)
    .orderBy('power_notice.at', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ by, seen_at: _, ...row }) => ({ ...row, by: by ?? '', seen: false }));
}

function noticesOf(db: Db, councilId: string, personId: string) {
  return db
    .selectFrom('power_notice')
    .innerJoin('person as about', 'about.id', 'power_notice.about_id')
    .leftJoin('person as by', 'by.id', 'power_notice.by_id')
    .select([
      'power_notice.id',
      'power_notice.kind',
      'power_notice.role',
      'power_notice.at',
      'power_notice.seen_at',
    ])
    .select(['about.id as aboutId', 'about.display_name as about', 'by.display_name as by'])
    .where('power_notice.person_id', '=', personId)
    .where('power_notice.council_id', '=', councilId);
}
