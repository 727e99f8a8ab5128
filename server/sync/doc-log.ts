/*
 * The port to the disk: an append-only log of updates for each document, with a running hash. One contract
 * suite (tests/doc-log.contract.ts) for all implementations.
 */

export type DocState = 'live' | 'frozen' | 'sealed' | 'erased';

/** The end of a document's log. `seq` counts rows from 1 within a content; 0: empty. */
export interface Head {
  readonly seq: number;
  /** 32 bytes */
  readonly hash: Uint8Array;
}

export interface LoadedDoc {
  readonly epoch: number;
  readonly state: DocState;
  readonly head: Head;
  /** the newest good snapshot: a Yjs update V1, and its state vector */
  readonly snapshot: { readonly body: Uint8Array; readonly stateVector: Uint8Array } | undefined;
  /** verified rows after the snapshot, oldest first: Yjs updates V1 */
  readonly rows: readonly Uint8Array[];
  /** clientID → person, bound by update messages */
  readonly owners: ReadonlyMap<number, string>;
  /** what does not verify; snapshot and rows are then the good part before it */
  readonly damage: string | undefined;
}

/** What a log holds above a row. */
export interface RowsAbove {
  readonly head: Head;
  /** oldest first: Yjs updates V1 */
  readonly rows: readonly Uint8Array[];
  /** clientID → person, all that are bound */
  readonly owners: ReadonlyMap<number, string>;
}

export interface LogRow {
  /** personId, or 'server' */
  readonly actor: string;
  /** ms since 1970 UTC */
  readonly at: number;
  readonly body: Uint8Array;
}

/** Where a document stands, at a glance. */
export interface DocStand {
  readonly epoch: number;
  readonly state: DocState;
  /** rows written into the present content */
  readonly seq: number;
}

export interface DocBatch {
  readonly doc: string;
  readonly epoch: number;
  /** where the writer believes the log ends; anything else is refused as a whole */
  readonly after: Head;
  readonly rows: readonly LogRow[];
  readonly binds: readonly { readonly client: number; readonly person: string }[];
}

export interface DocLog {
  /** Reads and verifies. undefined: nothing was ever written under this name. */
  load(doc: string): Promise<LoadedDoc | undefined>;
  /** Names of documents whose words are closed for good: sealed, or erased. */
  closed(): Promise<ReadonlySet<string>>;
  /**
   * What was written above `after`, verified from there to the end: how somebody who knows the log up to a row catches
   * up. undefined: the document has to be loaded anew. It is in another epoch, `after` is not in this log, rows above it
   * are gone since a compaction, or do not verify.
   */
  since(doc: string, epoch: number, after: Head): Promise<RowsAbove | undefined>;
  /** Rows written into the present content, also those compacted since; 0: none. One look, nothing is verified. */
  rowsOf(doc: string): Promise<number>;
  /** Where these documents stand, in one look; names under which nothing was ever written are left out. */
  stands(docs: readonly string[]): Promise<ReadonlyMap<string, DocStand>>;
  /**
   * All batches in one durable transaction, or none. Answers the new heads in the same order. `rights`: number of the
   * newest move of rights that the writer has heard of; a log that several processes share throws RightsBehind, and writes
   * nothing, where there is a newer one.
   */
  append(batches: readonly DocBatch[], rights?: number): Promise<Head[]>;
  /** Replaces old rows by a checked snapshot; heads and epoch stay. Answers whether it did. */
  compact(doc: string): Promise<boolean>;
  /**
   * A new epoch over the same words: frozen and sealed documents take no more rows. This and whatever else begins an epoch
   * throws LogMoved where the document has reached that epoch already.
   */
  setEpoch(doc: string, epoch: number, state: DocState): Promise<void>;
  /** A new epoch with other words; what was there before is removed for good. Answers the new head. */
  reseed(doc: string, epoch: number, row: LogRow): Promise<Head>;
  /** Removes every byte of the document and leaves its name as erased, in a new epoch. */
  erase(doc: string, epoch: number): Promise<void>;
  close(): void | Promise<void>;
}

/** The log did not end where the writer believed: another process wrote, or a row was taken away. */
export class LogMoved extends Error {
  override readonly name = 'LogMoved';
  readonly code = 'log-moved';
  readonly doc: string;
  constructor(doc: string) {
    super(`the log of ${doc} does not end where it should`);
    this.doc = doc;
  }
}

/** The document was closed (frozen, sealed, erased) or is damaged: nothing can be appended. */
export class DocClosed extends Error {
  override readonly name = 'DocClosed';
  readonly code = 'doc-closed';
  readonly doc: string;
  constructor(doc: string, state: string) {
    super(`${doc} takes no more words: ${state}`);
    this.doc = doc;
  }
}

/** Rights have moved that the writer has not heard of: nothing was written. */
export class RightsBehind extends Error {
  override readonly name = 'RightsBehind';
  readonly code = 'rights-behind';
  constructor() {
    super('rights have moved since they were asked');
  }
}
