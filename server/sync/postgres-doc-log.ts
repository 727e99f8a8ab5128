import { setTimeout as pause } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';
import { openPool } from '../db/postgres/pool.ts';
import { inTransaction, transact, withClient } from '../db/postgres/transaction.ts';
import { compactedOf, inWorker, isSmall } from './compaction-aside.ts';
import {
  LogMoved,
  type DocBatch,
  type DocLog,
  type DocStand,
  type DocState,
  type Head,
  type LoadedDoc,
  type LogRow,
  type RowsAbove,
} from './doc-log.ts';
import { appendAll, beginDocs, throwWhy } from './postgres-append.ts';
import { beginContent, beginEpoch, dropSome, grownSince, removeContent, swap } from './postgres-epochs.ts';
import { PostgresLogReader, readingLog, type PostgresDocRow } from './postgres-log-reader.ts';
import { beforeFirst } from './running-hash.ts';

const rowsDroppedAtOnce = 500;
/** Connections to read with, beside the one that appends. */
const readersMost = 4;
/** ms */
const closeWithin = 1_000;
/** ms; whoever types sees after 3 s that nothing is saved, and a line that says nothing for so long is not waited for */
const appendWithin = 8_000;

const worker = new URL('./postgres-compaction.worker.ts', import.meta.url);

/**
 * The log in PostgreSQL (migrations/postgres/0037_words.ts), which several processes may write. Every append is one commit
 * that waits for the disk, on a connection of its own: no reading of a long document stands before it.
 */
export class PostgresDocLog implements DocLog {
  private readonly url: string;
  private readonly appending: Pool;
  private readonly pool: Pool;
  private compacting: Promise<unknown> = Promise.resolve();
  private closing = false;

  /** `url`: postgres://…, of a database whose tables are there. `onLost`: a connection nobody was using broke. */
  constructor(url: string, onLost?: (error: Error) => void) {
    const lost = onLost && { onLost };
    this.url = url;
    this.appending = openPool(url, { most: 1, name: 'words', within: appendWithin, byIndex: true, ...lost });
    this.pool = openPool(url, { most: readersMost, name: 'words aside', byIndex: true, ...lost });
  }

  load(doc: string): Promise<LoadedDoc | undefined> {
    return readingLog(this.pool, (reader) => reader.read(doc));
  }

  closed(): Promise<ReadonlySet<string>> {
    return this.glance(async (reader) => new Set(await reader.closed()));
  }

  async since(doc: string, epoch: number, after: Head): Promise<RowsAbove | undefined> {
    const above = await this.glance((reader) => reader.sinceAtOnce(doc, epoch, after));
    return above === 'long' ? readingLog(this.pool, (reader) => reader.since(doc, epoch, after)) : above;
  }

  rowsOf(doc: string): Promise<number> {
    return this.glance(async (reader) => (await reader.row(doc))?.seq ?? 0);
  }

  stands(docs: readonly string[]): Promise<ReadonlyMap<string, DocStand>> {
    return this.glance((reader) => reader.stands(docs));
  }

  append(batches: readonly DocBatch[], rights?: number): Promise<Head[]> {
    return withClient(this.appending, async (client) => {
      const heads = await appendAll(client, batches, rights);
      if (heads) return heads;
      // documents that nobody has written into yet have no row, and get one with their first words or not at all
      return inTransaction(client, 'writing', async () => {
        await beginDocs(client, batches);
        return (await appendAll(client, batches, rights)) ?? throwWhy(client, batches);
      });
    });
  }

  /** One at a time: a large one takes a worker and a copy of the document. */
  compact(doc: string): Promise<boolean> {
    const mine = this.compacting.then(() => this.compactNow(doc));
    this.compacting = mine.catch(() => undefined);
    return mine;
  }

  async setEpoch(doc: string, epoch: number, state: DocState): Promise<void> {
    await this.write((client) => beginEpoch(client, doc, epoch, state));
  }

  reseed(doc: string, epoch: number, row: LogRow): Promise<Head> {
    return this.write(async (client) => {
      await removeContent(client, await beginContent(client, doc, epoch, 'live'));
      const batch = { doc, epoch, after: { seq: 0, hash: beforeFirst }, rows: [row], binds: [] };
      const [head] = (await appendAll(client, [batch], undefined)) ?? [];
      if (!head) throw new LogMoved(doc);
      return head;
    });
  }

  async erase(doc: string, epoch: number): Promise<void> {
    await this.write(async (client) =>
      removeContent(client, await beginContent(client, doc, epoch, 'erased')),
    );
  }

  /** Resolves when all connections are given back; a server that does not answer any more is not waited for. */
  async close(): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    const ended = Promise.all([this.appending.end(), this.pool.end()]);
    await Promise.race([ended, pause(closeWithin, undefined, { ref: false })]);
  }

  private async compactNow(doc: string): Promise<boolean> {
    if (this.closing) return false;
    const grown = await this.glance((reader) => grownSince(reader, doc));
    if (!grown) return false;
    const { row, upto } = grown;
    const made = isSmall(grown)
      ? await readingLog(this.pool, async (reader) => compactedOf(await reader.read(doc, upto)))
      : await inWorker(worker, { ...upto, url: this.url });
    if (!made || this.closing) return false;
    const kept = await this.write((client) => swap(client, row, upto, made));
    if (kept !== undefined) await this.dropRows(row, kept);
    return kept !== undefined;
  }

  /** Rows that nothing needs any more, a few at a time: nobody who types waits for them. */
  private async dropRows({ no, content }: PostgresDocRow, upto: number): Promise<void> {
    for (let dropped = rowsDroppedAtOnce; dropped === rowsDroppedAtOnce && !this.closing;)
      dropped = await this.write((client) => dropSome(client, [no, content, upto, rowsDroppedAtOnce]));
  }

  /** One question, or a few that need not be of the same moment. */
  private glance<T>(work: (reader: PostgresLogReader) => Promise<T>): Promise<T> {
    return withClient(this.pool, (client) => work(new PostgresLogReader(client)));
  }

  private write<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    return transact(this.pool, 'writing', work);
  }
}
