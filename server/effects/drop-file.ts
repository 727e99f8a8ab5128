import type { Db } from '../db/open.ts';

/** Deletes a file that no record names any more: the same bytes may have come twice, and stay for the other. */
export async function dropFile(
  { db, blobs }: { db: Db; blobs: { remove(hash: string): Promise<void> } },
  hash: string,
): Promise<void> {
  const named = async (table: 'material' | 'issue_photo') =>
    db.selectFrom(table).select('id').where('blob_hash', '=', hash).executeTakeFirst();
  if (!(await named('material')) && !(await named('issue_photo'))) await blobs.remove(hash);
}
