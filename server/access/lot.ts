import type { Selectable } from 'kysely';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Facts } from '#lib/domain/policy/decide.ts';
import type { Db, Trx } from '../db/open.ts';
import type { LotDrawRow } from '../db/schema.ts';
import { openCouncil, type OpenedCouncil } from './council.ts';
import type { Actor } from './subject.ts';

/* Draws as requests may have them. Absent, foreign and hidden are one answer. */

/** A draw as it is read. */
export type LotRecord = Selectable<LotDrawRow>;

export interface NamedLot {
  readonly councilId: string;
  readonly facts: Facts;
  readonly lot: LotRecord;
}

/** A draw a command names. */
export async function lotNamed(db: Db | Trx, drawId: string): Promise<NamedLot | Refusal> {
  const lot = await db.selectFrom('lot_draw').selectAll().where('id', '=', drawId).executeTakeFirst();
  return lot
    ? { councilId: lot.council_id, facts: { inside: true }, lot }
    : refuse('not-found', { field: 'drawId' });
}

/** A draw for its page: for people of the council; for all others once it is made, where it was announced as open (LOT9). */
export async function readLot(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  no: { readonly fiscalYear: number; readonly seq: number },
): Promise<(OpenedCouncil & { readonly lot: LotRecord; readonly follows: boolean }) | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const lot = await db
    .selectFrom('lot_draw')
    .selectAll()
    .where('council_id', '=', opened.council.id)
    .where('fiscal_year', '=', no.fiscalYear)
    .where('seq', '=', no.seq)
    .executeTakeFirst();
  const follows = may(opened.subject, 'lot.read');
  if (!lot || (!follows && !isForStreet(lot))) return refuse('not-found');
  return { ...opened, lot, follows };
}

/** Whether the street reads it: it was announced as open, and it is made. */
export function isForStreet({ visibility, state }: Pick<LotRecord, 'visibility' | 'state'>): boolean {
  return visibility === 'open' && state === 'drawn';
}
