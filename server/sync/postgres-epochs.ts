import type { ClientBase } from 'pg';
import type { Compacted, UpTo } from './compaction-aside.ts';
import { LogMoved, type DocState } from './doc-log.ts';
import { PostgresLogReader, type PostgresDocRow } from './postgres-log-reader.ts';
import { beforeFirst, snapshotHash } from './running-hash.ts';

/*
 * What is done to a whole document in PostgreSQL, each inside a transaction: new epochs, removing words, exchanging rows for
 * a snapshot. Appends never wait for a compaction; removing words waits for it, and it for that.
 */

/** What a compaction has to begin with. */
export interface Grown {
  readonly row: PostgresDocRow;
  readonly upto: UpTo;
  readonly rows: number;
  readonly bytes: number;
}

/** A new epoch over the same words. Throws LogMoved where the document has reached it already. */
export async function beginEpoch(
  client: ClientBase,
  doc: string,
  epoch: number,
  state: DocState,
): Promise<void> {
  const begun = await client.query({
    name: 'words epoch',
    text: `insert into doc (id, epoch, state, content, seq, hash) values ($1, $2, $3, $2, 0, $4)
      on conflict (id) do update set epoch = excluded.epoch, state = excluded.state
      where doc.epoch < excluded.epoch`,
    values: [doc, epoch, state, beforeFirst],
  });
  if (begun.rowCount !== 1) throw new LogMoved(doc);
}

/** A new epoch without words. Answers the document's number. Throws LogMoved where the document has reached it already. */
export async function beginContent(
  client: ClientBase,
  doc: string,
  epoch: number,
  state: DocState,
): Promise<number> {
  // whoever compacts it holds its row, or sees that its words are gone
  await client.query({
    name: 'words take',
    text: 'select from doc where id = $1 for update',
    values: [doc],
  });
  const begun = await client.query<{ no: number }>({
    name: 'words content',
    text: `insert into doc (id, epoch, state, content, seq, hash) values ($1, $2, $3, $2, 0, $4)
      on conflict (id) do update
      set epoch = excluded.epoch, state = excluded.state, content = excluded.content, seq = 0, hash = excluded.hash
      where doc.epoch < excluded.epoch
      returning no`,
    values: [doc, epoch, state, beforeFirst],
  });
  const [row] = begun.rows;
  if (!row) throw new LogMoved(doc);
  return row.no;
}

/** Removes what was written before. */
export async function removeContent(client: ClientBase, no: number): Promise<void> {
  await maintain(client);
  for (const table of ['doc_snapshot', 'doc_update', 'doc_client'])
    await client.query(`delete from ${table} where doc = $1`, [no]);
}

/** What there is to compact; undefined: nothing new since the newest snapshot. */
export async function grownSince(reader: PostgresLogReader, doc: string): Promise<Grown | undefined> {
  const row = await reader.row(doc);
  if (!row) return undefined;
  const { seq, hash } = row;
  const { uptoSeq, size } = (await reader.newestSnapshot(row)) ?? { uptoSeq: 0, size: 0 };
  if (uptoSeq >= seq) return undefined;
  const bytes = size + (await reader.bytesAfter(row, uptoSeq));
  return { row, upto: { doc, seq, hash }, rows: seq - uptoSeq, bytes };
}

/**
 * Puts the snapshot in the place of older ones. Answers up to which row nothing needs the rows any more; undefined: words
 * or another compaction came in between, and nothing was changed.
 */
export async function swap(
  client: ClientBase,
  row: PostgresDocRow,
  { doc, seq, hash }: UpTo,
  { body, stateVector }: Compacted,
): Promise<number | undefined> {
  const { no, content } = row;
  const held = await client.query({
    name: 'words hold',
    text: 'select from doc where id = $1 and content = $2 for key share',
    values: [doc, content],
  });
  const older = (await new PostgresLogReader(client).newestSnapshot(row))?.uptoSeq ?? 0;
  if (held.rowCount !== 1 || older >= seq) return undefined;
  const put = await client.query({
    name: 'words snapshot put',
    text: `insert into doc_snapshot (doc, content, upto_seq, chain_hash, state_vector, body, hash, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    values: [
      no,
      content,
      seq,
      hash,
      stateVector,
      body,
      snapshotHash(seq, hash, stateVector, body),
      Date.now(),
    ],
  });
  // another process was as fast, and says the same
  if (put.rowCount !== 1) return undefined;
  await maintain(client);
  // one generation stays whole: the snapshot before this one, and every row since
  await client.query({
    name: 'words snapshots drop',
    text: 'delete from doc_snapshot where doc = $1 and content = $2 and upto_seq < $3',
    values: [no, content, older],
  });
  return older;
}

/** Removes some of the oldest rows; answers how many. `which`: number, content, up to which row, how many at most. */
export async function dropSome(
  client: ClientBase,
  which: readonly [number, number, number, number],
): Promise<number> {
  await maintain(client);
  const dropped = await client.query({
    name: 'words rows drop',
    text: `delete from doc_update where doc = $1 and content = $2 and seq = any (array(
      select seq from doc_update where doc = $1 and content = $2 and seq <= $3 order by seq limit $4))`,
    values: [...which],
  });
  return dropped.rowCount ?? 0;
}

/** Rows can be taken away in this transaction. */
async function maintain(client: ClientBase): Promise<void> {
  await client.query(`select set_config('yoriai.maintenance', 'words', true)`);
}
