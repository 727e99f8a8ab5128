import { parseStrict } from '#lib/domain/canonical/parse.ts';
import type { CanonicalObject, CanonicalValue } from '#lib/domain/canonical/json.ts';
import { entryHash, fieldDigest, type Disclosure, type ExportLine } from '#lib/domain/chain/entry.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import type { ChainEntryRow } from '../db/schema.ts';
import { byText } from '../db/values.ts';

/** An entry of a chain with everything that was not erased: for the machine's keeper, or to be cut down. */
export interface SealedEntry {
  readonly seq: number;
  readonly kind: ChainEntryRow['kind'];
  readonly refId: string;
  /** ms since 1970 UTC */
  readonly at: number;
  readonly line: ExportLine;
}

/** Entries of one council after number `after`, at most `limit`, in order. */
export async function sealedEntries(
  db: Db | Trx,
  councilId: string,
  after = 0,
  limit = 200,
): Promise<SealedEntry[]> {
  const rows = await db
    .selectFrom('chain_entry')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return withDisclosures(db, councilId, rows);
}

/** So many records are asked about at once. */
const atOnce = 500;

/** The entries that seal these records, in order; records that are not sealed have none. */
export async function sealedOf(
  db: Db | Trx,
  councilId: string,
  kind: ChainEntryRow['kind'],
  refIds: readonly string[],
): Promise<SealedEntry[]> {
  const found: SealedEntry[] = [];
  for (let from = 0; from < refIds.length; from += atOnce) {
    const rows = await db
      .selectFrom('chain_entry')
      .selectAll()
      .where('council_id', '=', councilId)
      .where('kind', '=', kind)
      .where('ref_id', 'in', refIds.slice(from, from + atOnce))
      .orderBy('seq')
      .execute();
    found.push(...(await withDisclosures(db, councilId, rows)));
  }
  return found;
}

async function withDisclosures(
  db: Db | Trx,
  councilId: string,
  rows: readonly ChainEntryRow[],
): Promise<SealedEntry[]> {
  if (rows.length === 0) return [];
  const personal = await db
    .selectFrom('chain_disclosure')
    .selectAll()
    .where('council_id', '=', councilId)
    .where(
      'seq',
      'in',
      rows.map(({ seq }) => seq),
    )
    .orderBy('seq')
    .orderBy('name', byText)
    .execute();
  const bySeq = Map.groupBy(personal, ({ seq }) => seq);
  return rows.map(({ seq, kind, ref_id, at, prev, hash, body }) => ({
    seq,
    kind,
    refId: ref_id,
    at,
    line: {
      prev,
      hash,
      body: read(body) as CanonicalObject,
      disclosures: (bySeq.get(seq) ?? []).map(({ name, value, salt }) => ({
        name,
        value: read(value),
        salt,
      })),
    },
  }));
}

/** Entries by their numbers, in order; fewer than `atOnce` of them. */
export async function sealedBySeq(
  db: Db | Trx,
  councilId: string,
  seqs: readonly number[],
): Promise<SealedEntry[]> {
  if (seqs.length === 0) return [];
  const rows = await db
    .selectFrom('chain_entry')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('seq', 'in', seqs)
    .orderBy('seq')
    .execute();
  return withDisclosures(db, councilId, rows);
}

/** One entry by its number. */
export async function sealedEntry(
  db: Db | Trx,
  councilId: string,
  seq: number,
): Promise<SealedEntry | undefined> {
  return (await sealedBySeq(db, councilId, [seq]))[0];
}

/** Whether an entry has the hash of its body and shows only what its digests vouch for; its place is not asked. */
export function isIntact({ prev, hash, body, disclosures }: ExportLine): boolean {
  const personal = (body['personal'] ?? {}) as Readonly<Record<string, CanonicalValue>>;
  return (
    entryHash(prev, body) === hash &&
    disclosures.every(
      ({ name, value, salt }: Disclosure) => fieldDigest(name, value, salt) === personal[name],
    )
  );
}

/** Text of the database as strict JSON; what was spoilt by hand becomes an empty object, which no hash fits. */
function read(text: string): CanonicalValue {
  const value = parseStrict(text);
  return isRefusal(value) ? {} : value;
}
