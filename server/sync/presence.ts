import { colorOfSlot } from '#lib/wire/colors.ts';
import * as encoding from 'lib0/encoding';
import { limits } from '#lib/wire/limits.ts';
import { BadMessage, ByteReader } from './byte-reader.ts';
import { checkJson } from './plain-values.ts';
import type { SyncActor } from './ports.ts';

/*
 * Who is here, in one document. Instead of y-protocols' Awareness: that keeps a timer for each document and a
 * memory of everybody who ever came, and lets anybody speak for anybody.
 */

interface Shown<Socket> {
  socket: Socket;
  readonly person: string;
  /** the clock the client gave, and the one we gave on */
  clientClock: number;
  clock: number;
  json: string;
}

interface Entry {
  readonly client: number;
  readonly clock: number;
  readonly json: string;
}

/** How many who left are remembered, so that they can be shown again when they return. */
const leftRemembered = 500;

export class Presence<Socket> {
  private readonly shown = new Map<number, Shown<Socket>>();
  private readonly left = new Map<number, number>();
  private readonly changed = new Set<number>();

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
    return this.shown.get(client)?.person;
  }

  /**
   * Takes an awareness message of `socket`. `own`: the clientID this socket announced before, if any. Other
   * clientIDs are passed over (stock clients echo everybody). `user` becomes what the session says. Answers
   * the socket's clientID.
   */
  take(payload: Uint8Array, socket: Socket, own: number | undefined, actor: SyncActor): number | undefined {
    const reader = new ByteReader(payload);
    const count = reader.uint();
    let mine = own;
    for (let i = 0; i < count; i++) {
      const client = reader.uint();
      const clock = reader.uint();
      const json = reader.view();
      if (mine === undefined && !isNull(json) && this.isFree(client, actor.personId)) mine = client;
      if (client === mine && clock <= limits.clock) this.takeOne(client, clock, json, socket, actor);
    }
    if (!reader.done) throw new BadMessage('bytes after the states');
    return mine;
  }

  /** The socket is gone: its state is taken from everybody. */
  leave(client: number, socket: Socket): void {
    const was = this.shown.get(client);
    if (was?.socket !== socket) return;
    this.shown.delete(client);
    this.left.set(client, was.clock);
    if (this.left.size > leftRemembered) {
      const [oldest] = this.left.keys();
      if (oldest !== undefined) this.left.delete(oldest);
    }
    this.changed.add(client);
  }

  /** What changed since the last call, encoded; undefined: nothing. */
  news(): Uint8Array | undefined {
    if (this.changed.size === 0) return undefined;
    const entries: Entry[] = [];
    for (const client of this.changed) {
      const state = this.shown.get(client);
      if (state) entries.push({ client, clock: state.clock, json: state.json });
      // the clock of the state last shown: stock clients take it as the end of that state
      else entries.push({ client, clock: this.left.get(client) ?? 0, json: 'null' });
    }
    this.changed.clear();
    return encode(entries);
  }

  /** Everybody here, encoded; undefined: nobody. */
  everybody(): Uint8Array | undefined {
    if (this.shown.size === 0) return undefined;
    return encode([...this.shown].map(([client, { clock, json }]) => ({ client, clock, json })));
  }

  private isFree(client: number, person: string): boolean {
    const before = this.shown.get(client);
    return before ? before.person === person : this.mayClaim(client, person);
  }

  private takeOne(client: number, clock: number, json: Uint8Array, socket: Socket, actor: SyncActor): void {
    const before = this.shown.get(client);
    // the same person on a new line: the old one has not been missed yet
    const returns = before !== undefined && before.socket !== socket;
    if (before && !returns && clock <= before.clientClock) return;
    const state = stateIn(json);
    if (state === null) {
      this.leave(client, socket);
      return;
    }
    if (!before && this.shown.size >= limits.awarenessPeople) return;
    const { personId: id, displayName: name, color: slot } = actor;
    const user = { id, name, color: colorOfSlot(slot), slot };
    const last = before?.clock ?? this.left.get(client);
    this.left.delete(client);
    this.shown.set(client, {
      socket,
      person: actor.personId,
      clientClock: clock,
      // someone who left and returns under the same id must be newer than his leaving
      clock: last === undefined ? clock : Math.max(clock, last + 1),
      json: JSON.stringify({ ...state, user }),
    });
    this.changed.add(client);
  }
}

/** Nothing, in one message: keeps stock clients from taking the line for dead. */
export const silence: Uint8Array = encode([]);

function isNull(json: Uint8Array): boolean {
  return json.length === 4 && json[0] === 0x6e;
}

function stateIn(json: Uint8Array): Record<string, unknown> | null {
  if (json.length > limits.awarenessState) throw new BadMessage('awareness state too long');
  const text = Buffer.from(json.buffer, json.byteOffset, json.byteLength).toString('utf8');
  const state = checkJson(text);
  if (state === null) return null;
  if (typeof state !== 'object' || Array.isArray(state)) throw new BadMessage('awareness state is no object');
  return state as Record<string, unknown>;
}

function encode(entries: readonly Entry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { client, clock, json } of entries) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, json);
  }
  return encoding.toUint8Array(encoder);
}
