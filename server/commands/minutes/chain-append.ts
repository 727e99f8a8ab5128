import { canonicalJson, type CanonicalObject } from '#lib/domain/canonical/json.ts';
import { buildEntry, firstPrev, type Disclosure } from '#lib/domain/chain/entry.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { newSalt } from '../../db/ids.ts';
import type { ChainEntryRow } from '../../db/schema.ts';
import { recordsDigest } from '../../records/sealed-rows.ts';
import type { CommandContext } from '../define.ts';

export interface ChainCouncil {
  readonly id: string;
  readonly slug: string;
}

/**
 * Appends one entry to the chain of a council (contracts §8): body and hash in one table that is never
 * changed, personal values with their salts beside it. Inside the transaction of the act that seals.
 */
export async function appendToChain(
  ctx: CommandContext,
  council: ChainCouncil,
  entry: {
    readonly kind: ChainEntryRow['kind'];
    readonly refId: string;
    readonly meeting: CanonicalObject;
    readonly publicBody: CanonicalObject;
    readonly disclosures: readonly Disclosure[];
    /** Digests of the rows it rests on, by noun (CHN17). */
    readonly records?: Readonly<Record<string, string>>;
  },
): Promise<{ seq: number; hash: string } | Refusal> {
  const { trx, now } = ctx;
  const last = await trx
    .selectFrom('chain_entry')
    .select(['seq', 'hash'])
    .where('council_id', '=', council.id)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const seq = (last?.seq ?? 0) + 1;
  const records = entry.records && { digests: entry.records, salt: newSalt() };
  const built = buildEntry(
    last?.hash ?? firstPrev,
    {
      v: 1,
      council: council.slug,
      kind: entry.kind,
      meeting: entry.meeting,
      seq,
      sealedAt: new Date(now).toISOString(),
      public: entry.publicBody,
      ...(records && { records: recordsDigest(records.digests, records.salt) }),
    },
    entry.disclosures,
  );
  if (isRefusal(built)) return built;
  const body = canonicalJson(built.body);
  if (isRefusal(body)) return body;
  const { prev, hash } = built;
  await trx
    .insertInto('chain_entry')
    .values({ council_id: council.id, seq, kind: entry.kind, ref_id: entry.refId, prev, hash, body, at: now })
    .execute();
  if (records)
    await trx
      .insertInto('chain_records')
      .values({ council_id: council.id, seq, digests: JSON.stringify(records.digests), salt: records.salt })
      .execute();
  for (const { name, value, salt } of built.disclosures) {
    const spelled = canonicalJson(value);
    if (isRefusal(spelled)) return spelled;
    await trx
      .insertInto('chain_disclosure')
      .values({ council_id: council.id, seq, name, value: spelled, salt })
      .execute();
  }
  return { seq, hash };
}
