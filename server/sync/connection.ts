import type { Duplex } from 'node:stream';
import { performance } from 'node:perf_hooks';
import type { WebSocket } from 'ws';
import { parseCheck, parseHello, type DeniedWhy } from '#lib/wire/ack.ts';
import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import { colorOfSlot } from '#lib/wire/colors.ts';
import { limits } from '#lib/wire/limits.ts';
import { message, sync } from '#lib/wire/tags.ts';
import { BadMessage, ByteReader } from './byte-reader.ts';
import type { ConnectionPorts } from './connection-ports.ts';
import { ackFrame, awarenessFrame, stateFrames, step1Frame } from './frames.ts';
import { Inbox, type InboxLine } from './inbox.ts';
import { Intake, type IntakeLine } from './intake.ts';
import { Outbox } from './outbox.ts';
import type { DocRights, RightsMoved, SyncActor } from './ports.ts';
import { userPart } from './presence-state.ts';
import { silence, type Announcer } from './presence.ts';
import type { Room } from './room.ts';
import { checkStateVector } from './state-vector.ts';
import { TokenBucket } from './token-bucket.ts';

/** A message over this many bytes counts as several towards the rate. */
const bytesPerToken = 8_192;
/** Stock clients echo everybody's awareness: a message of others costs little. */
const awarenessCost = 0.1;
/** Messages a comparison of copies counts for. */
const checkCost = 10;
const unknownPerMinute = 20;

type Stale = 'rights' | 'session';

/**
 * One socket in one room. Reads frames, asks for rights on each, hands updates to the room, and keeps count
 * for the acknowledgement.
 */
export class Connection implements IntakeLine, InboxLine {
  readonly room: Room<Connection>;
  readonly cookie: string | undefined;
  readonly address: string;
  actor: SyncActor;
  readonly slot: number;
  rights: DocRights;
  /** asking for rights; frames wait */
  asking = false;
  /** number of changes of rights when they were asked last */
  private rightsVersion: number;
  /** what must be asked again: what this person may do here, or also who it is */
  private stale: Stale | undefined;
  closing = false;
  private left = false;
  pingsUnanswered = 0;
  throttledSince: number | undefined;
  /** unread output: updates are left out until it has read, then it gets what it lacks */
  behind: { readonly stateVector: Uint8Array; since: number; unread: number } | undefined;
  private told = false;
  private readonly ws: WebSocket;
  private readonly outbox: Outbox;
  private readonly ports: ConnectionPorts<Connection>;
  private readonly bucket: TokenBucket;
  private readonly inbox: Inbox;
  private client: number | undefined;
  private hello = false;
  private staleSchema = false;
  private readonly presenceBucket: TokenBucket;
  private announcer: Announcer<Connection>;
  private readonly intake: Intake;
  private bad = 0;
  private unknown = 0;
  private unknownSince = 0;
  private step1s = 0;
  private step1Since = 0;

  constructor(
    ws: WebSocket,
    socket: Duplex,
    room: Room<Connection>,
    who: {
      readonly actor: SyncActor;
      readonly rights: DocRights;
      readonly rightsVersion: number;
      readonly cookie: string | undefined;
      readonly address: string;
      readonly rate: number;
    },
    ports: ConnectionPorts<Connection>,
  ) {
    this.ws = ws;
    this.room = room;
    this.actor = who.actor;
    this.slot = room.slotFor(who.actor.personId, who.actor.color);
    this.rights = who.rights;
    this.rightsVersion = who.rightsVersion;
    // somebody's rights changed while this one was let in: perhaps his
    if (who.rightsVersion !== ports.rightsVersion()) this.stale = 'session';
    this.cookie = who.cookie;
    this.address = who.address;
    this.ports = ports;
    const now = performance.now();
    this.bucket = new TokenBucket(who.rate, now);
    const { awarenessPerSecond } = limits;
    this.presenceBucket = new TokenBucket(awarenessPerSecond, now, awarenessPerSecond);
    this.announcer = this.announced();
    this.outbox = new Outbox(socket, now);
    this.intake = new Intake(this);
    this.inbox = new Inbox(this);
    ws.on('message', (data: Buffer, isBinary: boolean) => this.inbox.take(data, isBinary));
    ws.on('pong', () => (this.pingsUnanswered = 0));
    ws.on('close', () => this.leave());
    room.sockets.add(this);
    if (this.mayWrite) this.send(step1Frame(room.stateVector()));
    const everybody = room.presence.everybody();
    if (everybody) this.send(awarenessFrame(everybody));
  }

  get personId(): string {
    return this.actor.personId;
  }
  /** when something was sent last, ms */
  get lastSent(): number {
    return this.outbox.lastSent;
  }
  get unread(): number {
    return this.outbox.unread;
  }
  /** Both sides have closed. */
  get ended(): boolean {
    return this.ws.readyState === this.ws.CLOSED;
  }
  get mayWrite(): boolean {
    return this.rights.mode === 'rw' && this.room.damage === undefined && !this.staleSchema;
  }

  get readsBecause(): DeniedWhy {
    if (this.room.damage !== undefined && this.rights.mode === 'rw') return 'degraded';
    return this.staleSchema ? 'schema' : 'reader';
  }

  refusedWrite(): void {
    this.ports.refusedWrite(this);
  }

  // ── out ───────────────────────────────────────────────────────────────────────────────────────────

  /** Puts a whole frame in line; it is written with everything else of this moment. */
  send(frame: Buffer): void {
    if (!this.closing && this.outbox.add(frame)) this.ports.write(this);
  }

  /** Words of the document: whoever does not read them gets no more until he has, then what he lacks. */
  tell(words: Buffer): void {
    this.told = true;
    this.send(words);
  }

  owe(cost: number): void {
    this.bucket.owe(cost);
  }

  wake(): void {
    this.ports.wake(this.room);
  }

  /** Writes what is in line. */
  flush(now: number): void {
    if (this.ws.readyState === this.ws.OPEN) this.outbox.write(now);
    else this.outbox.clear();
    if (!this.told) return;
    this.told = false;
    const { unread } = this.outbox;
    if (unread > limits.unread) this.behind ??= { stateVector: this.room.stateVector(), since: now, unread };
  }

  /** Tells how far this socket's updates are on the disk, if it asked to know. */
  tellSaved(): void {
    const saved = this.hello ? this.intake.tally.news() : undefined;
    if (saved !== undefined) this.send(ackFrame({ saved }));
  }

  ping(): void {
    this.pingsUnanswered++;
    if (this.ws.readyState === this.ws.OPEN) this.ws.ping();
  }

  keepAlive(): void {
    this.send(awarenessFrame(silence));
  }

  /** Everything missed while it did not read. */
  catchUp(): void {
    const { behind } = this;
    if (!behind) return;
    this.behind = undefined;
    this.sendState(behind.stateVector);
    const everybody = this.room.presence.everybody();
    if (everybody) this.send(awarenessFrame(everybody));
  }

  close(code: number, name: string): void {
    if (this.closing) return;
    this.flush(performance.now());
    this.closing = true;
    this.inbox.clear();
    this.intake.end();
    // the other side's answer to the close must be heard
    this.resume();
    this.ws.close(code, name);
    this.leave();
  }

  closeWith({ code, name }: Pick<CloseCode, 'code' | 'name'>): void {
    this.close(code, name);
  }

  terminate(): void {
    this.closing = true;
    this.ws.terminate();
    this.leave();
  }

  // ── rights ────────────────────────────────────────────────────────────────────────────────────────

  /** The answer of a recheck. */
  decided(actor: SyncActor, rights: DocRights, version: number): void {
    const before = this.rights;
    this.actor = actor;
    this.announcer = this.announced();
    this.rightsVersion = version;
    if (this.closing) return;
    if (before.mode === 'rw' && rights.mode === 'r') {
      // not in place: later edits of this client would vanish without a word
      this.deny(this.intake.tally.received + 1, 'forbidden');
      this.closeWith(closeCodes.forbidden);
      return;
    }
    this.rights = rights;
    if (!rights.awareness && this.client !== undefined) {
      this.room.presence.leave(this.client, this);
      this.client = undefined;
      this.ports.presence(this.room);
    }
    if (before.mode === 'r' && this.mayWrite) {
      this.sayHi();
      this.send(step1Frame(this.room.stateVector()));
    }
  }

  /** Whether rights are those of this moment. Who has left hears of no change: any may have been about him. */
  get fresh(): boolean {
    if (this.asking || this.stale || this.actor.expiresAt <= this.ports.clock()) return false;
    return !this.left || this.rightsVersion === this.ports.rightsVersion();
  }

  /** Rights have moved: whether this socket is concerned, and has to be asked again. */
  rightsMoved({ scopes, people }: RightsMoved): boolean {
    if (people.has(this.personId)) this.stale = 'session';
    else if (this.rights.scopes.some((scope) => scopes.has(scope))) this.stale ??= 'rights';
    return this.stale !== undefined;
  }

  /** Any rights may have moved. */
  anyRightsMoved(): void {
    this.stale = 'session';
  }

  /** Begins to ask: what is to be asked. What moves from here on has to be asked anew. */
  takeStale(): Stale {
    const asked = this.left || this.actor.expiresAt <= this.ports.clock() ? 'session' : this.stale;
    this.stale = undefined;
    return asked ?? 'rights';
  }

  /** Whether an answer that was asked at `version` still holds. */
  holdsSince(version: number): boolean {
    return this.stale === undefined && (!this.left || version === this.ports.rightsVersion());
  }

  // ── in ────────────────────────────────────────────────────────────────────────────────────────────

  /** Works off what was received, as far as rate and rights allow. */
  work(now: number): void {
    this.inbox.work(now);
  }

  get slicing(): boolean {
    return this.intake.slicing;
  }

  mayHear(): boolean {
    if (this.fresh) return true;
    if (!this.asking) {
      this.asking = true;
      this.ports.recheck(this);
    }
    return false;
  }

  pay(data: Buffer, now: number): boolean {
    if (!this.ports.crowded() && this.affords(data, now)) return true;
    this.throttledSince ??= now;
    this.ports.throttled(this);
    return false;
  }

  caughtUp(): void {
    this.throttledSince = undefined;
  }

  pause(): void {
    this.ws.pause();
  }

  resume(): void {
    if (this.ws.isPaused) this.ws.resume();
  }

  handle(data: Buffer, now: number): void {
    try {
      this.read(data, now);
    } catch (error) {
      if (!(error instanceof BadMessage))
        this.ports.warn({ err: error, doc: this.room.name }, 'a frame failed');
      this.refuseBad(undefined);
    }
  }

  /** Takes what the message costs its socket, and its document. */
  private affords(data: Buffer, now: number): boolean {
    const [type, kind] = data;
    const cost = (type === message.awareness ? awarenessCost : 1) + Math.floor(data.length / bytesPerToken);
    if (!this.bucket.take(cost, now)) return false;
    if (type !== message.sync || kind === sync.step1) return true;
    if (this.room.flow.take(this.actor.personId, data.length, now)) return true;
    this.bucket.owe(-cost);
    return false;
  }

  private read(data: Buffer, now: number): void {
    const reader = new ByteReader(data);
    switch (reader.uint()) {
      case message.sync: {
        const kind = reader.uint();
        const payload = reader.view();
        if (!reader.done || kind > sync.update) throw new BadMessage('bytes after the message');
        if (kind === sync.step1) this.answerStep1(payload, now);
        else this.intake.take(payload, kind === sync.step2);
        return;
      }
      case message.awareness:
        if (this.rights.awareness) this.takeAwareness(reader.view(), now);
        return;
      case message.queryAwareness: {
        const everybody = this.room.presence.everybody();
        if (everybody) this.send(awarenessFrame(everybody));
        return;
      }
      case message.ack:
        this.takeHello(reader.text(512));
        return;
      default:
        if (now - this.unknownSince > 60_000) {
          this.unknownSince = now;
          this.unknown = 0;
        }
        if (++this.unknown > unknownPerMinute) this.closeWith(closeCodes.badMessage);
    }
  }

  private answerStep1(stateVector: Uint8Array, now: number): void {
    checkStateVector(stateVector);
    if (now - this.step1Since > 10_000) {
      this.step1Since = now;
      this.step1s = 0;
    }
    // asking costs four bytes, answering the whole document: whoever asks often waits longer and longer
    if (++this.step1s > 2) this.bucket.owe(this.step1s * 20);
    this.sendState(stateVector);
  }

  private sendState(stateVector: Uint8Array): void {
    for (const piece of stateFrames(this.room.lacking(stateVector))) this.send(piece);
  }

  private takeHello(json: string): void {
    const hello = parseHello(json);
    if (!hello) return this.takeCheck(json);
    if (hello.epoch !== undefined && hello.epoch !== this.room.epoch) {
      this.closeWith(closeCodes.epoch);
      return;
    }
    this.hello = true;
    this.staleSchema = this.ports.schema !== undefined && hello.schema < this.ports.schema;
    this.sayHi();
    this.tellSaved();
  }

  /** Nobody goes on with a copy that shows something else than everybody's. */
  private takeCheck(json: string): void {
    const check = parseCheck(json);
    if (!check) return;
    this.bucket.owe(checkCost);
    const ours = this.room.fingerprint();
    if (!ours || ours.state !== check.state || ours.words === check.words) return;
    this.ports.warn({ doc: this.room.name }, 'a copy had heard the same and showed something else');
    this.closeWith(closeCodes.epoch);
  }

  private sayHi(): void {
    if (this.hello) this.send(ackFrame({ hi: 1, epoch: this.room.epoch, mode: this.mayWrite ? 'rw' : 'r' }));
  }

  private announced(): Announcer<Connection> {
    const { personId: id, displayName: name } = this.actor;
    const { slot } = this;
    const user = userPart({ id, name, color: colorOfSlot(slot), slot });
    return { socket: this, person: id, user, bucket: this.presenceBucket };
  }

  private takeAwareness(payload: Uint8Array, now: number): void {
    const { presence } = this.room;
    this.client = presence.take(payload, this.announcer, this.client, now);
    if (presence.dirty || presence.holds) this.ports.presence(this.room);
  }

  /** Its message `index` is not taken. */
  deny(index: number, why: DeniedWhy): void {
    this.intake.tally.deny(index);
    if (this.hello) this.send(ackFrame({ denied: index, why }));
  }

  /** The first bad message is passed over, the second is the end. */
  refuseBad(index: number | undefined): void {
    if (index !== undefined) this.deny(index, 'bad-message');
    if (++this.bad > 1) this.closeWith(closeCodes.badMessage);
  }

  private leave(): void {
    if (!this.room.sockets.delete(this)) return;
    this.closing = true;
    this.left = true;
    if (this.client !== undefined) {
      this.room.presence.leave(this.client, this);
      this.ports.presence(this.room);
    }
    this.ports.closed(this);
  }
}
