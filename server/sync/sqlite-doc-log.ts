import type SQLite from 'better-sqlite3';
import { compactedAside } from './compaction-aside.ts';
import {
  DocClosed,
  LogMoved,
  type DocBatch,
  type DocLog,
  type DocState,
  type Head,
  type LoadedDoc,
  type LogRow,
} from './doc-log.ts';
import { beforeFirst, rowHash, sameBytes, snapshotHash } from './running-hash.ts';

interface DocRow {
  readonly no: number;
  readonly epoch: number;
  readonly state: DocState;
  readonly content: number;
  readonly seq: number;
  readonly hash: Buffer;
}
interface UpdateRow extends LogRow {
  readonly seq: number;
  readonly body: Buffer;
  readonly hash: Buffer;
}
interface SnapshotRow {
  readonly uptoSeq: number;
  readonly chainHash: Buffer;
  readonly stateVector: Buffer;
  readonly body: Buffer;
  readonly hash: Buffer;
}

/** The log in words.db (server/db/words.ts). One connection, one writer; every append is one FULL commit. */
export class SqliteDocLog implements DocLog {
  private readonly db: SQLite.Database;
  private readonly sql: ReturnType<typeof statements>;
  private compacting: Promise<unknown> = Promise.resolve();
  private readonly write: (batches: readonly DocBatch[]) => Head[];

  constructor(db: SQLite.Database) {
    this.db = db;
    this.sql = statements(db);
    this.write = db.transaction((batches: readonly DocBatch[]) =>
      batches.map((b) => this.writeOne(b)),
    ).immediate;
  }

  async load(doc: string): Promise<LoadedDoc | undefined> {
    return this.read(doc);
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
    const row = this.sql.doc.get(doc);
    const loaded = row && this.read(doc);
    if (!row || !loaded || loaded.damage !== undefined || loaded.rows.length === 0) return false;
    const parts = [...(loaded.snapshot ? [loaded.snapshot.body] : []), ...loaded.rows];
    const { body, stateVector } = await compactedAside(parts);
    if (!this.db.open) return false;
    const { no, content, seq } = row;
    const hash = snapshotHash(seq, row.hash, stateVector, body);
    let done = false;
    this.maintain(() => {
      // meanwhile rows may have come, which stay; other words or another compaction make this one void
      const older = this.sql.snapshots.all(no, content);
      if (this.sql.doc.get(doc)?.content !== content || (older[0]?.uptoSeq ?? 0) >= seq) return;
      this.sql.insertSnapshot.run(no, content, seq, row.hash, stateVector, body, hash, Date.now());
      // one generation stays whole: the snapshot before this one, and every row since
      const kept = older[0]?.uptoSeq ?? 0;
      this.sql.dropSnapshotsBefore.run(no, content, kept);
      this.sql.dropUpdatesUpTo.run(no, content, kept);
      done = true;
    });
    return done;
  }

  async setEpoch(doc: string, epoch: number, state: DocState): Promise<void> {
    this.db
      .transaction(() => {
        const row = this.sql.doc.get(doc);
        if (row) this.sql.setEpoch.run(epoch, state, row.no);
        else this.sql.insertDoc.run(doc, epoch, state, epoch, 0, beforeFirst);
      })
      .immediate();
  }

  async reseed(doc: string, epoch: number, row: LogRow): Promise<Head> {
    let head: Head = { seq: 0, hash: beforeFirst };
    this.maintain(() => {
      this.removeContent(doc);
      const known = this.sql.doc.get(doc);
      if (known) this.sql.restart.run(epoch, 'live', epoch, 0, beforeFirst, known.no);
      else this.sql.insertDoc.run(doc, epoch, 'live', epoch, 0, beforeFirst);
      head = this.writeOne({ doc, epoch, after: { seq: 0, hash: beforeFirst }, rows: [row], binds: [] });
    });
    this.forgetFreePages();
    return head;
  }

  async erase(doc: string, epoch: number): Promise<void> {
    this.maintain(() => {
      this.removeContent(doc);
      const known = this.sql.doc.get(doc);
      if (known) this.sql.restart.run(epoch, 'erased', epoch, 0, beforeFirst, known.no);
      else this.sql.insertDoc.run(doc, epoch, 'erased', epoch, 0, beforeFirst);
    });
    this.forgetFreePages();
  }

  close(): void {
    this.db.close();
  }

  private writeOne(batch: DocBatch): Head {
    let row = this.sql.doc.get(batch.doc);
    if (!row) {
      this.sql.insertDoc.run(batch.doc, batch.epoch, 'live', batch.epoch, 0, beforeFirst);
      row = this.sql.doc.get(batch.doc) as DocRow;
    }
    if (row.state !== 'live') throw new DocClosed(batch.doc, row.state);
    const { after } = batch;
    if (row.epoch !== batch.epoch || row.seq !== after.seq || !sameBytes(row.hash, after.hash))
      throw new LogMoved(batch.doc);
    let { seq } = row;
    let hash: Buffer = row.hash;
    for (const update of batch.rows) {
      hash = rowHash(hash, ++seq, update);
      this.sql.insertUpdate.run(row.no, row.content, seq, update.actor, update.at, update.body, hash);
    }
    for (const { client, person } of batch.binds) this.sql.insertClient.run(row.no, client, person);
    this.sql.setHead.run(seq, hash, row.no);
    return { seq, hash };
  }

  private read(doc: string): LoadedDoc | undefined {
    const row = this.sql.doc.get(doc);
    if (!row) return undefined;
    const owners = new Map(this.sql.clients.all(row.no).map(({ client, person }) => [client, person]));
    let why: string | undefined;
    const snapshots = this.sql.snapshots.all(row.no, row.content);
    for (const snapshot of [...snapshots, undefined]) {
      if (snapshot && !isGood(snapshot)) {
        why ??= `the snapshot up to row ${snapshot.uptoSeq} does not verify`;
        continue;
      }
      // without any snapshot the log must reach back to its first row
      const start: Head = snapshot
        ? { seq: snapshot.uptoSeq, hash: snapshot.chainHash }
        : { seq: 0, hash: beforeFirst };
      const { rows, damage } = this.verified(row, start);
      return {
        epoch: row.epoch,
        state: row.state,
        head: { seq: row.seq, hash: row.hash },
        snapshot,
        rows,
        owners,
        // an older snapshot and every row since say the same as the damaged one
        damage: damage === undefined ? undefined : (why ?? damage),
      };
    }
    return undefined;
  }

  private verified(row: DocRow, start: Head): { rows: Uint8Array[]; damage: string | undefined } {
    const rows: Uint8Array[] = [];
    let { seq } = start;
    let hash = start.hash;
    for (const update of this.sql.updatesAfter.iterate(row.no, row.content, start.seq)) {
      if (update.seq !== seq + 1) return { rows, damage: `row ${seq + 1} is missing` };
      const expected = rowHash(hash, update.seq, update);
      if (!sameBytes(expected, update.hash)) return { rows, damage: `row ${update.seq} does not verify` };
      rows.push(update.body);
      seq = update.seq;
      hash = expected;
    }
    if (seq !== row.seq) return { rows, damage: `row ${seq + 1} is missing` };
    if (!sameBytes(hash, row.hash)) return { rows, damage: `the head does not verify` };
    return { rows, damage: undefined };
  }

  private removeContent(doc: string): void {
    const row = this.sql.doc.get(doc);
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

  /** Removed text must not outlive its row in the write-ahead log (safety B68). */
  private forgetFreePages(): void {
    this.db.pragma('wal_checkpoint(TRUNCATE)');
  }
}

function isGood(row: SnapshotRow): boolean {
  return sameBytes(snapshotHash(row.uptoSeq, row.chainHash, row.stateVector, row.body), row.hash);
}

function statements(db: SQLite.Database) {
  return {
    doc: db.prepare<[string], DocRow>('select no, epoch, state, content, seq, hash from doc where id = ?'),
    insertDoc: db.prepare<[string, number, DocState, number, number, Uint8Array]>(
      'insert into doc (id, epoch, state, content, seq, hash) values (?, ?, ?, ?, ?, ?)',
    ),
    setHead: db.prepare<[number, Uint8Array, number]>('update doc set seq = ?, hash = ? where no = ?'),
    setEpoch: db.prepare<[number, DocState, number]>('update doc set epoch = ?, state = ? where no = ?'),
    restart: db.prepare<[number, DocState, number, number, Uint8Array, number]>(
      'update doc set epoch = ?, state = ?, content = ?, seq = ?, hash = ? where no = ?',
    ),
    insertUpdate: db.prepare<[number, number, number, string, number, Uint8Array, Uint8Array]>(
      'insert into doc_update (doc, content, seq, actor, at, body, hash) values (?, ?, ?, ?, ?, ?, ?)',
    ),
    updatesAfter: db.prepare<[number, number, number], UpdateRow>(
      'select seq, actor, at, body, hash from doc_update where doc = ? and content = ? and seq > ? order by seq',
    ),
    snapshots: db.prepare<[number, number], SnapshotRow>(
      `select upto_seq as uptoSeq, chain_hash as chainHash, state_vector as stateVector, body, hash
       from doc_snapshot where doc = ? and content = ? order by upto_seq desc`,
    ),
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
    clients: db.prepare<[number], { client: number; person: string }>(
      'select client, person from doc_client where doc = ?',
    ),
    insertClient: db.prepare<[number, number, string]>(
      'insert into doc_client (doc, client, person) values (?, ?, ?) on conflict do nothing',
    ),
    openHatch: db.prepare('update maintenance set open = 1'),
    closeHatch: db.prepare('update maintenance set open = 0'),
  };
}
