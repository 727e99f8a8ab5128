import { sameName } from '#lib/domain/canonical/names.ts';
import { readSlipCode } from '#lib/domain/council/slip-code.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import type { MeetingRecord } from './meeting.ts';
import type { LookUpLimits } from './receipt.ts';
import type { Actor } from './subject.ts';

/** The seat a personal link of a written meeting stands for (WRT10). */
export interface WrittenLink {
  readonly linkId: string;
  readonly meetingId: string;
  readonly seatId: string;
  readonly openedAt: number | null;
}

/** By the code as it was typed or followed; undefined where there is none. */
export async function linkOf(db: Db | Trx, typed: string): Promise<WrittenLink | undefined> {
  const code = readSlipCode(typed);
  if (code === null) return undefined;
  const row = await db
    .selectFrom('written_link')
    .select(['id', 'meeting_id', 'seat_id', 'opened_at'])
    .where('code', '=', code)
    .executeTakeFirst();
  return row && { linkId: row.id, meetingId: row.meeting_id, seatId: row.seat_id, openedAt: row.opened_at };
}

/** Whether a name is that of who was asked: the member of the seat, or of a vacant seat its organisation. */
export async function isNameOfLink(
  db: Db | Trx,
  meeting: Pick<MeetingRecord, 'id'>,
  seatId: string,
  name: string,
): Promise<boolean> {
  const roll = await db
    .selectFrom('meeting_roll')
    .select('organization')
    .where('meeting_id', '=', meeting.id)
    .where('seat_id', '=', seatId)
    .executeTakeFirst();
  const holders = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select('person.display_name')
    .where('mandate.seat_id', '=', seatId)
    .where('mandate.ended_at', 'is', null)
    .execute();
  const names = holders.map(({ display_name }) => display_name);
  if (names.length === 0 && roll) names.push(roll.organization);
  return names.some((one) => sameName(one, name));
}

/**
 * What a visitor with a code and a name may open (WRT10, LIM2): wrong codes and wrong names are counted against his
 * address; too many of them are `too-many-requests`. Without a name yet, or with another one, `name-not-recognised`.
 */
export async function openLink(
  db: Db,
  limits: LookUpLimits,
  actor: Pick<Actor, 'address'>,
  councilId: string,
  typed: string,
  name: string,
): Promise<(WrittenLink & { readonly meeting: MeetingRecord }) | Refusal> {
  const found = await linkIn(db, councilId, typed);
  if (!isRefusal(found) && name !== '' && (await isNameOfLink(db, found.meeting, found.seatId, name)))
    return found;
  if (!isRefusal(found) && name === '') return refuse('name-not-recognised', { field: 'name' });
  const tooMany = limits.mayLookUp(actor.address);
  if (tooMany) return tooMany;
  limits.wrongCode(actor.address);
  return isRefusal(found)
    ? found
    : refuse('name-not-recognised', { field: 'name', params: { why: 'other' } });
}

async function linkIn(
  db: Db,
  councilId: string,
  typed: string,
): Promise<(WrittenLink & { readonly meeting: MeetingRecord }) | Refusal> {
  const link = await linkOf(db, typed);
  const meeting =
    link &&
    (await db
      .selectFrom('meeting')
      .selectAll()
      .where('id', '=', link.meetingId)
      .where('council_id', '=', councilId)
      .executeTakeFirst());
  return link && meeting ? { ...link, meeting } : refuse('not-found', { field: 'code' });
}
