import type SQLite from 'better-sqlite3';
import { compactedOf, inWorker, isSmall, type Compacted, type UpTo } from './compaction-aside.ts';
import {
  DocClosed,
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
import { LogReader, type DocRow, type NewestSnapshot } from './log-reader.ts';
import { headsOver } from './row-chain.ts';
import { beforeFirst, snapshotHash } from './running-hash.ts';

const rowsDroppedAtOnce = 500;
/** While somebody reads the log, it is tried again so often to forget what was removed, ms. */
const forgetAgainAfter = 1_000;

/** Where a document's rows are. */
type Place = Pick<DocRow, 'no' | 'content'>;
/** So many are remembered. */
const placesMost = 10_000;

const worker = new URL('./sqlite-compaction.worker.ts', import.meta.url);

/** The log in words.db (server/db/words.ts). One connection, one writer; every append is one FULL commit. */
export class SqliteDocLog implements DocLog {
  private readonly db: SQLite.Database;
  private readonly sql: ReturnType<typeof statements>;
  private readonly reader: LogReader;
  private readonly places = new Map<string, Place>();
  private compacting: Promise<unknown> = Promise.resolve();
  private forgetting: NodeJS.Timeout | undefined;
  private readonly write: (batches: readonly DocBatch[]) => Head[];

  constructor(db: SQLite.Database) {
    this.db = db;
    this.sql = statements(db);
    this.reader = new LogReader(db);
    this.write = db.transaction((batches: readonly DocBatch[]) =>
      batches.map((b) => this.writeOne(b)),
    ).immediate;
  }

  async load(doc: string): Promise<LoadedDoc | undefined> {
    return this.reader.read(doc);
  }

  async closed(): Promise<ReadonlySet<string>> {
    return new Set(this.reader.closed());
  }

  async since(doc: string, epoch: number, after: Head): Promise<RowsAbove | undefined> {
    return this.reader.since(doc, epoch, after);
  }

  async rowsOf(doc: string): Promise<number> {
    return this.reader.row(doc)?.seq ?? 0;
  }

  async stands(docs: readonly string[]): Promise<ReadonlyMap<string, DocStand>> {
    return this.reader.stands(docs);
  }

  async append(batches: readonly DocBatch[]): Promise<Head[]> {
    return this.write(batches);
  }

  /** One at a time: a large one takes a worker and a copy of the document. */
  compact(doc: string): Promise<boolean> {
    const mine = this.compacting.then(() => this.compactNow(doc));
    this.compacting = mine.catch(() => undefined);
    return mine;
  }

  private async compactNow(doc: string): Promise<boolean> {
    if (!this.db.open) return false;
    const row = this.reader.row(doc);
    const snapshot = row && this.reader.newestSnapshot(row);
    if (!row || (snapshot?.uptoSeq ?? 0) >= row.seq) return false;
    const made = await this.compacted(row, { doc, seq: row.seq, hash: row.hash }, snapshot);
    if (!made || !this.db.open) return false;
    const { no, content, seq } = row;
    const { body, stateVector } = made;
    const hash = snapshotHash(seq, row.hash, stateVector, body);
    let done = false;
    let kept = 0;
    this.maintain(() => {
      // meanwhile rows may have come, which stay; other words or another compaction make this one void
      const older = this.reader.newestSnapshot(row)?.uptoSeq ?? 0;
      if (this.reader.row(doc)?.content !== content || older >= seq) return;
      this.sql.insertSnapshot.run(no, content, seq, row.hash, stateVector, body, hash, Date.now());
      // one generation stays whole: the snapshot before this one, and every row since
      kept = older;
      this.sql.dropSnapshotsBefore.run(no, content, kept);
      done = true;
    });
    if (done) await this.dropRows(row, kept);
    return done;
  }

  /** Small ones at once, large ones in a worker. undefined: it is damaged. */
  private async compacted(
    row: DocRow,
    upto: UpTo,
    { uptoSeq, size }: NewestSnapshot = { uptoSeq: 0, size: 0 },
  ): Promise<Compacted | undefined> {
    const [rows, bytes] = [row.seq - uptoSeq, size + this.reader.bytesAfter(row, uptoSeq)];
    if (isSmall({ rows, bytes }) || this.db.memory) return compactedOf(this.reader.read(upto.doc, upto));
    return inWorker(worker, { ...upto, file: this.db.name });
  }

  /** Rows that nothing needs any more, a few at a time: typing goes on in between. */
  private async dropRows({ no, content }: DocRow, upto: number): Promise<void> {
    for (;;) {
      const first = this.db.open ? this.sql.firstUpdate.get(no, content) : undefined;
      if (first === undefined || first > upto) return;
      this.maintain(() =>
        this.sql.dropUpdatesUpTo.run(no, content, Math.min(upto, first + rowsDroppedAtOnce - 1)),
      );
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async setEpoch(doc: string, epoch: number, state: DocState): Promise<void> {
    this.db
      .transaction(() => {
        const row = this.notYetIn(doc, epoch);
        if (row) this.sql.setEpoch.run(epoch, state, row.no);
        else this.sql.insertDoc.run(doc, epoch, state, epoch, 0, beforeFirst);
      })
      .immediate();
  }

  async reseed(doc: string, epoch: number, row: LogRow): Promise<Head> {
    let head: Head = { seq: 0, hash: beforeFirst };
    this.maintain(() => {
      const known = this.notYetIn(doc, epoch);
      this.removeContent(doc);
      if (known) this.sql.restart.run(epoch, 'live', epoch, 0, beforeFirst, known.no);
      else this.sql.insertDoc.run(doc, epoch, 'live', epoch, 0, beforeFirst);
      head = this.writeOne({ doc, epoch, after: { seq: 0, hash: beforeFirst }, rows: [row], binds: [] });
    });
    this.forgetFreePages();
    return head;
  }

  async erase(doc: string, epoch: number): Promise<void> {
    this.maintain(() => {
      const known = this.notYetIn(doc, epoch);
      this.removeContent(doc);
      if (known) this.sql.restart.run(epoch, 'erased', epoch, 0, beforeFirst, known.no);
      else this.sql.insertDoc.run(doc, epoch, 'erased', epoch, 0, beforeFirst);
    });
    this.forgetFreePages();
  }

  close(): void {
    clearTimeout(this.forgetting);
    this.db.close();
  }

  /** Where the document is now, before it begins this epoch. Throws LogMoved when it has. */
  private notYetIn(doc: string, epoch: number): DocRow | undefined {
    const row = this.reader.row(doc);
    if (row && row.epoch >= epoch) throw new LogMoved(doc);
    return row;
  }

  private writeOne(batch: DocBatch): Head {
    const { after, rows, binds } = batch;
    const heads = headsOver(after, rows);
    const head = heads.at(-1) ?? after;
    const { no, content } = this.moveHead(batch, head);
    rows.forEach(({ actor, at, body }, i) => {
      const { seq, hash } = heads[i] as Head;
      this.sql.insertUpdate.run(no, content, seq, actor, at, body, hash);
    });
    for (const { client, person } of binds) this.sql.insertClient.run(no, client, person);
    return head;
  }

  /** Only from where the writer believes the log ends. */
  private moveHead({ doc, epoch, after }: DocBatch, to: Head): Place {
    const move = ({ no, content }: Place) =>
      this.sql.moveHead.run(to.seq, to.hash, no, content, epoch, after.seq, after.hash).changes === 1;
    const place = this.places.get(doc);
    if (place && move(place)) return place;
    let row = this.reader.row(doc);
    if (!row) {
      this.sql.insertDoc.run(doc, epoch, 'live', epoch, 0, beforeFirst);
      row = this.reader.row(doc);
    }
    if (row && row.state !== 'live') throw new DocClosed(doc, row.state);
    if (!row || !move(row)) throw new LogMoved(doc);
    if (this.places.size >= placesMost) this.places.clear();
    this.places.set(doc, { no: row.no, content: row.content });
    return row;
  }

  private removeContent(doc: string): void {
    const row = this.reader.row(doc);
    if (!row) return;
    this.sql.dropSnapshots.run(row.no);
    this.sql.dropUpdates.run(row.no);
    this.sql.dropClients.run(row.no);
  }

  /** Deleting rows is possible only in here. */
  private maintain(work: () => void): void {
    this.db
      .transaction(() => {
        this.sql.openHatch.run();
        work();
        this.sql.closeHatch.run();
      })
      .immediate();
  }

  /**
   * Removed text must not outlive its row in the write-ahead log (safety B68). Somebody who reads beside us, as a backup
   * does, holds the log for a while: that is not waited for, because everybody who types would wait, too.
   */
  private forgetFreePages(): void {
    if (!this.db.open) return;
    const patience = this.db.pragma('busy_timeout', { simple: true }) as number;
    this.db.pragma('busy_timeout = 0');
    const busy = this.db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) as number;
    this.db.pragma(`busy_timeout = ${patience}`);
    clearTimeout(this.forgetting);
    if (busy !== 0) this.forgetting = setTimeout(() => this.forgetFreePages(), forgetAgainAfter).unref();
  }
}

function statements(db: SQLite.Database) {
  return {
    insertDoc: db.prepare<[string, number, DocState, number, number, Uint8Array]>(
      'insert into doc (id, epoch, state, content, seq, hash) values (?, ?, ?, ?, ?, ?)',
    ),
    moveHead: db.prepare<[number, Uint8Array, number, number, number, number, Uint8Array]>(
      `update doc set seq = ?, hash = ?
       where no = ? and content = ? and state = 'live' and epoch = ? and seq = ? and hash = ?`,
    ),
    setEpoch: db.prepare<[number, DocState, number]>('update doc set epoch = ?, state = ? where no = ?'),
    restart: db.prepare<[number, DocState, number, number, Uint8Array, number]>(
      'update doc set epoch = ?, state = ?, content = ?, seq = ?, hash = ? where no = ?',
    ),
    insertUpdate: db.prepare<[number, number, number, string, number, Uint8Array, Uint8Array]>(
      'insert into doc_update (doc, content, seq, actor, at, body, hash) values (?, ?, ?, ?, ?, ?, ?)',
    ),
    firstUpdate: db
      .prepare<[number, number], number>(
        'select seq from doc_update where doc = ? and content = ? order by seq limit 1',
      )
      .pluck(),
    insertSnapshot: db.prepare<
      [number, number, number, Uint8Array, Uint8Array, Uint8Array, Uint8Array, number]
    >(
      'insert into doc_snapshot (doc, content, upto_seq, chain_hash, state_vector, body, hash, at) values (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    dropSnapshotsBefore: db.prepare<[number, number, number]>(
      'delete from doc_snapshot where doc = ? and content = ? and upto_seq < ?',
    ),
    dropUpdatesUpTo: db.prepare<[number, number, number]>(
      'delete from doc_update where doc = ? and content = ? and seq <= ?',
    ),
    dropSnapshots: db.prepare<[number]>('delete from doc_snapshot where doc = ?'),
    dropUpdates: db.prepare<[number]>('delete from doc_update where doc = ?'),
    dropClients: db.prepare<[number]>('delete from doc_client where doc = ?'),
    insertClient: db.prepare<[number, number, string]>(
      'insert into doc_client (doc, client, person) values (?, ?, ?) on conflict do nothing',
    ),
    openHatch: db.prepare('update maintenance set open = 1'),
    closeHatch: db.prepare('update maintenance set open = 0'),
  };
}
