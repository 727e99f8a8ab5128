import type { Db } from './open.ts';

/** Tables whose rows name a stored file by its SHA-256. */
export const namingTables = ['material', 'issue_photo', 'written_answer'] as const;

/** Hashes of all stored files that records name, each once, in order. */
export async function namedFiles(db: Db): Promise<string[]> {
  const hashes = new Set<string>();
  for (const table of namingTables) {
    const rows = await db.selectFrom(table).select('blob_hash').where('blob_hash', 'is not', null).execute();
    for (const { blob_hash } of rows) if (blob_hash !== null) hashes.add(blob_hash);
  }
  return [...hashes].sort();
}
