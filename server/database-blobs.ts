import { hashOf, named, whole, type Blobs } from './blobs.ts';
import type { Db } from './db/open.ts';

/** A file is read so many bytes at a time: what PostgreSQL answers lies in memory as text first. */
const pieceBytes = 1_048_576;

type BlobTable = { blob: { hash: string; body: Uint8Array } };

/**
 * Files in PostgreSQL (migrations/postgres/0037_words.ts), in rows of their own and not as its large objects: what belongs
 * to a row is copied, replicated, backed up and taken away like every other row. A file is 12 MB at most.
 */
export function openDatabaseBlobs(db: Db): Blobs {
  const blobs = db.withTables<BlobTable>();
  const one = (hash: string) => blobs.selectFrom('blob').where('hash', '=', named(hash));
  return {
    async put(bytes) {
      const hash = hashOf(bytes);
      // what is there already need not travel
      if (await one(hash).select('hash').executeTakeFirst()) return hash;
      await blobs
        .insertInto('blob')
        .values({ hash, body: bytes })
        .onConflict((at) => at.column('hash').doNothing())
        .execute();
      return hash;
    },
    async remove(hash) {
      await blobs.deleteFrom('blob').where('hash', '=', named(hash)).execute();
    },
    async get(hash) {
      const found = await one(hash)
        .select((eb) => eb.fn<number>('length', ['body']).as('size'))
        .executeTakeFirst();
      if (!found) throw new Error(`there is no stored file ${hash}`);
      const bytes = Buffer.alloc(found.size);
      for (let from = 0; from < found.size; from += pieceBytes) {
        const { piece } = await one(hash)
          .select((eb) => eb.fn<Buffer>('substr', ['body', eb.lit(from + 1), eb.lit(pieceBytes)]).as('piece'))
          .executeTakeFirstOrThrow();
        piece.copy(bytes, from);
      }
      return whole(hash, bytes);
    },
  };
}
