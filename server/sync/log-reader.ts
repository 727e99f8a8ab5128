import type SQLite from 'better-sqlite3';
import type { DocStand, DocState, Head, LoadedDoc, RowsAbove } from './doc-log.ts';
import { RowChain, type StoredRow } from './row-chain.ts';
import { beforeFirst, isGoodSnapshot, type StoredSnapshot } from './running-hash.ts';

/** A document in words.db. */
export interface DocRow {
  readonly no: number;
  readonly epoch: number;
  readonly state: DocState;
  readonly content: number;
  readonly seq: number;
  readonly hash: Buffer;
}

/** Up to which row it stands for the log, and its bytes. */
export interface NewestSnapshot {
  readonly uptoSeq: number;
  readonly size: number;
}

/** Reads words.db and verifies every row of what it reads. Any connection will do, also one of another thread. */
export class LogReader {
  private readonly sql: ReturnType<typeof statements>;

  constructor(db: SQLite.Database) {
    this.sql = statements(db);
  }

  row(doc: string): DocRow | undefined {
    return this.sql.doc.get(doc);
  }

  /** DocLog.stands */
  stands(docs: readonly string[]): Map<string, DocStand> {
    return new Map(
      docs.flatMap((doc) => {
        const row = this.row(doc);
        return row ? [[doc, { epoch: row.epoch, state: row.state, seq: row.seq }] as const] : [];
      }),
    );
  }

  /** Every document there is or was, in order. */
  names(): string[] {
    return this.sql.names.all();
  }

  /** Those of them whose words are closed for good. */
  closed(): string[] {
    return this.sql.closed.all();
  }

  newestSnapshot({ no, content }: DocRow): NewestSnapshot | undefined {
    return this.sql.newestSnapshot.get(no, content);
  }

  /** Bytes of the rows after this one. */
  bytesAfter({ no, content }: DocRow, seq: number): number {
    return this.sql.bytesAfter.get(no, content, seq) ?? 0;
  }

  /**
   * Everything that is good of a document. `upto`: as it was when its log ended there; undefined also when it
   * never did.
   */
  read(doc: string, upto?: Head): LoadedDoc | undefined {
    const row = this.sql.doc.get(doc);
    if (!row) return undefined;
    const end = upto ?? { seq: row.seq, hash: row.hash };
    const owners = this.owners(row);
    let why: string | undefined;
    const snapshots = this.sql.snapshots.all(row.no, row.content, end.seq);
    for (const uptoSeq of [...snapshots, undefined]) {
      const snapshot =
        uptoSeq === undefined ? undefined : this.sql.snapshot.get(row.no, row.content, uptoSeq);
      if (snapshot && !isGoodSnapshot(snapshot)) {
        why ??= `the snapshot up to row ${snapshot.uptoSeq} does not verify`;
        continue;
      }
      // without any snapshot the log must reach back to its first row
      const start: Head = snapshot
        ? { seq: snapshot.uptoSeq, hash: snapshot.chainHash }
        : { seq: 0, hash: beforeFirst };
      const { rows, damage } = this.verified(row, start, end);
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

  /** DocLog.since */
  since(doc: string, epoch: number, after: Head): RowsAbove | undefined {
    const row = this.sql.doc.get(doc);
    if (row?.epoch !== epoch) return undefined;
    const head = { seq: row.seq, hash: row.hash };
    const { rows, damage } = this.verified(row, after, head);
    return damage === undefined ? { head, rows, owners: this.owners(row) } : undefined;
  }

  private owners({ no }: DocRow): Map<number, string> {
    return new Map(this.sql.clients.all(no).map(({ client, person }) => [client, person]));
  }

  private verified(row: DocRow, start: Head, end: Head): Pick<RowChain, 'rows' | 'damage'> {
    const chain = new RowChain(start);
    for (const update of this.sql.updates.iterate(row.no, row.content, start.seq, end.seq))
      if (!chain.take(update)) break;
    chain.end(end);
    return chain;
  }
}

function statements(db: SQLite.Database) {
  return {
    doc: db.prepare<[string], DocRow>('select no, epoch, state, content, seq, hash from doc where id = ?'),
    names: db.prepare<[], string>('select id from doc order by id').pluck(),
    closed: db.prepare<[], string>("select id from doc where state in ('sealed', 'erased')").pluck(),
    updates: db.prepare<[number, number, number, number], StoredRow>(
      `select seq, actor, at, body, hash from doc_update
       where doc = ? and content = ? and seq > ? and seq <= ? order by seq`,
    ),
    bytesAfter: db
      .prepare<[number, number, number], number>(
        'select sum(length(body)) from doc_update where doc = ? and content = ? and seq > ?',
      )
      .pluck(),
    snapshots: db
      .prepare<[number, number, number], number>(
        'select upto_seq from doc_snapshot where doc = ? and content = ? and upto_seq <= ? order by upto_seq desc',
      )
      .pluck(),
    // one by one: the older generation is read only when the newer one is damaged
    snapshot: db.prepare<[number, number, number], StoredSnapshot>(
      `select upto_seq as uptoSeq, chain_hash as chainHash, state_vector as stateVector, body, hash
       from doc_snapshot where doc = ? and content = ? and upto_seq = ?`,
    ),
    newestSnapshot: db.prepare<[number, number], NewestSnapshot>(
      `select upto_seq as uptoSeq, length(body) as size
       from doc_snapshot where doc = ? and content = ? order by upto_seq desc limit 1`,
    ),
    clients: db.prepare<[number], { client: number; person: string }>(
      'select client, person from doc_client where doc = ?',
    ),
  };
}
