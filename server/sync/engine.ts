import type { IncomingMessage, Server } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import type * as Y from 'yjs';
import { closeCodes } from '#lib/wire/close-codes.ts';
import { limits } from '#lib/wire/limits.ts';
import { isDiskBroken } from '../db/faults.ts';
import { Admission } from './admission.ts';
import { Backlog } from './backlog.ts';
import { Committer, isOneDocuments } from './committer.ts';
import type { Connection } from './connection.ts';
import type { ConnectionPorts } from './connection-ports.ts';
import { LogMoved, RightsBehind, type DocLog, type DocStand, type RowsAbove } from './doc-log.ts';
import { FanOut } from './fan-out.ts';
import { Followers } from './followers.ts';
import { HeldWords } from './held-words.ts';
import { LineWatch } from './line-watch.ts';
import { LogHealth } from './log-health.ts';
import { patiently } from './patience.ts';
import type { PresenceState, RightsMoved, SyncOptions, SyncPorts } from './ports.ts';
import { RightsWatch } from './rights-watch.ts';
import type { Waiting } from './room.ts';
import { Rooms, type DocRoom } from './rooms.ts';
import { isOurs, refuseUpgrade } from './upgrade.ts';
import { WordsPort, type DocPlace } from './words-port.ts';

/** One timer for everything, ms; every tenth time it also sweeps. */
const tick = 100;
const sweepEvery = 10;
/** So often in a row the words of a document may come too late for its log, before their writers are asked to come again. */
const tooLateMost = 100;
/**
 * Where others wrote into a log so lately, it is left to them for so long after each commit, ms: whoever came too late has
 * to read before he writes, and would never be first where somebody writes without a pause.
 */
const lately = 1_000;
const leftFor = 20;

/**
 * The live documents: sockets below /sync/, and the words port the commands use. Order of truth: parse →
 * rights → limits and struct rules → commit → apply → one frame to everybody → acknowledgement (SPEC.md).
 */
export class SyncEngine {
  private readonly log: DocLog;
  private readonly ports: SyncPorts;
  private readonly connections = new Set<Connection>();
  private readonly backlog = new Backlog();
  private readonly fanOut: FanOut;
  private readonly followers: Followers<Connection>;
  private readonly held = new HeldWords();
  private readonly rights: RightsWatch;
  private readonly lines: LineWatch;
  private readonly rooms: Rooms;
  private readonly committer: Committer<Connection>;
  private readonly words: WordsPort;
  private readonly door: Admission;
  private readonly timer: NodeJS.Timeout;
  private ticks = 0;
  private closed = false;
  private readonly logHealth: LogHealth;

  /** `log`: closed by the engine. */
  constructor(log: DocLog, ports: SyncPorts, options: SyncOptions) {
    this.log = log;
    this.ports = ports;
    this.logHealth = new LogHealth(log, ports.log);
    const { peers } = ports;
    this.fanOut = new FanOut(peers && ((docName, states) => peers.present(docName, states)));
    this.followers = new Followers(
      (room) => this.readOn(room),
      () => this.committer.again(),
    );
    this.rights = new RightsWatch(ports, (room) => this.committer.wake(room));
    this.lines = new LineWatch(this.connections, this.rights);
    this.rooms = new Rooms(log, this.backlog, {
      log: ports.log,
      documentPerMinute: options.documentPerMinute,
      opened: (room) => peers?.opened(room.name),
      forget: (room) => {
        this.fanOut.forget(room);
        peers?.closed(room.name);
      },
      isBusy: (docName) => this.words.isBusy(docName),
    });
    this.committer = new Committer<Connection>(log, {
      mayCommit: (room) =>
        this.held.has(room.name) || this.followers.has(room) || this.isLeftToOthers(room)
          ? 'later'
          : this.rights.mayCommit(room),
      rightsHeard: () => peers?.rightsHeard(),
      committed: (room, news, done) => {
        this.publish(room, news, done);
        if (!peers || !done.some(({ scan }) => scan)) return;
        peers.wrote(room.name, room.epoch, room.head.seq);
        this.leaveToOthers(room);
      },
      broken: (room, error) => this.breakRoom(room, error),
      failed: (rooms, error) => this.commitFailed(rooms, error),
      away: (error) => this.logHealth.failed(error),
      wrote: (ms, updates, bytes) => ports.wrote?.(ms, updates, bytes),
      flush: () => this.fanOut.writeAll(),
      clock: () => ports.clock(),
    });
    this.words = new WordsPort(
      log,
      this.rooms,
      this.committer,
      () => ports.clock(),
      async (docName, only) => ports.mirrorOf?.(docName, only),
      (docName) => ports.log.warn({ doc: docName }, 'a damaged mirror was made anew from the records'),
      peers && {
        follow: (room) => this.followers.follow(room),
        begun: (docName, epoch) => peers.wrote(docName, epoch, 0),
      },
    );
    this.door = new Admission(ports, options, this.rooms, {
      connections: this.connections,
      forConnections: this.forConnections(options),
      refreshMirror: (docName) => this.words.refreshMirror(docName),
    });
    this.timer = setInterval(() => this.onTick(), tick);
    this.timer.unref();
  }

  /** Takes upgrades below /sync/; every other upgrade keeps its socket untouched. */
  attach(http: Pick<Server, 'on'>): void {
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!isOurs(request)) return;
      // before anything else: an unheard error on a socket ends the process (safety B21)
      socket.on('error', () => socket.destroy());
      this.door.open(request, socket, head).catch((error: unknown) => {
        this.ports.log.error({ err: error }, 'an upgrade failed');
        refuseUpgrade(socket, 503);
      });
    });
  }

  /** Stops taking sockets, writes what waits, says 1012 to everybody and closes the log. Within 2 s. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.door.close();
    clearInterval(this.timer);
    await Promise.race([this.committer.drained(), pause(1_000)]);
    const connections = [...this.connections];
    for (const connection of connections) connection.closeWith(closeCodes.restart);
    for (let waited = 0; waited < 200 && connections.some(({ ended }) => !ended); waited += 10)
      await pause(10);
    for (const connection of connections) connection.terminate();
    this.rooms.destroy();
    await this.log.close();
  }

  health(): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
    if (this.closed) return { ok: false, reason: 'sync is closed' };
    const { fault } = this.logHealth;
    return fault === undefined ? { ok: true } : { ok: false, reason: fault };
  }

  /** Figures for operating: rooms open, sockets, what waits for the disk, documents found damaged. */
  figures(): {
    readonly rooms: number;
    readonly sockets: number;
    readonly waiting: { readonly updates: number; readonly bytes: number };
    readonly damaged: readonly string[];
  } {
    const waiting = this.backlog.figures;
    return { rooms: this.rooms.size, sockets: this.connections.size, waiting, damaged: this.rooms.damaged };
  }

  /** Sockets in a document. */
  connected(docName: string): number {
    return this.rooms.connected(docName);
  }

  // ── other processes on the same log ───────────────────────────────────────────────────────────────

  /** Names of the documents that are open here. */
  open(): string[] {
    return [...this.rooms.open()].map(({ name }) => name);
  }

  /**
   * Where a document stands by its log, or by what another process says: whoever is inside hears what is new; a document
   * that is in another epoch is closed here as it was there.
   */
  stands(docName: string, { epoch, seq }: Pick<DocStand, 'epoch' | 'seq'>): void {
    const room = this.rooms.opened(docName);
    if (!room || epoch < room.epoch || (epoch === room.epoch && seq <= room.head.seq)) return;
    void this.followers.follow(room);
  }

  /** Everybody of this process in a document, for another one. */
  present(docName: string): PresenceState[] {
    return this.rooms.opened(docName)?.presence.here() ?? [];
  }

  /** Another process says who is there. */
  hearPresent(peer: string, docName: string, states: readonly PresenceState[]): void {
    const room = this.rooms.opened(docName);
    if (!room) return;
    room.presence.takeFar(peer, states);
    this.fanOut.presenceChanged(room);
  }

  /** Another process is gone, or has closed one document: nobody is shown there any more. */
  peerGone(peer: string, docName?: string): void {
    const room = docName === undefined ? undefined : this.rooms.opened(docName);
    for (const left of docName === undefined ? this.rooms.open() : room ? [room] : []) {
      left.presence.endPeer(peer);
      this.fanOut.presenceChanged(left);
    }
  }

  /** It is not known what was missed: everybody is asked again before his next frame or commit. */
  anyRightsMoved(): void {
    this.rights.anyMoved(this.connections);
  }

  /** Brings the mirrors that somebody here looks at up to date. */
  async refreshMirrors(): Promise<void> {
    for (const { name, sockets } of [...this.rooms.open()])
      if (sockets.size > 0) await this.refreshMirror(name);
  }

  /** Rights may have changed: the sockets concerned are asked again at once, before their next frame or commit. */
  rightsMoved(moved: RightsMoved): void {
    this.rights.moved(moved, this.connections);
  }

  // ── the words port ────────────────────────────────────────────────────────────────────────────────

  /** A private copy of what is on the disk. Throws DocDamaged when part of it is lost. */
  readDoc(docName: string): Promise<Y.Doc> {
    return this.words.readDoc(docName);
  }

  /** What `read` finds in what is on the disk; it answers at once, keeps nothing of the document and changes nothing. */
  look<T>(docName: string, read: (doc: Y.Doc) => T): Promise<T> {
    return this.words.look(docName, read);
  }

  /**
   * Nothing new of this document is written until the answer is called (S77); what was on its way is there when it
   * resolves. What comes meanwhile waits, is called saved by nobody, and is judged by the rights of then.
   */
  async hold(docName: string): Promise<() => void> {
    const letGo = this.held.take(docName);
    try {
      await this.rooms.within(docName, (room) => room.settled());
    } catch (error) {
      letGo();
      throw error;
    }
    return () => {
      letGo();
      this.committer.again();
    };
  }

  /** Where a document's log ends: whoever fixes what it says can be sure later that nothing has come since. */
  placeOf(docName: string): Promise<DocPlace> {
    return this.words.placeOf(docName);
  }

  /**
   * The server as an author: `change` works on a copy; what it did goes through commit, apply and broadcast
   * like anybody's words. Resolves when it is on the disk. `author` stands in the log. Doing it once only is
   * the caller's business. Throws when the document is closed, full or damaged.
   */
  writeAs(docName: string, author: string, change: (doc: Y.Doc) => void): Promise<void> {
    return this.words.writeAs(docName, author, change);
  }

  /**
   * Makes the mirror document say what the records say (`mirrorOf`), its root Y.Map named by the last part of its name.
   * `only`: nothing but these keys has changed. Calls while one is under way become one.
   */
  refreshMirror(docName: string, only?: readonly string[]): Promise<void> {
    return this.words.refreshMirror(docName, only);
  }

  /** No more words: what was accepted is written, then a new epoch begins and sockets are closed 4409. */
  closeEpoch(docName: string, state: 'frozen' | 'sealed'): Promise<void> {
    return this.words.closeEpoch(docName, state);
  }

  /** A new epoch with other words; the old ones are removed from the disk. Old sockets get 4409. */
  reseed(docName: string, update: Uint8Array): Promise<void> {
    return this.words.reseed(docName, update);
  }

  /**
   * Begins a mirror anew with what the records say; how it looked before is removed from the disk. Answers whether it
   * did: not while somebody is inside, nor where fewer than `longRows` rows were written.
   */
  async renewMirror(docName: string, longRows: number): Promise<boolean> {
    if (!this.ports.mirrorOf || (await this.log.rowsOf(docName)) < longRows) return false;
    return this.words.renewMirror(docName);
  }

  /** Removes every byte. Sockets get 4404, for good. */
  erase(docName: string): Promise<void> {
    return this.words.erase(docName);
  }

  // ── commit ────────────────────────────────────────────────────────────────────────────────────────

  private publish(room: DocRoom, news: Uint8Array | undefined, done: readonly Waiting[]): void {
    this.logHealth.wrote();
    const now = performance.now();
    this.rooms.used(room, now);
    this.fanOut.tell(room, news);
    for (const { done: tell } of done) tell();
    for (const { from } of done) from?.tellSaved();
    if (room.isLargeForTheFirstTime())
      this.ports.log.warn({ doc: room.name, bytes: limits.documentWarn }, 'a document has become large');
  }

  /** Others get their turn, where there are any. */
  private leaveToOthers(room: DocRoom): void {
    const now = performance.now();
    if (now - room.othersWroteAt > lately) return;
    room.leftUntil = now + leftFor;
    // a timer may be a little early
    setTimeout(() => this.committer.again(), leftFor + 2).unref();
  }

  private isLeftToOthers(room: DocRoom): boolean {
    return performance.now() < room.leftUntil;
  }

  private async commitFailed(rooms: readonly DocRoom[], error: unknown): Promise<void> {
    for (const room of rooms) if (error instanceof RightsBehind || isOneDocuments(error)) room.takeBack();
    if (error instanceof RightsBehind) return this.hearRights(rooms, error);
    // where others write beside us it is nothing special that they were first
    if (!this.ports.peers || !isOneDocuments(error))
      this.ports.log.error(
        { err: error, docs: rooms.map((room) => room.name) },
        'words could not be written',
      );
    if (!isOneDocuments(error)) this.logHealth.failed(error);
    if (isDiskBroken(error)) this.ports.diskBroken?.(error);
    for (const room of rooms) {
      if (isOneDocuments(error)) await this.followers.follow(room);
      this.giveBack(room, error);
    }
  }

  /** Somebody may have lost a right that this process has not heard of: nothing of him is written. */
  private async hearRights(rooms: readonly DocRoom[], behind: RightsBehind): Promise<void> {
    let fault: unknown = behind;
    try {
      await patiently(async () => this.ports.peers?.hearRights());
    } catch (error) {
      this.ports.log.error({ err: error }, 'it could not be read whose rights have moved');
      fault = error;
    }
    for (const room of rooms) this.giveBack(room, fault);
  }

  /** What came too late is tried again, but not for ever. */
  private giveBack(room: DocRoom, error: unknown): void {
    const again = error instanceof RightsBehind || isOneDocuments(error);
    if (!again || ++room.tooLate > tooLateMost) sendBack(room, error);
    else if (room.queue.length > 0) this.committer.wake(room);
  }

  /** Brings a room to the end of its log: readers stay and hear it; what waits is judged by what came before it. */
  private async readOn(room: DocRoom): Promise<void> {
    let missed: RowsAbove | undefined;
    try {
      missed = await patiently(() => this.log.since(room.name, room.epoch, room.head));
      if (!missed) return await this.leaveBehind(room);
    } catch (error) {
      this.ports.log.error({ err: error, doc: room.name }, 'a log could not be read on');
      return sendBack(room, error);
    }
    if (room.gone) return;
    try {
      const { news, unfit } = room.catchUp(missed);
      if (room.sockets.size > 0) this.rooms.used(room, performance.now());
      this.fanOut.tell(room, news);
      turnBack(unfit, new LogMoved(room.name));
      if (room.queue.length > 0) this.committer.wake(room);
    } catch (error) {
      this.breakRoom(room, error);
    }
  }

  /** What can't be caught up with is loaded anew by the next who asks; those inside are told why. */
  private async leaveBehind(room: DocRoom): Promise<void> {
    const stand = (await patiently(() => this.log.stands([room.name]))).get(room.name);
    // nobody has ever written here
    if (!stand && room.head.seq === 0) return;
    const begun = stand && stand.epoch !== room.epoch ? closeCodes.epoch : closeCodes.overload;
    const why = stand?.state === 'erased' ? closeCodes.gone : begun;
    // the server's own words are made again for what the document is now
    this.rooms.drop(room, why, new LogMoved(room.name));
  }

  private breakRoom(room: DocRoom, error: unknown): void {
    this.ports.log.error({ err: error, doc: room.name }, 'a committed update could not be applied');
    room.damage = error instanceof Error ? error.message : String(error);
    this.rooms.drop(room, closeCodes.degraded);
  }

  // ── sockets and time ──────────────────────────────────────────────────────────────────────────────

  private forConnections(options: SyncOptions): ConnectionPorts<Connection> {
    const { ports } = this;
    return {
      rightsVersion: () => this.rights.version,
      clock: () => ports.clock(),
      schema: options.schema,
      recheck: (connection) => void this.rights.recheck(connection),
      wake: (room) => this.committer.wake(room),
      write: (connection) => this.fanOut.writeSoon(connection),
      crowded: () => this.backlog.full,
      presence: (room) => this.fanOut.presenceChanged(room),
      throttled: (connection) => this.lines.throttle(connection),
      closed: (connection) => this.forget(connection),
      refusedWrite: ({ actor, room }) => ports.refusedWrite?.(actor, room.name),
      warn: (o, msg) => ports.log.warn(o, msg),
    };
  }

  private forget(connection: Connection): void {
    this.connections.delete(connection);
    this.lines.forget(connection);
    this.door.leaveAddress(connection.address);
    this.rooms.used(connection.room, performance.now());
  }

  private onTick(): void {
    const now = performance.now();
    this.fanOut.tellPresence(now);
    this.lines.readOn(now);
    if (++this.ticks % sweepEvery === 0) {
      this.lines.sweep(now);
      this.rooms.tidy(now);
      this.logHealth.look();
    }
    this.fanOut.writeAll();
  }
}

/** Nothing of what waits will be seen: whoever wrote it is closed, and sends it again. */
function sendBack(room: DocRoom, error: unknown): void {
  turnBack(room.dropWaiting(), error ?? new Error('words could not be written'));
}

function turnBack(waiting: readonly Waiting[], error: unknown): void {
  for (const { from, done } of waiting) {
    done(error);
    from?.close(closeCodes.overload.code, closeCodes.overload.name);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
