import { newId } from '../db/ids.ts';
import type { Trx } from '../db/open.ts';
import type { WordWrite } from '#lib/doc/word-write.ts';

/** Words an act owes to a live document. They lie in another file, so a row of the act's transaction keeps them. */
export interface OwedWords {
  readonly id: string;
  readonly docName: string;
  readonly write: WordWrite;
  /** ms since 1970 UTC */
  readonly at: number;
}

/** Keeps the words of an act in its transaction; server/effects/outbox.ts writes them after it. */
export async function owe(
  trx: Trx,
  words: readonly { docName: string; write: WordWrite }[],
  at: number,
): Promise<OwedWords[]> {
  const owed = words.map(({ docName, write }) => ({ id: newId(), docName, write, at }));
  for (const { id, docName, write } of owed)
    await trx
      .insertInto('outbox')
      .values({ id, doc: docName, body: JSON.stringify(write), at })
      .execute();
  return owed;
}
