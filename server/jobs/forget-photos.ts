import type { Db } from '../db/open.ts';

/** So long a photo waits for the issue it was taken for, ms. */
const waits = 86_400_000;

/** Forgets photos that no issue took for a day (ISS34); returns how many. `dropFile`: deletes a file nobody names. */
export async function forgetPhotos(
  db: Db,
  now: number,
  dropFile: (hash: string) => Promise<void>,
): Promise<number> {
  const left = await db
    .deleteFrom('issue_photo')
    .where('issue_id', 'is', null)
    .where('created_at', '<', now - waits)
    .returning('blob_hash')
    .execute();
  for (const { blob_hash } of left) await dropFile(blob_hash);
  return left.length;
}
