import type { ClientBase, Pool } from 'pg';
import { transact } from '../db/postgres/transaction.ts';
import type { NewestSnapshot } from './log-reader.ts';
import type { DocStand, DocState, Head, LoadedDoc, RowsAbove } from './doc-log.ts';
import { RowChain, type StoredRow } from './row-chain.ts';
import { beforeFirst, isGoodSnapshot, type StoredSnapshot } from './running-hash.ts';

/** What is read at once of a log, rows and bytes, and of a snapshot, bytes: PostgreSQL's answer lies in memory twice. */
const pageRows = 500;
const pageBytes = 4 * 1_048_576;
const pieceBytes = 1_048_576;

/** A document in the table `doc`. */
export interface PostgresDocRow {
  readonly no: number;
  readonly epoch: number;
  readonly state: DocState;
  readonly content: number;
  readonly seq: number;
  readonly hash: Buffer;
}

/** Reads on one connection that sees one moment. */
export function readingLog<T>(pool: Pool, work: (reader: PostgresLogReader) => Promise<T>): Promise<T> {
  return transact(pool, 'reading', (client) => work(new PostgresLogReader(client)));
}

/** Reads the logs in PostgreSQL, a page at a time, and verifies every row of what it reads. */
export class PostgresLogReader {
  private readonly client: ClientBase;

  /** `client`: in a transaction of `reading`, unless one question is all that is asked. */
  constructor(client: ClientBase) {
    this.client = client;
  }

  async row(doc: string): Promise<PostgresDocRow | undefined> {
    return (await this.ask<PostgresDocRow>('doc', [doc]))[0];
  }

  /** DocLog.stands */
  async stands(docs: readonly string[]): Promise<Map<string, DocStand>> {
    const found = await this.ask<DocStand & { id: string }>('stands', [docs]);
    return new Map(found.map(({ id, epoch, state, seq }) => [id, { epoch, state, seq }]));
  }

  /** Every document there is or was, in order. */
  async names(): Promise<string[]> {
    return (await this.ask<{ id: string }>('names', [])).map(({ id }) => id);
  }

  /** Those of them whose words are closed for good. */
  async closed(): Promise<string[]> {
    return (await this.ask<{ id: string }>('closed', [])).map(({ id }) => id);
  }

  async newestSnapshot({ no, content }: PostgresDocRow): Promise<NewestSnapshot | undefined> {
    return (await this.ask<NewestSnapshot>('newestSnapshot', [no, content]))[0];
  }

  /** Bytes of the rows after this one. */
  async bytesAfter({ no, content }: PostgresDocRow, seq: number): Promise<number> {
    return (await this.ask<{ bytes: number }>('bytesAfter', [no, content, seq]))[0]?.bytes ?? 0;
  }

  /** Whether nobody else compacts this document; nobody will until this transaction ends. */
  async isMine(doc: string): Promise<boolean> {
    return (await this.ask<{ mine: boolean }>('isMine', [doc]))[0]?.mine ?? false;
  }

  /**
   * Everything that is good of a document. `upto`: as it was when its log ended there; undefined also when it
   * never did.
   */
  async read(doc: string, upto?: Head): Promise<LoadedDoc | undefined> {
    const row = await this.row(doc);
    if (!row) return undefined;
    const { epoch, state, seq, hash } = row;
    const head = { seq, hash };
    const end = upto ?? head;
    const owners = new Map(
      (await this.ask<{ client: number; person: string }>('clients', [row.no])).map(
        ({ client, person }) => [client, person] as const,
      ),
    );
    const snapshots = await this.ask<{ uptoSeq: number }>('snapshots', [row.no, row.content, end.seq]);
    let why: string | undefined;
    for (const { uptoSeq } of snapshots) {
      const snapshot = await this.snapshot(row, uptoSeq);
      if (snapshot && isGoodSnapshot(snapshot)) {
        const { rows, damage } = await this.verified(row, { seq: uptoSeq, hash: snapshot.chainHash }, end);
        // an older snapshot and every row since say the same as the damaged one
        return { epoch, state, head, snapshot, rows, owners, damage: damage && (why ?? damage) };
      }
      why ??= `the snapshot up to row ${uptoSeq} does not verify`;
    }
    // without any snapshot the log must reach back to its first row
    const { rows, damage } = await this.verified(row, { seq: 0, hash: beforeFirst }, end);
    return { epoch, state, head, snapshot: undefined, rows, owners, damage: damage && (why ?? damage) };
  }

  /** DocLog.since, where what is missing is no more than a page; 'long' where it is more. Asks once. */
  async sinceAtOnce(doc: string, epoch: number, after: Head): Promise<RowsAbove | undefined | 'long'> {
    const found = await this.ask<SinceRow>('since', [doc, after.seq, pageRows, pageBytes]);
    const [first] = found;
    if (first?.epoch !== epoch) return undefined;
    const head = { seq: first.headSeq, hash: first.headHash };
    const chain = new RowChain(after);
    for (const row of found) if (row.seq !== null && !chain.take(row as StoredRow)) return undefined;
    if (chain.reached < head.seq && chain.rows.length > 0) return 'long';
    chain.end(head);
    return chain.damage === undefined
      ? { head, rows: chain.rows, owners: ownersIn(first.owners) }
      : undefined;
  }

  /** DocLog.since, however much it is. */
  async since(doc: string, epoch: number, after: Head): Promise<RowsAbove | undefined> {
    const row = await this.row(doc);
    if (row?.epoch !== epoch) return undefined;
    const head = { seq: row.seq, hash: row.hash };
    const { rows, damage } = await this.verified(row, after, head);
    if (damage !== undefined) return undefined;
    const clients = await this.ask<{ client: number; person: string }>('clientsAbove', [row.no, after.seq]);
    return { head, rows, owners: new Map(clients.map(({ client, person }) => [client, person])) };
  }

  private async verified({ no, content }: PostgresDocRow, start: Head, end: Head): Promise<RowChain> {
    const chain = new RowChain(start);
    while (chain.damage === undefined && chain.reached < end.seq) {
      const page = await this.ask<StoredRow>('page', [
        no,
        content,
        chain.reached,
        end.seq,
        pageRows,
        pageBytes,
      ]);
      if (page.length === 0) break;
      for (const row of page) if (!chain.take(row)) break;
    }
    chain.end(end);
    return chain;
  }

  private async snapshot(
    { no, content }: PostgresDocRow,
    uptoSeq: number,
  ): Promise<StoredSnapshot | undefined> {
    const at = [no, content, uptoSeq];
    const [found] = await this.ask<Omit<StoredSnapshot, 'body'> & { size: number }>('snapshot', at);
    if (!found) return undefined;
    const { size, ...rest } = found;
    const body = Buffer.alloc(size);
    for (let from = 0; from < size; from += pieceBytes) {
      const [piece] = await this.ask<{ piece: Buffer }>('piece', [...at, from + 1, pieceBytes]);
      piece?.piece.copy(body, from);
    }
    return { ...rest, body };
  }

  private async ask<Row>(what: keyof typeof questions, values: readonly unknown[]): Promise<Row[]> {
    const question = { name: `words ${what}`, text: questions[what], values: [...values] };
    return (await this.client.query(question)).rows as Row[];
  }
}

/** A row above, or nothing but the head where there is none. */
type SinceRow = { readonly [K in keyof StoredRow]: StoredRow[K] | null } & {
  readonly epoch: number;
  readonly headSeq: number;
  readonly headHash: Buffer;
  readonly owners: Readonly<Record<string, string>> | null;
};

function ownersIn(owners: SinceRow['owners']): Map<number, string> {
  return new Map(Object.entries(owners ?? {}).map(([client, person]) => [Number(client), person]));
}

/** Rows from one on, bounded by number and, but for the first, by bytes. */
const bounded = (rows: string, bytes: string) => `
  select seq, actor, at, body, hash, n from (
    select p.*, row_number() over w as n, sum(octet_length(body)) over w as upto
    from (${rows}) p window w as (order by seq)
  ) q where n = 1 or upto <= ${bytes}`;

const questions = {
  doc: 'select no, epoch, state, content, seq, hash from doc where id = $1',
  stands: 'select id, epoch, state, seq from doc where id = any($1::text[])',
  names: 'select id from doc order by id',
  closed: `select id from doc where state in ('sealed', 'erased')`,
  clients: 'select client, person from doc_client where doc = $1',
  clientsAbove: 'select client, person from doc_client where doc = $1 and seq > $2',
  newestSnapshot: `
    select upto_seq as "uptoSeq", octet_length(body) as size
    from doc_snapshot where doc = $1 and content = $2 order by upto_seq desc limit 1`,
  bytesAfter: `
    select sum(octet_length(body))::int8 as bytes from doc_update where doc = $1 and content = $2 and seq > $3`,
  snapshots: `
    select upto_seq as "uptoSeq" from doc_snapshot
    where doc = $1 and content = $2 and upto_seq <= $3 order by upto_seq desc`,
  snapshot: `
    select upto_seq as "uptoSeq", chain_hash as "chainHash", state_vector as "stateVector", hash,
      octet_length(body) as size
    from doc_snapshot where doc = $1 and content = $2 and upto_seq = $3`,
  piece: `
    select substr(body, $4::int, $5::int) as piece
    from doc_snapshot where doc = $1 and content = $2 and upto_seq = $3`,
  page: `${bounded(
    `select seq, actor, at, body, hash from doc_update
     where doc = $1 and content = $2 and seq > $3 and seq <= $4 order by seq limit $5`,
    '$6',
  )} order by seq`,
  since: `
    select d.epoch, d.seq as "headSeq", d.hash as "headHash", u.seq, u.actor, u.at, u.body, u.hash,
      case when coalesce(u.n, 1) = 1 then
        (select json_object_agg(client, person) from doc_client where doc = d.no and seq > $2)
      end as owners
    from doc d left join lateral (${bounded(
      `select seq, actor, at, body, hash from doc_update
       where doc = d.no and content = d.content and seq > $2 and seq <= d.seq order by seq limit $3`,
      '$4',
    )}) u on true
    where d.id = $1 order by u.seq`,
  isMine: `select pg_try_advisory_xact_lock(hashtextextended('yoriai words ' || $1, 0)) as mine`,
} as const;
