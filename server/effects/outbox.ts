import type { Logger } from 'pino';
import type * as Y from 'yjs';
import type { OwedWords } from '../commands/owed-words.ts';
import { writeInto, type WordWrite } from '#lib/doc/word-write.ts';
import type { Db } from '../db/open.ts';
import { countRows } from '../db/values.ts';

/*
 * The words an act owes to live documents. They lie in another file than the act, so a row in the act's own
 * transaction keeps them until they are written; the document itself remembers what was written, so that a
 * row that outlived its words does not write them twice.
 */

/** What writing them needs of the live documents. */
export interface LiveWords {
  writeAs(name: string, author: string, change: (doc: Y.Doc) => void): Promise<void>;
}

const retryAfter = 5_000;
const rememberedFor = 86_400_000;

/**
 * Pays what acts owe: at once after the act, at start, and again while something could not be written. `takeTurn`: where
 * several processes share the records, whether this one may pay what the others owe.
 */
export function openOutbox(
  db: Db,
  live: LiveWords,
  log: Logger,
  takeTurn: () => Promise<boolean> = () => Promise.resolve(true),
) {
  let again: NodeJS.Timeout | undefined;

  function later(): void {
    again ??= setTimeout(() => {
      payAll().catch((error: unknown) => {
        log.error({ err: error }, 'it could not be read what acts owe');
        later();
      });
    }, retryAfter).unref();
  }

  async function pay({ id, docName, write, at }: OwedWords): Promise<void> {
    try {
      await live.writeAs(docName, 'server', (doc) => once(doc, id, at, () => writeInto(doc, write)));
    } catch (error) {
      if ((error as { code?: string }).code !== 'doc-closed') {
        log.error({ err: error, doc: docName }, 'words of an act could not be written yet');
        later();
        return;
      }
      log.warn({ doc: docName, op: write.op }, 'words of an act came too late: the document is closed');
    }
    await db.deleteFrom('outbox').where('id', '=', id).execute();
  }

  /** Everything that is owed, in the order of the acts. */
  async function payAll(): Promise<void> {
    clearTimeout(again);
    again = undefined;
    if (!(await takeTurn())) return;
    const rows = await db.selectFrom('outbox').selectAll().orderBy('no').execute();
    for (const { id, doc, body, at } of rows)
      await pay({ id, docName: doc, write: JSON.parse(body) as WordWrite, at });
  }

  return {
    async pay(owed: readonly OwedWords[]): Promise<void> {
      for (const words of owed) await pay(words);
    },
    payAll,
    /** How many words are owed now. */
    async owed(): Promise<number> {
      const { n } = await db.selectFrom('outbox').select(countRows().as('n')).executeTakeFirstOrThrow();
      return n;
    },
    close: () => clearTimeout(again),
  };
}

/** Does `change` unless this document says that it was done; both are one update. */
function once(doc: Y.Doc, id: string, at: number, change: () => void): void {
  const done = doc.getMap<unknown>('written');
  if (done.has(id)) return;
  change();
  for (const [other, when] of done.entries())
    if (typeof when !== 'number' || when < at - rememberedFor) done.delete(other);
  done.set(id, at);
}
