import { compacted } from '../compaction.ts';
import {
  DocClosed,
  LogMoved,
  RightsBehind,
  type DocBatch,
  type DocLog,
  type DocStand,
  type DocState,
  type Head,
  type LoadedDoc,
  type LogRow,
  type RowsAbove,
} from '../doc-log.ts';
import { beforeFirst, rowHash, sameBytes } from '../running-hash.ts';

interface Kept {
  epoch: number;
  state: DocState;
  head: Head;
  snapshot: LoadedDoc['snapshot'];
  /** where the log stood before the first of its rows */
  base: Head;
  rows: { readonly body: Uint8Array; readonly head: Head }[];
  owners: Map<number, string>;
}

/** The log in memory: for tests, and the yardstick the SQLite log is held against. */
export class MemoryDocLog implements DocLog {
  private readonly docs = new Map<string, Kept>();
  /** number of the newest move of rights */
  rights = 0;

  async load(doc: string): Promise<LoadedDoc | undefined> {
    const kept = this.docs.get(doc);
    return kept && { ...kept, rows: bodies(kept), owners: new Map(kept.owners), damage: undefined };
  }

  async closed(): Promise<ReadonlySet<string>> {
    const closed = [...this.docs].filter(([, { state }]) => state === 'sealed' || state === 'erased');
    return new Set(closed.map(([name]) => name));
  }

  async since(doc: string, epoch: number, after: Head): Promise<RowsAbove | undefined> {
    const kept = this.docs.get(doc);
    if (kept?.epoch !== epoch) return undefined;
    const heads = [kept.base, ...kept.rows.map(({ head }) => head)];
    const from = heads.findIndex(({ seq, hash }) => seq === after.seq && sameBytes(hash, after.hash));
    if (from < 0) return undefined;
    return { head: kept.head, rows: bodies(kept).slice(from), owners: new Map(kept.owners) };
  }

  async rowsOf(doc: string): Promise<number> {
    return this.docs.get(doc)?.head.seq ?? 0;
  }

  async stands(docs: readonly string[]): Promise<ReadonlyMap<string, DocStand>> {
    const stands = docs.map((doc) => [doc, this.docs.get(doc)] as const);
    return new Map(
      stands.flatMap(([doc, kept]) =>
        kept ? [[doc, { epoch: kept.epoch, state: kept.state, seq: kept.head.seq }] as const] : [],
      ),
    );
  }

  async append(batches: readonly DocBatch[], rights = Infinity): Promise<Head[]> {
    if (rights < this.rights) throw new RightsBehind();
    for (const { doc, epoch, after } of batches) {
      const kept = this.docs.get(doc);
      if (kept && kept.state !== 'live') throw new DocClosed(doc, kept.state);
      const head = kept?.head ?? { seq: 0, hash: beforeFirst };
      if ((kept && kept.epoch !== epoch) || head.seq !== after.seq || !sameBytes(head.hash, after.hash))
        throw new LogMoved(doc);
    }
    return batches.map((batch) => this.write(batch));
  }

  async compact(doc: string): Promise<boolean> {
    const kept = this.docs.get(doc);
    if (!kept || kept.rows.length === 0) return false;
    kept.snapshot = compacted([...(kept.snapshot ? [kept.snapshot.body] : []), ...bodies(kept)]);
    kept.base = kept.head;
    kept.rows = [];
    return true;
  }

  async setEpoch(doc: string, epoch: number, state: DocState): Promise<void> {
    this.refuseReached(doc, epoch);
    Object.assign(this.keptOf(doc, epoch), { epoch, state });
  }

  async reseed(doc: string, epoch: number, row: LogRow): Promise<Head> {
    this.refuseReached(doc, epoch);
    this.docs.delete(doc);
    return this.write({ doc, epoch, after: { seq: 0, hash: beforeFirst }, rows: [row], binds: [] });
  }

  async erase(doc: string, epoch: number): Promise<void> {
    this.refuseReached(doc, epoch);
    this.docs.delete(doc);
    this.keptOf(doc, epoch).state = 'erased';
  }

  close(): void {
    this.docs.clear();
  }

  private refuseReached(doc: string, epoch: number): void {
    if ((this.docs.get(doc)?.epoch ?? 0) >= epoch) throw new LogMoved(doc);
  }

  private write({ doc, epoch, rows, binds }: DocBatch): Head {
    const kept = this.keptOf(doc, epoch);
    for (const row of rows) {
      const seq = kept.head.seq + 1;
      kept.head = { seq, hash: rowHash(kept.head.hash, seq, row) };
      kept.rows.push({ body: row.body, head: kept.head });
    }
    for (const { client, person } of binds) if (!kept.owners.has(client)) kept.owners.set(client, person);
    return kept.head;
  }

  private keptOf(doc: string, epoch: number): Kept {
    let kept = this.docs.get(doc);
    if (!kept) {
      const head = { seq: 0, hash: beforeFirst };
      kept = { epoch, state: 'live', head, snapshot: undefined, base: head, rows: [], owners: new Map() };
      this.docs.set(doc, kept);
    }
    return kept;
  }
}

function bodies({ rows }: Kept): Uint8Array[] {
  return rows.map(({ body }) => body);
}
