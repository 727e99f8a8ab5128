import { performance } from 'node:perf_hooks';
import { uint32 } from 'lib0/random';
import * as Y from 'yjs';
import type { Fingerprint } from '#lib/doc/fingerprint.ts';
import { limits } from '#lib/wire/limits.ts';
import { Backlog } from './backlog.ts';
import { BadMessage } from './byte-reader.ts';
import type { DocState, Head, LoadedDoc, RowsAbove } from './doc-log.ts';
import { DocContent } from './doc-content.ts';
import { DocumentFlow } from './document-flow.ts';
import type { Judged } from './judged.ts';
import { isContained, judge, type Judgement } from './judge-update.ts';
import { Presence } from './presence.ts';
import { beforeFirst } from './running-hash.ts';
import { scanUpdate, type Scan } from './scan-update.ts';
import { depthInside, placeInside, placeName, rootPlace, typePlace } from './struct-places.ts';
import { WaitingStructs } from './waiting-structs.ts';

/*
 * One open document: what is on the disk, what is accepted and waits for it, and who is here. A room that
 * nobody writes in sleeps: it keeps encoded bytes and clocks, no Y.Doc.
 */

/** What a room needs to know of a socket in it. */
export interface Occupant {
  readonly personId: string;
  /** one of five colours (1–5) its person has in this room */
  readonly slot: number;
  close(code: number, why: string): void;
  /** Some of its updates are on the disk and with everybody. */
  tellSaved(): void;
}

/** An accepted update on its way to the disk. */
export interface Waiting {
  /** undefined: everything in it is here already; it only waits for its turn to be acknowledged */
  readonly scan: Scan | undefined;
  readonly binds: readonly number[];
  /** author for the log */
  readonly actor: string;
  readonly from: Occupant | undefined;
  /** It came with a sync step 2. */
  readonly step2?: boolean;
  /** called when everybody has been sent it, or with what went wrong */
  readonly done: (error?: unknown) => void;
}

export class Room<Socket extends Occupant> implements Judged {
  readonly name: string;
  readonly epoch: number;
  readonly state: DocState;
  readonly sockets = new Set<Socket>();
  readonly presence = new Presence<Socket>((client, person) => (this.owner(client) ?? person) === person);
  /** The server's own clientID in this document, while it is loaded. */
  readonly serverClient = uint32();
  /** what everybody together may bring in */
  readonly flow: DocumentFlow;
  head: Head;
  damage: string | undefined;
  /** no more updates are taken: the document is being closed or begun anew */
  closing = false;
  /** taken out of the engine: whoever still holds it must ask for a new one */
  gone = false;
  queue: Waiting[] = [];
  inflight: Waiting[] = [];
  /** So many times in a row what waits here came too late for the log. */
  tooLate = 0;
  /** When others wrote into the log last, and until when it is left to them; ms of performance.now(). */
  othersWroteAt = -Infinity;
  leftUntil = -Infinity;
  /** whoever waits for what is on its way to the disk */
  private landings: (() => void)[] = [];
  rowsSinceSnapshot: number;
  bytesSinceSnapshot: number;
  /** ms of performance.now() */
  compactedAt = -Infinity;
  private readonly content: DocContent;
  private readonly clocks = new Map<number, number>();
  private readonly ahead = new Map<number, number>();
  private readonly owners: Map<number, string>;
  private readonly ownersAhead = new Map<number, string>();
  private readonly waiting = new WaitingStructs();
  private readonly backlog: Backlog;

  /** Throws when the loaded rows do not fit together. */
  constructor(
    name: string,
    loaded: LoadedDoc | undefined,
    backlog = new Backlog(),
    flow = new DocumentFlow(performance.now()),
  ) {
    this.name = name;
    this.backlog = backlog;
    this.flow = flow;
    this.epoch = loaded?.epoch ?? 1;
    this.state = loaded?.state ?? 'live';
    this.head = loaded?.head ?? { seq: 0, hash: beforeFirst };
    this.damage = loaded?.damage;
    this.owners = new Map(loaded?.owners);
    this.content = new DocContent(loaded);
    if (loaded?.snapshot) {
      for (const [client, clock] of Y.decodeStateVector(loaded.snapshot.stateVector))
        this.clocks.set(client, clock);
    }
    const rows = loaded?.rows ?? [];
    for (const row of rows) {
      for (const { client, end } of scanUpdate(row).blocks) this.clocks.set(client, end);
    }
    this.rowsSinceSnapshot = rows.length;
    this.bytesSinceSnapshot = rows.reduce((sum, row) => sum + row.length, 0);
  }

  get idle(): boolean {
    return this.queue.length === 0 && this.inflight.length === 0;
  }
  get awake(): boolean {
    return this.content.awake;
  }

  // ── what is here ──────────────────────────────────────────────────────────────────────────────────

  planned(client: number): number {
    return this.ahead.get(client) ?? this.clocks.get(client) ?? 0;
  }
  applied(client: number): number {
    return this.clocks.get(client) ?? 0;
  }
  owner(client: number): string | undefined {
    return this.owners.get(client) ?? this.ownersAhead.get(client);
  }
  claim(client: number): string | undefined {
    return this.presence.personOf(client);
  }

  doc(): Y.Doc {
    return this.content.doc();
  }

  /** Of what is on the disk and with everybody; undefined while the room sleeps: nobody has written lately. */
  fingerprint(): Fingerprint | undefined {
    return this.content.fingerprint(this.head.seq);
  }

  /** A copy of what is on the disk, for the caller alone. */
  copy(): Y.Doc {
    return this.content.copy();
  }

  /** Lets the Y.Doc go; the next write makes it again. */
  sleep(): void {
    if (this.idle) this.content.sleep();
  }

  /** What someone with this state vector lacks, as updates to be applied in order. */
  lacking(stateVector: Uint8Array): readonly Uint8Array[] {
    return this.content.lacking(stateVector);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.clocks);
  }

  depthAt(client: number, clock: number): number | undefined {
    if (clock >= this.applied(client)) {
      const waiting = this.waitingAt(client, clock);
      return waiting && depthInside(this, waiting.scan, waiting.struct);
    }
    let depth = 0;
    let parent = (this.itemAt(client, clock)?.parent ?? null) as Y.AbstractType<unknown> | null;
    for (; parent?._item; depth++) parent = parent._item.parent as Y.AbstractType<unknown> | null;
    return depth;
  }

  placeAt(client: number, clock: number): string {
    if (clock >= this.applied(client)) {
      const waiting = this.waitingAt(client, clock);
      return waiting ? placeInside(this, waiting.scan, waiting.struct) : 'gone';
    }
    const item = this.itemAt(client, clock);
    if (!(item?.parent instanceof Y.AbstractType)) return 'gone';
    const { parent, parentSub } = item;
    const type = parent._item
      ? typePlace(parent._item.id.client, parent._item.id.clock)
      : rootPlace(this.rootName(parent));
    return placeName(type, parentSub);
  }

  itemAt(client: number, clock: number): Y.Item | undefined {
    if (clock >= this.applied(client)) return undefined;
    const structs = this.doc().store.clients.get(client);
    const struct = structs?.[Y.findIndexSS(structs, clock)];
    return struct instanceof Y.Item ? struct : undefined;
  }

  waitingAt(client: number, clock: number): { readonly scan: Scan; readonly struct: number } | undefined {
    return this.waiting.at(client, clock);
  }

  private rootName(type: Y.AbstractType<unknown>): string {
    for (const [name, root] of this.doc().share) if (root === type) return name;
    return '';
  }

  // ── what comes in ─────────────────────────────────────────────────────────────────────────────────

  /** Throws BadMessage. */
  judge(scan: Scan, person: string, step2: boolean): Judgement {
    for (const root of scan.roots) {
      const { share } = this.doc();
      if (!share.has(root) && share.size >= limits.roots) throw new BadMessage('too many roots');
    }
    return judge(this, scan, person, step2);
  }

  contains(scan: Scan): boolean {
    return isContained(this, scan, (client) => this.applied(client));
  }

  /** Whether the document may grow by so much. */
  hasSpace(bytes: number): boolean {
    return this.content.hasSpace(bytes);
  }

  /** Once, when the document has become large. */
  isLargeForTheFirstTime(): boolean {
    return this.content.isLargeForTheFirstTime();
  }

  /** Puts an accepted update in line; from now on others are judged as if it were here. */
  enqueue(waiting: Waiting): void {
    this.queue.push(waiting);
    this.backlog.add(waiting.scan?.body);
    this.waiting.add(waiting.scan);
    for (const { client, end } of waiting.scan?.blocks ?? []) this.ahead.set(client, end);
    for (const client of waiting.binds) this.ownersAhead.set(client, ownerName(waiting));
  }

  /** Takes out what waits, for one commit. */
  takeQueue(): readonly Waiting[] {
    this.inflight = this.queue;
    this.queue = [];
    return this.inflight;
  }

  /**
   * What was taken is on the disk: applies it. Answers one update for everybody; undefined: nothing changed.
   * Throws when Yjs does not take it, which the struct rules should have prevented; the room is then damaged.
   */
  committed(head: Head): Uint8Array | undefined {
    const scans = this.inflight.flatMap(({ scan }) => scan ?? []);
    for (const waiting of this.inflight) {
      for (const client of waiting.binds) this.owners.set(client, ownerName(waiting));
    }
    const news = this.apply(head, scans);
    this.done(this.inflight);
    this.inflight = [];
    this.tooLate = 0;
    this.waiting.clear();
    if (this.queue.length === 0) {
      this.ahead.clear();
      this.ownersAhead.clear();
    }
    for (const { scan } of this.queue) this.waiting.add(scan);
    this.land();
    return news;
  }

  private land(): void {
    for (const landed of this.landings.splice(0)) landed();
  }

  /** What was taken was not written, and nothing was wrong with it: it waits again, in front. */
  takeBack(): void {
    this.queue = [...this.inflight, ...this.queue];
    this.inflight = [];
    this.land();
  }

  /**
   * Somebody else wrote into the log, and nothing is on its way to the disk: applies it, and judges anew what waits.
   * Answers one update for everybody (undefined: nothing changed) and what no longer fits. Throws as `committed` does.
   */
  catchUp({ head, rows, owners }: RowsAbove): {
    readonly news: Uint8Array | undefined;
    readonly unfit: readonly Waiting[];
  } {
    for (const [client, person] of owners) this.owners.set(client, person);
    if (rows.length > 0) this.othersWroteAt = performance.now();
    const news = this.apply(head, rows.map(scanUpdate));
    return { news, unfit: rows.length > 0 ? this.judgeWaiting() : [] };
  }

  /** Answers what no longer fits: it, and whatever else its socket sent after it, waits no more. */
  private judgeWaiting(): readonly Waiting[] {
    const waiting = this.queue;
    if (waiting.length === 0) return [];
    this.done(waiting);
    this.queue = [];
    this.forgetAhead();
    const unfit: Waiting[] = [];
    const out = new Set<Occupant>();
    for (const one of waiting) {
      const fits = one.from && out.has(one.from) ? undefined : this.judgedAnew(one, out.size > 0);
      if (fits) this.enqueue(fits);
      else {
        unfit.push(one);
        if (one.from) out.add(one.from);
      }
    }
    return unfit;
  }

  /** `torn`: somebody's words that waited before it are not taken. What the server itself wrote is made anew by its author. */
  private judgedAnew(one: Waiting, torn: boolean): Waiting | undefined {
    const { scan, from } = one;
    // it was known already, or is known by what waits before it
    if (!scan) return torn ? undefined : one;
    if (!from) return undefined;
    try {
      const judgement = this.judge(scanUpdate(scan.body), from.personId, one.step2 ?? false);
      if (judgement.verdict === 'known') return { ...one, scan: undefined, binds: [] };
      if (judgement.verdict !== 'take' || !this.hasSpace(judgement.scan.body.length)) return undefined;
      return { ...one, scan: judgement.scan, binds: judgement.binds };
    } catch (error) {
      if (error instanceof BadMessage) return undefined;
      throw error;
    }
  }

  /** The disk did not take it: nothing of what waits will ever be seen. Answers what was dropped. */
  dropWaiting(): readonly Waiting[] {
    const dropped = [...this.inflight, ...this.queue];
    this.done(dropped);
    this.inflight = [];
    this.queue = [];
    this.forgetAhead();
    this.land();
    return dropped;
  }

  /**
   * The colour (1–5) of a person here: the same in all his windows, and nobody else's while five are enough; from then
   * on one that the fewest have. `wanted` where it is free.
   */
  slotFor(person: string, wanted: number): number {
    const people = new Map<string, number>();
    for (const { personId, slot } of this.sockets) people.set(personId, slot);
    const own = people.get(person);
    if (own !== undefined) return own;
    const taken = [...people.values()];
    const slots = [0, 1, 2, 3, 4].map((by) => ((wanted - 1 + by) % 5) + 1);
    const uses = (slot: number) => taken.filter((other) => other === slot).length;
    return slots.reduce((best, slot) => (uses(slot) < uses(best) ? slot : best));
  }

  /** Whether something of this socket is on its way to the disk. */
  carries(socket: Occupant): boolean {
    return this.inflight.some((waiting) => waiting.from === socket);
  }

  /** Resolves when nothing is being written to the disk any more: it is there, or waits again, or will never be. */
  async settled(): Promise<void> {
    if (this.inflight.length > 0) await new Promise<void>((resolve) => this.landings.push(resolve));
  }

  /** Takes out what waits from this socket. Answers what was dropped. */
  dropFrom(socket: Occupant): readonly Waiting[] {
    const all = this.queue;
    const dropped = all.filter((waiting) => waiting.from === socket);
    if (dropped.length === 0) return dropped;
    this.done(all);
    this.queue = [];
    this.forgetAhead();
    for (const { scan } of this.inflight) {
      this.waiting.add(scan);
      for (const { client, end } of scan?.blocks ?? []) this.ahead.set(client, end);
    }
    for (const waiting of all) {
      if (waiting.from === socket) continue;
      // whoever built on what is dropped (another tab of the same person) has to send it again
      if (waiting.scan?.blocks.some(({ client, clock }) => clock !== this.planned(client)))
        waiting.from?.close(1013, 'overload');
      else this.enqueue(waiting);
    }
    return dropped;
  }

  destroy(): void {
    this.gone = true;
    this.content.destroy();
  }

  private apply(head: Head, scans: readonly Scan[]): Uint8Array | undefined {
    this.head = head;
    const news = this.content.apply(scans);
    for (const { blocks, body } of scans) {
      for (const { client, end } of blocks) this.clocks.set(client, end);
      this.rowsSinceSnapshot++;
      this.bytesSinceSnapshot += body.length;
    }
    return news;
  }

  private forgetAhead(): void {
    this.ahead.clear();
    this.ownersAhead.clear();
    this.waiting.clear();
  }

  /** These wait no more. */
  private done(list: readonly Waiting[]): void {
    for (const { scan } of list) this.backlog.remove(scan?.body);
  }
}

function ownerName({ from }: Waiting): string {
  return from ? from.personId : 'server';
}
