import type { MinutesDocument } from '#lib/domain/minutes/document.ts';
import type { Db, Trx } from '../db/open.ts';
import { sealedOf, type SealedEntry } from './chain.ts';

/* Minutes and their errata as they were sealed. */

/** The document of sealed minutes; undefined in an entry of another kind, or in one spoilt by hand. */
export function documentIn(entry: SealedEntry): MinutesDocument | undefined {
  const body = entry.line.body['public'] as { document?: MinutesDocument } | undefined;
  return entry.kind === 'minutes' && Array.isArray(body?.document?.sections) ? body.document : undefined;
}

/** The entries of the errata behind these minutes, in the order they were sealed. */
export async function erratumEntries(
  db: Db | Trx,
  minutes: { readonly id: string; readonly council_id: string },
): Promise<SealedEntry[]> {
  const rows = await db
    .selectFrom('minutes_erratum')
    .select('id')
    .where('minutes_id', '=', minutes.id)
    .where('state', '=', 'sealed')
    .execute();
  return sealedOf(
    db,
    minutes.council_id,
    'erratum',
    rows.map(({ id }) => id),
  );
}
