import * as Y from 'yjs';
import { fingerprintOf, type Fingerprint } from '#lib/doc/fingerprint.ts';
import { isWhole } from '#lib/doc/whole.ts';
import { limits } from '#lib/wire/limits.ts';
import type { LoadedDoc } from './doc-log.ts';
import { joined } from './join-updates.ts';
import { docOf } from './quiet-doc.ts';
import type { Scan } from './scan-update.ts';

/** Encoded updates kept beside the base, so that joiners need no new encoding. */
const tailMost = 256;
const tailBytesMost = 65_536;

/** An empty Yjs update: no structs, no deletions. */
const emptyUpdate: Uint8Array = new Uint8Array([0, 0]);

/**
 * What a document says, twice: encoded, for those who join, and as a Y.Doc, for judging and applying. While nobody writes
 * there is no Y.Doc.
 */
export class DocContent {
  private ydoc: Y.Doc | undefined;
  private base: Uint8Array;
  private tail: Uint8Array[] = [];
  private tailBytes = 0;
  /** base and tail lack what the Y.Doc has: a long tail is let go, and made anew when somebody asks */
  private stale = false;
  /** rough encoded size; measured when it matters */
  private bytes: number;
  private warned = false;
  private printed: { readonly seq: number; readonly print: Fingerprint } | undefined;

  constructor(loaded: LoadedDoc | undefined) {
    this.base = loaded?.snapshot?.body ?? emptyUpdate;
    this.bytes = this.base.length;
    for (const row of loaded?.rows ?? []) {
      this.keepTail(row);
      this.bytes += row.length;
    }
  }

  get awake(): boolean {
    return this.ydoc !== undefined;
  }

  doc(): Y.Doc {
    this.ydoc ??= docOf(...this.encoded());
    return this.ydoc;
  }

  /** A copy for the caller alone. */
  copy(): Y.Doc {
    return docOf(...this.encoded());
  }

  /** `seq`: the row up to which it is here. undefined while it sleeps: nobody has written lately. */
  fingerprint(seq: number): Fingerprint | undefined {
    if (!this.ydoc) return undefined;
    if (this.printed?.seq !== seq) this.printed = { seq, print: fingerprintOf(this.ydoc) };
    return this.printed.print;
  }

  /** Lets the Y.Doc go; the next write makes it again. */
  sleep(): void {
    if (!this.ydoc) return;
    if (this.tail.length > 0 || this.stale) this.encodeAnew();
    this.destroy();
  }

  destroy(): void {
    this.ydoc?.destroy();
    this.ydoc = undefined;
  }

  /** Updates to be applied in order; the first may be large and is shared by all who join. */
  encoded(): readonly Uint8Array[] {
    if (this.ydoc && (this.stale || this.tailIsLong)) this.encodeAnew();
    return [this.base, ...this.tail];
  }

  /** What someone with this state vector lacks, as updates to be applied in order. */
  lacking(stateVector: Uint8Array): readonly Uint8Array[] {
    if (this.tailIsLong) this.doc();
    if (stateVector.length <= 1) return this.encoded();
    if (this.ydoc) return [Y.encodeStateAsUpdate(this.ydoc, stateVector)];
    const [base, ...tail] = this.encoded() as [Uint8Array, ...Uint8Array[]];
    return [Y.diffUpdate(base, stateVector), ...tail];
  }

  /**
   * Applies what is on the disk now. Answers one update for everybody. Throws when Yjs does not take it, which the struct
   * rules should have prevented.
   */
  apply(scans: readonly Scan[]): Uint8Array | undefined {
    if (scans.length === 0) return undefined;
    const doc = this.doc();
    const news = joined(scans);
    Y.applyUpdate(doc, news);
    if (!isWhole(doc)) throw new Error('an update waits for something that is missing');
    for (const { body } of scans) this.bytes += body.length;
    this.keepUp(news);
    return news;
  }

  /** Whether the document may grow by so much. */
  hasSpace(bytes: number): boolean {
    if (this.bytes + bytes <= limits.documentHard) return true;
    this.encodeAnew();
    return this.bytes + bytes <= limits.documentHard;
  }

  /** Once, when the document has become large. */
  isLargeForTheFirstTime(): boolean {
    if (this.warned || this.bytes <= limits.documentWarn) return false;
    this.encodeAnew();
    this.warned = this.bytes > limits.documentWarn;
    return this.warned;
  }

  private get tailIsLong(): boolean {
    return this.tail.length > tailMost || this.tailBytes > tailBytesMost;
  }

  private encodeAnew(): void {
    this.base = Y.encodeStateAsUpdate(this.doc());
    this.bytes = this.base.length;
    this.forgetTail();
    this.stale = false;
  }

  private forgetTail(): void {
    this.tail = [];
    this.tailBytes = 0;
  }

  /** Whether base and tail are kept up depends on how long the tail has become. */
  private keepUp(update: Uint8Array): void {
    if (this.stale) return;
    this.keepTail(update);
    if (!this.tailIsLong) return;
    this.forgetTail();
    this.stale = true;
  }

  private keepTail(update: Uint8Array): void {
    this.tail.push(update);
    this.tailBytes += update.length;
  }
}
