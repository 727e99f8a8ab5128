import type { DocLog, DocStand } from '../sync/doc-log.ts';
import type { PresenceState, RightsMoved, SyncPeers } from '../sync/ports.ts';
import type { Hints } from './hints.ts';
import { decodeSaid, encodeSaid, type CountedKind, type Said } from './messages.ts';
import type { MovesSince } from './rights-moves.ts';

/*
 * The other processes on the same records: what they write, whose rights they move, who is connected there. Hints say it at
 * once; the same is looked up a few times a second besides, so that nothing rests on them (design §8).
 */

/** What the live documents of this process do when they hear of others. */
export interface LiveRooms {
  open(): readonly string[];
  stands(docName: string, stand: Pick<DocStand, 'epoch' | 'seq'>): void;
  present(docName: string): readonly PresenceState[];
  hearPresent(peer: string, docName: string, states: readonly PresenceState[]): void;
  peerGone(peer: string, docName?: string): void;
  rightsMoved(moved: RightsMoved): void;
  anyRightsMoved(): void;
}

/** What this process does when it hears of others. */
export interface Hearer {
  readonly live: LiveRooms;
  /** Another process counted something that all count together. */
  counted(of: CountedKind, keys: readonly string[]): void;
  /** Another process is gone, or the database is back: what it may have left to do. */
  makeGood(): Promise<void>;
}

export interface PeersPorts {
  /** Of this process, new at every start. */
  readonly id: string;
  /** Houses that share a Redis are told apart by it. */
  readonly house: string;
  readonly hints: Hints;
  readonly log: Pick<DocLog, 'stands'>;
  /** What has moved since the number `heard`. */
  movesSince(heard: number): Promise<MovesSince>;
  /** Says that this process is there; answers which others are. */
  beat(): Promise<ReadonlySet<string>>;
  leave(): Promise<void>;
  readonly logger: { warn(o: object, msg: string): void; error(o: object, msg: string): void };
}

/** How often heads are compared, ms: without hints this is how late words are seen. */
const compareEvery = 250;
const compareEveryLinked = 500;
/** … while the database does not answer */
const compareEveryLost = 1_000;
const beatEvery = 2_000;
/** What could not be done is tried again after so long, ms. */
const makeGoodAfter = 2_000;
/** Who was not heard for so long is shown nowhere any more, ms. */
const lease = 6_000;

export class Peers implements SyncPeers {
  private readonly ports: PeersPorts;
  private readonly common: string;
  private readonly prefix: string;
  private hearer: Hearer | undefined;
  private heard: number;
  private reading: Promise<void> = Promise.resolve();
  private nextReading: Promise<void> | undefined;
  /** by process: when it was heard last, ms of performance.now() */
  private readonly heardAt = new Map<string, number>();
  private known: ReadonlySet<string> | undefined;
  private readonly timers = new Set<NodeJS.Timeout>();
  private owing: NodeJS.Timeout | undefined;
  private lost = false;
  private ended = false;

  /** `heard`: number of the newest move of rights, read before anybody is let in. */
  constructor(ports: PeersPorts, heard: number) {
    this.ports = ports;
    this.heard = heard;
    this.prefix = `yoriai:${ports.house}:doc:`;
    this.common = `yoriai:${ports.house}:all`;
  }

  /** Hears the others from now on. */
  begin(hearer: Hearer): void {
    this.hearer = hearer;
    const { hints } = this.ports;
    hints.onMessage((channel, message) => this.hear(channel, message));
    hints.listen(this.common);
    hints.onLinked(() => this.linked());
    this.repeat(
      () => this.compare(),
      () => (this.lost ? compareEveryLost : hints.linked ? compareEveryLinked : compareEvery),
    );
    this.repeat(
      () => this.beat(),
      () => beatEvery,
    );
  }

  private get live(): LiveRooms | undefined {
    return this.hearer?.live;
  }

  async close(): Promise<void> {
    this.ended = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.say(this.common, { kind: 'ends' });
    this.ports.hints.close();
    await this.ports.leave().catch(() => undefined);
  }

  // ── what the live documents of this process say ───────────────────────────────────────────────────

  rightsHeard(): number {
    return this.heard;
  }

  wrote(docName: string, epoch: number, seq: number): void {
    this.say(this.prefix + docName, { kind: 'wrote', epoch, seq });
  }

  present(docName: string, states: readonly PresenceState[]): void {
    this.say(this.prefix + docName, { kind: 'present', states });
  }

  opened(docName: string): void {
    const channel = this.prefix + docName;
    this.ports.hints.listen(channel, () => this.say(channel, { kind: 'opened' }));
  }

  closed(docName: string): void {
    const channel = this.prefix + docName;
    this.say(channel, { kind: 'closed' });
    this.ports.hints.leave(channel);
  }

  // ── rights ────────────────────────────────────────────────────────────────────────────────────────

  /** An act of this process has moved rights, and its sockets know it. */
  movedHere(no: number): void {
    if (this.heard === no - 1) this.heard = no;
    else this.lookForMoves();
    this.say(this.common, { kind: 'rights' });
  }

  /** One read for all who ask before it begins. */
  hearRights(): Promise<void> {
    if (this.nextReading) return this.nextReading;
    const mine = this.reading
      .catch(() => undefined)
      .then(() => {
        this.nextReading = undefined;
        return this.readMoves();
      });
    this.nextReading = mine;
    this.reading = mine;
    return mine;
  }

  private async readMoves(): Promise<void> {
    const { head, moves } = await this.ports.movesSince(this.heard);
    if (!moves) {
      this.heard = head;
      this.live?.anyRightsMoved();
      return;
    }
    for (const { no, scopes, people } of moves) {
      if (no <= this.heard) continue;
      this.heard = no;
      this.live?.rightsMoved({ scopes, people });
    }
  }

  private lookForMoves(): void {
    this.hearRights().catch((error: unknown) => this.noticeLoss(error));
  }

  // ── what all count together ───────────────────────────────────────────────────────────────────────

  counted(of: CountedKind, keys: readonly string[]): void {
    this.say(this.common, { kind: 'counted', of, keys });
  }

  // ── what others say ───────────────────────────────────────────────────────────────────────────────

  private hear(channel: string, message: Uint8Array): void {
    const heard = decodeSaid(message);
    const { hearer } = this;
    if (!heard || heard.peer === this.ports.id || !hearer || this.ended) return;
    const { peer, said } = heard;
    this.heardAt.set(peer, performance.now());
    if (channel === this.common) this.hearOfAll(peer, said, hearer);
    else if (channel.startsWith(this.prefix))
      this.hearOfDoc(peer, channel.slice(this.prefix.length), said, hearer.live);
  }

  private hearOfAll(peer: string, said: Said, hearer: Hearer): void {
    if (said.kind === 'rights') this.lookForMoves();
    else if (said.kind === 'counted') hearer.counted(said.of, said.keys);
    else if (said.kind === 'ends') this.endLease(peer);
  }

  private hearOfDoc(peer: string, docName: string, said: Said, live: LiveRooms): void {
    if (said.kind === 'wrote') live.stands(docName, said);
    else if (said.kind === 'present') live.hearPresent(peer, docName, said.states);
    else if (said.kind === 'closed') live.peerGone(peer, docName);
    else if (said.kind === 'opened') {
      const states = live.present(docName);
      if (states.length > 0) this.present(docName, states);
    }
  }

  private say(channel: string, said: Said): void {
    this.ports.hints.say(channel, encodeSaid(this.ports.id, said));
  }

  /** What was said while there was no line is said again. */
  private linked(): void {
    for (const docName of this.live?.open() ?? []) {
      this.say(this.prefix + docName, { kind: 'opened' });
      const states = this.live?.present(docName) ?? [];
      if (states.length > 0) this.present(docName, states);
    }
    this.say(this.common, { kind: 'here' });
  }

  // ── looked up ─────────────────────────────────────────────────────────────────────────────────────

  /** Where the open documents stand, all in one look; and whose rights have moved. */
  private async compare(): Promise<void> {
    try {
      await this.hearRights();
      const names = this.live?.open() ?? [];
      if (names.length > 0)
        for (const [name, stand] of await this.ports.log.stands(names)) this.live?.stands(name, stand);
    } catch (error) {
      this.noticeLoss(error);
      return;
    }
    if (!this.lost) return;
    this.lost = false;
    this.ports.logger.warn({}, 'the database answers again');
    await this.makeGood();
  }

  private async beat(): Promise<void> {
    this.say(this.common, { kind: 'here' });
    const now = performance.now();
    for (const [peer, at] of this.heardAt) if (now - at > lease) this.endLease(peer);
    let others: ReadonlySet<string>;
    try {
      others = await this.ports.beat();
    } catch (error) {
      this.noticeLoss(error);
      return;
    }
    const gone = [...(this.known ?? [])].some((peer) => !others.has(peer));
    this.known = others;
    if (gone) await this.makeGood();
  }

  private endLease(peer: string): void {
    this.heardAt.delete(peer);
    this.live?.peerGone(peer);
  }

  /** Something of an act could not be done now. */
  owes(): void {
    if (this.owing || this.ended) return;
    this.owing = setTimeout(() => {
      this.timers.delete(this.owing as NodeJS.Timeout);
      this.owing = undefined;
      void this.makeGood();
    }, makeGoodAfter).unref();
    this.timers.add(this.owing);
  }

  private async makeGood(): Promise<void> {
    await this.hearer?.makeGood().catch((error: unknown) => {
      this.ports.logger.error({ err: error }, 'what was left to do could not be done yet');
      this.owes();
    });
  }

  private noticeLoss(error: unknown): void {
    if (this.lost || this.ended) return;
    this.lost = true;
    this.ports.logger.error({ err: error }, 'the database can not be asked what other processes write');
  }

  /** Does `work` again and again, each time so long after it was over. */
  private repeat(work: () => Promise<void>, pause: () => number): void {
    const again = () => {
      if (this.ended) return;
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        void work().finally(again);
      }, pause());
      timer.unref();
      this.timers.add(timer);
    };
    again();
  }
}
