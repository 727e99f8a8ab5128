import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { openCouncil } from '../../access/council.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { waitingItems } from '../../records/waiting-items.ts';

/** An item that was carried over and waits for the next meeting that is prepared (REG14). */
export interface WaitingItem {
  readonly id: string;
  /** '' where the item is closed to the reader. */
  readonly title: string;
  readonly meetingId: string;
  readonly fiscalYear: number;
  readonly seq: number;
}

/** What waits, for those who prepare meetings; nothing for anybody else. */
export async function waitingOf(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
): Promise<readonly WaitingItem[] | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const { council, subject } = opened;
  if (!may(subject, 'council.readInside')) return [];
  const seesClosed = may(subject, 'meeting.readClosed');
  return (await waitingItems(db, council.id)).map((item) => ({
    id: item.id,
    title: item.visibility === 'closed' && !seesClosed ? '' : item.title,
    meetingId: item.meeting_id,
    fiscalYear: item.fiscal_year,
    seq: item.seq,
  }));
}
