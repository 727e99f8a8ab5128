import * as encoding from 'lib0/encoding';
import { limits } from '#lib/wire/limits.ts';
import { BadMessage, ByteReader } from './byte-reader.ts';
import type { PresenceState } from './ports.ts';
import { isNull, withUser } from './presence-state.ts';
import type { TokenBucket } from './token-bucket.ts';

/*
 * Who is here, in one document. Instead of y-protocols' Awareness: that keeps a timer for each document and a
 * memory of everybody who ever came, and lets anybody speak for anybody.
 */

interface Shown<Socket> {
  readonly socket: Socket;
  readonly person: string;
  /** the clock the client gave, and the one we gave on */
  readonly clientClock: number;
  readonly clock: number;
  readonly json: Uint8Array;
}

/** Somebody whose socket is in another process. */
interface Far {
  readonly peer: string;
  readonly person: string;
  /** the clock that process gave, and the one we gave on */
  readonly peerClock: number;
  readonly clock: number;
  readonly json: Uint8Array;
}

/** Who announces something. */
export interface Announcer<Socket> {
  readonly socket: Socket;
  readonly person: string;
  /** `user` of all its states (userPart) */
  readonly user: Buffer;
  /** how often its state may change */
  readonly bucket: TokenBucket;
}

/** A state that came too soon after the one before; a newer one takes its place. */
interface Held<Socket> {
  readonly from: Announcer<Socket>;
  readonly clock: number;
  readonly json: Uint8Array | null;
}

interface Entry {
  readonly client: number;
  readonly clock: number;
  readonly json: Uint8Array;
}

const nothing: Uint8Array = Buffer.from('null');
/** How many who left are remembered, so that they can be shown again when they return. */
const leftRemembered = 500;

export class Presence<Socket> {
  private readonly shown = new Map<number, Shown<Socket>>();
  private readonly left = new Map<number, number>();
  private readonly changed = new Set<number>();
  private readonly held = new Map<number, Held<Socket>>();
  private readonly far = new Map<number, Far>();
  /** of those that changed: in another process */
  private readonly changedFar = new Set<number>();

  private readonly mayClaim: (client: number, person: string) => boolean;

  /** `mayClaim`: whether a clientID is nobody else's. */
  constructor(mayClaim: (client: number, person: string) => boolean) {
    this.mayClaim = mayClaim;
  }

  /** Whether there is something to tell. */
  get dirty(): boolean {
    return this.changed.size > 0;
  }

  /** The person whose open socket announces this clientID. */
  personOf(client: number): string | undefined {
    return this.inSight(client)?.person;
  }

  /** Whether states wait for their time. */
  get holds(): boolean {
    return this.held.size > 0;
  }

  /**
   * Takes an awareness message. `own`: the clientID this socket announced before, if any. Other clientIDs are passed
   * over (stock clients echo everybody). `user` becomes what the session says. Answers the socket's clientID.
   */
  take(
    payload: Uint8Array,
    from: Announcer<Socket>,
    own: number | undefined,
    now: number,
  ): number | undefined {
    const reader = new ByteReader(payload);
    const count = reader.uint();
    let mine = own;
    for (let i = 0; i < count; i++) {
      const client = reader.uint();
      const clock = reader.uint();
      const json = reader.view();
      if (mine === undefined && !isNull(json) && this.isFree(client, from.person)) mine = client;
      if (client === mine && clock <= limits.clock) this.takeOne(client, clock, json, from, now);
    }
    if (!reader.done) throw new BadMessage('bytes after the states');
    return mine;
  }

  /** Shows held states whose time has come. */
  release(now: number): void {
    for (const [client, { from, clock, json }] of this.held) {
      if (!from.bucket.take(1, now)) continue;
      this.held.delete(client);
      this.show(client, clock, json, from);
    }
  }

  /** The socket is gone: its state is taken from everybody. */
  leave(client: number, socket: Socket): void {
    if (this.held.get(client)?.from.socket === socket) this.held.delete(client);
    const was = this.shown.get(client);
    if (was?.socket !== socket) return;
    this.shown.delete(client);
    this.remember(client, was.clock);
    this.changed.add(client);
    this.changedFar.delete(client);
    const far = this.far.get(client);
    // on another line, in another process: he goes on there
    if (far) this.far.set(client, { ...far, clock: Math.max(far.clock, was.clock + 1) });
  }

  /** What another process says of those who are connected there. */
  takeFar(peer: string, states: readonly PresenceState[]): void {
    for (const { client, clock, person, json } of states) {
      const before = this.far.get(client);
      if (json === undefined) {
        if (before?.peer === peer) this.endFar(client, before);
        continue;
      }
      if (before && before.peer === peer && clock <= before.peerClock) continue;
      if (!before && this.shown.size + this.far.size >= limits.awarenessPeople) continue;
      const last = before?.clock ?? this.shown.get(client)?.clock ?? this.left.get(client);
      const shownAs = last === undefined ? clock : Math.max(clock, last + 1);
      this.far.set(client, { peer, person, peerClock: clock, clock: shownAs, json });
      this.tellFar(client);
    }
  }

  /** A process is gone, and with it everybody who was connected there. */
  endPeer(peer: string): void {
    for (const [client, far] of this.far) if (far.peer === peer) this.endFar(client, far);
  }

  private endFar(client: number, { clock }: Far): void {
    this.far.delete(client);
    if (this.shown.has(client)) return;
    this.remember(client, clock);
    this.tellFar(client);
  }

  private tellFar(client: number): void {
    if (this.shown.has(client)) return;
    if (!this.changed.has(client)) this.changedFar.add(client);
    this.changed.add(client);
  }

  private remember(client: number, clock: number): void {
    this.left.set(client, clock);
    if (this.left.size <= leftRemembered) return;
    const [oldest] = this.left.keys();
    if (oldest !== undefined) this.left.delete(oldest);
  }

  /** Whoever is seen under this clientID, here or in another process. */
  private inSight(
    client: number,
  ): { readonly person: string; readonly clock: number; readonly json: Uint8Array } | undefined {
    return this.shown.get(client) ?? this.far.get(client);
  }

  /** What changed in this process since the last `news`, for the others. */
  newsHere(): PresenceState[] {
    return [...this.changed]
      .filter((client) => !this.changedFar.has(client))
      .map((client) => this.stateHere(client));
  }

  /** Everybody in this process, for another one. */
  here(): PresenceState[] {
    return [...this.shown.keys()].map((client) => this.stateHere(client));
  }

  private stateHere(client: number): PresenceState {
    const { clock = this.left.get(client) ?? 0, person = '', json } = this.shown.get(client) ?? {};
    return { client, clock, person, json };
  }

  /** What changed since the last call, encoded; undefined: nothing. */
  news(): Uint8Array | undefined {
    if (this.changed.size === 0) return undefined;
    const entries: Entry[] = [];
    for (const client of this.changed) {
      const state = this.inSight(client);
      if (state) entries.push({ client, clock: state.clock, json: state.json });
      // the clock of the state last shown: stock clients take it as the end of that state
      else entries.push({ client, clock: this.left.get(client) ?? 0, json: nothing });
    }
    this.changed.clear();
    this.changedFar.clear();
    return encode(entries);
  }

  /** Everybody here, encoded; undefined: nobody. */
  everybody(): Uint8Array | undefined {
    if (this.shown.size + this.far.size === 0) return undefined;
    const all = new Map<number, Omit<Entry, 'client'>>([...this.far, ...this.shown]);
    return encode([...all].map(([client, { clock, json }]) => ({ client, clock, json })));
  }

  private isFree(client: number, person: string): boolean {
    const before = this.inSight(client);
    return before ? before.person === person : this.mayClaim(client, person);
  }

  private takeOne(
    client: number,
    clock: number,
    json: Uint8Array,
    from: Announcer<Socket>,
    now: number,
  ): void {
    const before = this.shown.get(client);
    // the same person on a new line: the old one has not been missed yet
    const returns = before !== undefined && before.socket !== from.socket;
    if (before && !returns && clock <= before.clientClock) return;
    const held = this.held.get(client);
    if (held?.from.socket === from.socket && clock <= held.clock) return;
    const state = withUser(json, from.user);
    if (!held && from.bucket.take(1, now)) this.show(client, clock, state, from);
    else this.held.set(client, { from, clock, json: state });
  }

  private show(client: number, clientClock: number, json: Uint8Array | null, from: Announcer<Socket>): void {
    const { socket, person } = from;
    if (json === null) {
      this.leave(client, socket);
      return;
    }
    const before = this.shown.get(client);
    const far = this.far.get(client);
    if (before ? before.person !== person : this.shown.size + this.far.size >= limits.awarenessPeople && !far)
      return;
    const last = before?.clock ?? far?.clock ?? this.left.get(client);
    this.left.delete(client);
    // someone who left and returns under the same id must be newer than his leaving
    const clock = last === undefined ? clientClock : Math.max(clientClock, last + 1);
    this.shown.set(client, { socket, person, clientClock, clock, json });
    this.changed.add(client);
    this.changedFar.delete(client);
  }
}

/** Nothing, in one message: keeps stock clients from taking the line for dead. */
export const silence: Uint8Array = encode([]);

function encode(entries: readonly Entry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { client, clock, json } of entries) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarUint8Array(encoder, json);
  }
  return encoding.toUint8Array(encoder);
}
