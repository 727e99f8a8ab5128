import type { IncomingMessage, Server } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import type SQLite from 'better-sqlite3';
import { WebSocketServer, type WebSocket } from 'ws';
import type * as Y from 'yjs';
import { closeCode, closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import { limits } from '#lib/wire/limits.ts';
import { isDiskBroken } from '../db/disk-broken.ts';
import { Backlog } from './backlog.ts';
import { Committer, isOneDocuments } from './committer.ts';
import { Connection } from './connection.ts';
import type { DocLog } from './doc-log.ts';
import { DocumentFlow } from './document-flow.ts';
import { FanOut } from './fan-out.ts';
import { mirrorRoot, saysAlready, writeDifference, type MirrorValue } from './mirror.ts';
import type { SyncOptions, SyncPorts } from './ports.ts';
import { RightsWatch } from './rights-watch.ts';
import { Room, type Waiting } from './room.ts';
import { scanUpdate } from './scan-update.ts';
import { SqliteDocLog } from './sqlite-doc-log.ts';
import { isOurs, refuseUpgrade, wantedOf } from './upgrade.ts';

type DocRoom = Room<Connection>;

/** One timer for all rooms, ms. */
const tick = 100;
const sweepEvery = 10;
const pingEvery = 25_000;
/** A room nobody is in or writes to: its Y.Doc goes, then the room. */
const sleepAfter = 30_000;
const unloadAfter = 10_000;
/** Rows and bytes since the last snapshot that make a new one worth while; fewer when the room closes. */
const compactRows = 500;
const compactBytes = 1_048_576;
const compactRowsAtUnload = 50;
/** … and not again before */
const compactEvery = 60_000;

/**
 * The live documents: sockets below /sync/, and the words port the commands use. Order of truth: parse →
 * rights → limits and struct rules → commit → apply → one frame to everybody → acknowledgement (SPEC.md).
 */
export class SyncEngine {
  private readonly log: DocLog;
  private readonly ports: SyncPorts;
  private readonly options: SyncOptions;
  private readonly rooms = new Map<string, Promise<DocRoom>>();
  private readonly loaded = new Set<DocRoom>();
  private readonly pins = new Map<DocRoom, number>();
  private readonly lastUse = new Map<DocRoom, number>();
  private readonly connections = new Set<Connection>();
  private readonly perAddress = new Map<string, number>();
  private readonly fanOut = new FanOut();
  private readonly rights: RightsWatch;
  private readonly throttled = new Set<Connection>();
  private readonly backlog = new Backlog();
  private readonly turns = new Map<string, Promise<void>>();
  private readonly mirrors = new Map<string, { value: MirrorValue; done: Promise<void> }>();
  private readonly committer: Committer<Connection>;
  private readonly server: WebSocketServer;
  private readonly timer: NodeJS.Timeout;
  private readonly connectionPorts;
  private ticks = 0;
  private opening = 0;
  private closed = false;
  private diskFault: string | undefined;

  /** `words`: the open words.db (server/db/words.ts) or any DocLog. The engine closes it. */
  constructor(words: SQLite.Database | DocLog, ports: SyncPorts, options: SyncOptions) {
    this.log = 'prepare' in words ? new SqliteDocLog(words) : words;
    this.ports = ports;
    this.options = options;
    this.committer = new Committer<Connection>(this.log, {
      mayCommit: (room) => this.rights.mayCommit(room),
      committed: (room, news, done) => this.publish(room, news, done),
      broken: (room, error) => this.breakRoom(room, error),
      failed: (rooms, error) => this.commitFailed(rooms, error),
      flush: () => this.fanOut.writeAll(),
      clock: () => ports.clock(),
    });
    this.rights = new RightsWatch(ports, (room) => this.committer.wake(room));
    this.connectionPorts = {
      accessVersion: () => ports.accessVersion(),
      clock: () => ports.clock(),
      schema: options.schema,
      recheck: (connection: Connection) => void this.rights.recheck(connection),
      wake: (room: DocRoom) => this.committer.wake(room),
      write: (connection: Connection) => this.fanOut.writeSoon(connection),
      crowded: () => this.backlog.full,
      presence: (room: DocRoom) => this.fanOut.presenceChanged(room),
      throttled: (connection: Connection) => void this.throttled.add(connection),
      closed: (connection: Connection) => this.forget(connection),
      warn: (o: object, msg: string) => ports.log.warn(o, msg),
    };
    this.server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: limits.frame,
      maxFragments: 64,
      maxBufferedChunks: 4_096,
      closeTimeout: 3_000,
    } as ConstructorParameters<typeof WebSocketServer>[0]);
    this.timer = setInterval(() => this.onTick(), tick);
    this.timer.unref();
  }

  /** Takes upgrades below /sync/; every other upgrade keeps its socket untouched. */
  attach(http: Pick<Server, 'on'>): void {
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!isOurs(request)) return;
      // before anything else: an unheard error on a socket ends the process (safety B21)
      socket.on('error', () => socket.destroy());
      this.open(request, socket, head).catch((error: unknown) => {
        this.ports.log.error({ err: error }, 'an upgrade failed');
        refuseUpgrade(socket, 503);
      });
    });
  }

  /** Stops taking sockets, writes what waits, says 1012 to everybody and closes the log. Within 2 s. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.timer);
    await Promise.race([this.committer.drained(), pause(1_000)]);
    const connections = [...this.connections];
    for (const connection of connections) connection.closeWith(closeCodes.restart);
    for (let waited = 0; waited < 200 && connections.some(({ ended }) => !ended); waited += 10)
      await pause(10);
    for (const connection of connections) connection.terminate();
    for (const room of this.loaded) room.destroy();
    this.server.close();
    this.log.close();
  }

  health(): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
    if (this.closed) return { ok: false, reason: 'sync is closed' };
    if (this.diskFault !== undefined)
      return { ok: false, reason: `words can't be written: ${this.diskFault}` };
    return { ok: true };
  }

  /** Figures for operating: rooms open, sockets, what waits for the disk, documents found damaged. */
  figures(): {
    readonly rooms: number;
    readonly sockets: number;
    readonly waiting: { readonly updates: number; readonly bytes: number };
    readonly damaged: readonly string[];
  } {
    const damaged = [...this.loaded].filter((room) => room.damage !== undefined).map((room) => room.name);
    const waiting = this.backlog.figures;
    return { rooms: this.loaded.size, sockets: this.connections.size, waiting, damaged };
  }

  /** Sockets in a document. */
  connected(docName: string): number {
    for (const room of this.loaded) if (room.name === docName) return room.sockets.size;
    return 0;
  }

  /** Rights changed: every socket is asked again within a second, and on its next frame. */
  accessChanged(): void {
    for (const connection of this.connections) if (!connection.fresh) this.rights.ask(connection);
  }

  // ── the words port ────────────────────────────────────────────────────────────────────────────────

  /** A private copy of what is on the disk. Throws DocDamaged when part of it is lost. */
  readDoc(docName: string): Promise<Y.Doc> {
    return this.within(docName, (room) => {
      if (room.damage !== undefined) throw new DocDamaged(docName, room.damage);
      return Promise.resolve(room.copy());
    });
  }

  /**
   * The server as an author: `change` works on a copy; what it did goes through commit, apply and broadcast
   * like anybody's words. Resolves when it is on the disk. `author` stands in the log. Doing it once only is
   * the caller's business. Throws when the document is closed, full or damaged.
   */
  writeAs(docName: string, author: string, change: (doc: Y.Doc) => void): Promise<void> {
    return this.inTurn(docName, () => this.write(docName, author, change));
  }

  /**
   * Makes the mirror document say `value`: root Y.Map named by the last part of the document's name, plain
   * JSON per key. Writes the difference only. Calls while one is under way become one with the last value.
   */
  mirror(docName: string, value: MirrorValue): Promise<void> {
    const waiting = this.mirrors.get(docName);
    if (waiting) {
      waiting.value = value;
      return waiting.done;
    }
    const entry = { value, done: Promise.resolve() };
    entry.done = this.inTurn(docName, () => {
      this.mirrors.delete(docName);
      return this.writeMirror(docName, entry.value);
    });
    this.mirrors.set(docName, entry);
    return entry.done;
  }

  /** No more words: what was accepted is written, then a new epoch begins and sockets are closed 4409. */
  closeEpoch(docName: string, state: 'frozen' | 'sealed'): Promise<void> {
    return this.replace(docName, closeCodes.epoch, async (room) => {
      if (room.state !== state) await this.log.setEpoch(docName, room.epoch + 1, state);
    });
  }

  /** A new epoch with other words; the old ones are removed from the disk. Old sockets get 4409. */
  reseed(docName: string, update: Uint8Array): Promise<void> {
    return this.replace(docName, closeCodes.epoch, async (room) => {
      scanUpdate(update);
      await this.log.reseed(docName, room.epoch + 1, {
        actor: 'server',
        at: this.ports.clock(),
        body: update,
      });
    });
  }

  /** Removes every byte. Sockets get 4404, for good. */
  erase(docName: string): Promise<void> {
    return this.replace(docName, closeCodes.gone, (room) => this.log.erase(docName, room.epoch + 1));
  }

  private async write(docName: string, author: string, change: (doc: Y.Doc) => void): Promise<void> {
    await this.within(docName, (room) => {
      if (room.state !== 'live' || room.closing) throw new WordsClosed(docName);
      if (room.damage !== undefined) throw new DocDamaged(docName, room.damage);
      const copy = room.copy();
      copy.clientID = room.serverClient;
      let update: Uint8Array | undefined;
      copy.on('update', (made: Uint8Array) => (update = made));
      copy.transact(() => change(copy));
      copy.destroy();
      if (!update) return Promise.resolve();
      const judgement = room.judge(scanUpdate(update), 'server', false);
      if (judgement.verdict === 'known') return Promise.resolve();
      if (judgement.verdict !== 'take')
        throw new Error(`${docName}: the server's own update has a ${judgement.verdict}`);
      if (!room.hasSpace(judgement.scan.body.length)) throw new Error(`${docName} is full`);
      const { scan, binds } = judgement;
      return new Promise<void>((resolve, reject) => {
        const done = (error?: unknown) => (error === undefined ? resolve() : reject(error as Error));
        room.enqueue({ scan, binds, actor: author, from: undefined, done });
        this.committer.wake(room);
      });
    });
  }

  private async writeMirror(docName: string, value: MirrorValue): Promise<void> {
    const root = mirrorRoot(docName);
    const already = await this.within(docName, async (room) => saysAlready(room.doc(), root, value));
    if (!already) await this.write(docName, 'server', (doc) => writeDifference(doc, root, value));
  }

  /** Closes the room for new words, lets the accepted ones reach the disk, does `change`, and forgets the room. */
  private replace(docName: string, code: CloseCode, change: (room: DocRoom) => Promise<void>): Promise<void> {
    return this.inTurn(docName, () =>
      this.within(docName, async (room) => {
        room.closing = true;
        try {
          while (!room.idle) await this.committer.drained();
          await change(room);
        } finally {
          this.drop(room, code);
        }
      }),
    );
  }

  /** One after the other for each document. */
  private inTurn<T>(docName: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.turns.get(docName) ?? Promise.resolve()).then(work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    this.turns.set(docName, settled);
    void settled.then(() => {
      if (this.turns.get(docName) === settled) this.turns.delete(docName);
    });
    return mine;
  }

  // ── rooms ─────────────────────────────────────────────────────────────────────────────────────────

  /** Runs `work` with the document's room loaded and held. */
  private async within<T>(docName: string, work: (room: DocRoom) => Promise<T>): Promise<T> {
    for (;;) {
      const room = await this.roomOf(docName);
      if (room.gone) continue;
      this.pins.set(room, (this.pins.get(room) ?? 0) + 1);
      try {
        return await work(room);
      } finally {
        const left = (this.pins.get(room) ?? 1) - 1;
        if (left === 0) this.pins.delete(room);
        else this.pins.set(room, left);
        this.lastUse.set(room, performance.now());
      }
    }
  }

  /** One load for everybody who asks at the same time. */
  private roomOf(docName: string): Promise<DocRoom> {
    let room = this.rooms.get(docName);
    if (!room) {
      room = this.load(docName);
      this.rooms.set(docName, room);
      // a failed load leaves nothing behind: the next one asks the disk again
      room.catch(() => this.rooms.delete(docName));
    }
    return room;
  }

  private async load(docName: string): Promise<DocRoom> {
    const loaded = await this.log.load(docName);
    const flow = new DocumentFlow(performance.now(), this.options.documentPerMinute);
    const room: DocRoom = new Room(docName, loaded, this.backlog, flow);
    if (room.damage !== undefined)
      this.ports.log.error({ doc: docName, damage: room.damage }, 'a document is damaged: read-only');
    this.loaded.add(room);
    this.lastUse.set(room, performance.now());
    return room;
  }

  /** Takes a room out; its sockets are closed and whoever holds it asks for a new one. */
  private drop(room: DocRoom, { code, name }: Pick<CloseCode, 'code' | 'name'>): void {
    if (room.gone) return;
    this.rooms.delete(room.name);
    this.loaded.delete(room);
    this.lastUse.delete(room);
    this.fanOut.forget(room);
    const dropped = room.dropWaiting();
    room.gone = true;
    for (const connection of [...room.sockets]) connection.close(code, name);
    room.destroy();
    for (const { done } of dropped) done(new WordsClosed(room.name));
  }

  // ── sockets ───────────────────────────────────────────────────────────────────────────────────────

  private async open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const address = request.socket.remoteAddress ?? '';
    const wanted = wantedOf(request);
    if (!wanted) return refuseUpgrade(socket, 404);
    if (!this.ports.originAllowed(request.headers.origin, request.headers.host))
      return refuseUpgrade(socket, 403);
    const here = this.perAddress.get(address) ?? 0;
    if (
      this.closed ||
      here >= this.options.perAddress ||
      this.connections.size + this.opening >= this.options.total
    )
      return refuseUpgrade(socket, 503);
    this.opening++;
    this.perAddress.set(address, here + 1);
    let taken = false;
    try {
      taken = await this.admit(request, socket, head, wanted, address);
    } finally {
      this.opening--;
      if (!taken) this.leaveAddress(address);
    }
  }

  /** Everything that takes time happens before the handshake, so that no frame ever waits for it. */
  private async admit(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    { docName, epoch }: { docName: string; epoch: number | undefined },
    address: string,
  ): Promise<boolean> {
    const cookie = request.headers.cookie;
    const actor = await this.ports.actorOf(cookie);
    if (actor === undefined) {
      refuseUpgrade(socket, 401);
      return false;
    }
    const turnAway = (code: number) => {
      this.shake(request, socket, head, (ws) => ws.close(code, closeCode(code)?.name ?? ''));
      return false;
    };
    if (actor === 'ended') return turnAway(closeCodes.sessionEnded.code);
    const rightsVersion = this.ports.accessVersion();
    const rights = await this.ports.rightsOf(actor, docName);
    if ('refused' in rights) return turnAway(rights.refused);
    try {
      return await this.within(docName, async (room) => {
        await this.refreshMirror(room);
        if (room.state === 'erased') return turnAway(closeCodes.gone.code);
        const stale = room.state !== 'live' || room.closing || room.gone;
        if (stale || (epoch !== undefined && epoch !== room.epoch)) return turnAway(closeCodes.epoch.code);
        if (this.closed || socket.destroyed) {
          refuseUpgrade(socket, 503);
          return false;
        }
        let taken = false;
        this.shake(request, socket, head, (ws) => {
          taken = true;
          const rate = this.options.ratePerSecond;
          const who = { actor, rights, rightsVersion, cookie, address, rate };
          this.connections.add(new Connection(ws, socket, room, who, this.connectionPorts));
        });
        return taken;
      });
    } catch (error) {
      this.ports.log.error({ err: error, doc: docName }, 'a document could not be opened');
      return turnAway(closeCodes.degraded.code);
    }
  }

  private shake(request: IncomingMessage, socket: Duplex, head: Buffer, then: (ws: WebSocket) => void): void {
    if (socket.destroyed) return;
    this.server.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => undefined);
      then(ws);
    });
  }

  /** The first who comes in finds what the records say now, not what they said when the server stopped. */
  private async refreshMirror(room: DocRoom): Promise<void> {
    if (!this.ports.mirrorOf || room.sockets.size > 0 || room.state !== 'live') return;
    try {
      const value = await this.ports.mirrorOf(room.name);
      if (value) await this.mirror(room.name, value);
    } catch (error) {
      this.ports.log.error({ err: error, doc: room.name }, 'a mirror could not be refreshed');
    }
  }

  private forget(connection: Connection): void {
    this.connections.delete(connection);
    this.throttled.delete(connection);
    this.leaveAddress(connection.address);
    this.lastUse.set(connection.room, performance.now());
  }

  private leaveAddress(address: string): void {
    const left = (this.perAddress.get(address) ?? 1) - 1;
    if (left <= 0) this.perAddress.delete(address);
    else this.perAddress.set(address, left);
  }

  // ── commit ────────────────────────────────────────────────────────────────────────────────────────

  private publish(room: DocRoom, news: Uint8Array | undefined, done: readonly Waiting[]): void {
    this.diskFault = undefined;
    const now = performance.now();
    this.lastUse.set(room, now);
    this.fanOut.tell(room, news);
    for (const { done: tell } of done) tell();
    for (const { from } of done) from?.tellSaved();
    if (room.isLargeForTheFirstTime())
      this.ports.log.warn({ doc: room.name, bytes: limits.documentWarn }, 'a document has become large');
  }

  private commitFailed(rooms: readonly DocRoom[], error: unknown): void {
    this.ports.log.error({ err: error, docs: rooms.map((room) => room.name) }, 'words could not be written');
    if (!isOneDocuments(error)) this.diskFault = error instanceof Error ? error.message : String(error);
    if (isDiskBroken(error)) this.ports.diskBroken?.(error);
    for (const room of rooms) {
      if (isOneDocuments(error)) {
        this.drop(room, closeCodes.overload);
        continue;
      }
      for (const { from, done } of room.dropWaiting()) {
        done(error ?? new Error('words could not be written'));
        from?.close(closeCodes.overload.code, closeCodes.overload.name);
      }
    }
  }

  private breakRoom(room: DocRoom, error: unknown): void {
    this.ports.log.error({ err: error, doc: room.name }, 'a committed update could not be applied');
    room.damage = error instanceof Error ? error.message : String(error);
    this.drop(room, closeCodes.degraded);
  }

  // ── time ──────────────────────────────────────────────────────────────────────────────

  private onTick(): void {
    const now = performance.now();
    this.fanOut.tellPresence(now);
    for (const connection of [...this.throttled]) {
      this.throttled.delete(connection);
      if (connection.closing) continue;
      connection.work(now);
      const since = connection.throttledSince;
      if (since !== undefined && now - since > limits.throttled) connection.closeWith(closeCodes.overload);
    }
    if (++this.ticks % sweepEvery === 0) this.sweep(now);
    this.fanOut.writeAll();
  }

  /** Once a second: rights, lines that are silent or not read, rooms that nobody needs. */
  private sweep(now: number): void {
    const pingNow = Math.floor(this.ticks / sweepEvery) % Math.floor(pingEvery / (tick * sweepEvery)) === 0;
    for (const connection of [...this.connections]) {
      if (!connection.fresh) this.rights.ask(connection);
      this.watchLine(connection, now, pingNow);
    }
    for (const room of [...this.loaded]) this.tidy(room, now);
  }

  private watchLine(connection: Connection, now: number, pingNow: boolean): void {
    const { unread, behind } = connection;
    if (behind) {
      if (unread < limits.unread / 16) connection.catchUp();
      else if (unread < behind.unread) Object.assign(behind, { unread, since: now });
      else if (now - behind.since > limits.stalled) {
        connection.closeWith(closeCodes.overload);
        connection.terminate();
        return;
      }
    }
    if (now - connection.lastSent > limits.silence) connection.keepAlive();
    if (!pingNow) return;
    if (connection.pingsUnanswered >= 2) connection.terminate();
    else connection.ping();
  }

  private tidy(room: DocRoom, now: number): void {
    if (!room.idle || this.pins.has(room) || this.turns.has(room.name)) return;
    const unused = now - (this.lastUse.get(room) ?? now);
    if (room.sockets.size === 0 && unused > unloadAfter) {
      this.rooms.delete(room.name);
      this.loaded.delete(room);
      this.lastUse.delete(room);
      this.fanOut.forget(room);
      room.destroy();
      if (room.rowsSinceSnapshot >= compactRowsAtUnload) this.compact(room);
      return;
    }
    if (unused > sleepAfter) room.sleep();
    const grown = room.rowsSinceSnapshot > compactRows || room.bytesSinceSnapshot > compactBytes;
    if (grown && now - room.compactedAt > compactEvery) this.compact(room);
  }

  private compact(room: DocRoom): void {
    room.rowsSinceSnapshot = 0;
    room.bytesSinceSnapshot = 0;
    room.compactedAt = performance.now();
    if (room.damage !== undefined) return;
    this.log.compact(room.name).catch((error: unknown) => {
      this.ports.log.error(
        { err: error, doc: room.name },
        'a log could not be made smaller; nothing was changed',
      );
    });
  }
}

/** Part of the document is lost: nothing may be founded on the rest of it. */
export class DocDamaged extends Error {
  override readonly name = 'DocDamaged';
  readonly code = 'doc-damaged';
  constructor(docName: string, damage: string) {
    super(`${docName} is damaged: ${damage}`);
  }
}

/** The document is frozen, sealed, erased or being replaced. */
export class WordsClosed extends Error {
  override readonly name = 'WordsClosed';
  readonly code = 'doc-closed';
  constructor(docName: string) {
    super(`${docName} takes no more words`);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
