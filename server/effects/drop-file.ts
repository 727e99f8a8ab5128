import { namingTables } from '../db/named-files.ts';
import type { Db } from '../db/open.ts';

/** Deletes a file that no record names any more: the same bytes may have come twice, and stay for the other. */
export async function dropFile(
  { db, blobs }: { db: Db; blobs: { remove(hash: string): Promise<void> } },
  hash: string,
): Promise<void> {
  for (const table of namingTables)
    if (await db.selectFrom(table).select('id').where('blob_hash', '=', hash).executeTakeFirst()) return;
  await blobs.remove(hash);
}
