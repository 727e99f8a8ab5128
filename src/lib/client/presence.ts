import * as decoding from 'lib0/decoding';
import type { Awareness } from 'y-protocols/awareness';

/** Who somebody is, as the server says by his session. */
export interface User {
  readonly personId: string;
  readonly name: string;
  readonly color: 1 | 2 | 3 | 4 | 5;
}

/** Somebody with this document open. */
export interface Present extends User {
  readonly me: boolean;
  /** id of the agenda item he is writing in now */
  readonly writes: string | undefined;
  /** further fields of the state (cursor, item looked at); written by clients, to be read with care */
  readonly state: Readonly<Record<string, unknown>>;
}

/** Everybody here, each person once, oneself first, then by name. `me`: oneself, once the server has said. */
export function peopleIn(awareness: Awareness, userId: string, me: User | undefined): Present[] {
  const people = new Map<string, Present>();
  const mine = awareness.getLocalState() ?? {};
  if (me) people.set(me.personId, { ...me, me: true, writes: writesIn(mine), state: mine });
  for (const [client, state] of awareness.getStates()) {
    const user = client === awareness.clientID ? undefined : userIn(state);
    if (!user || user.personId === userId) continue;
    const writes = writesIn(state);
    // of two windows, the one he is writing in
    if (people.has(user.personId) && writes === undefined) continue;
    people.set(user.personId, { ...user, me: false, writes, state });
  }
  return [...people.values()].sort(
    (a, b) => Number(b.me) - Number(a.me) || a.name.localeCompare(b.name, 'ja'),
  );
}

/** The `user` field of an awareness state; undefined: none the server wrote. */
export function userIn(state: unknown): User | undefined {
  const user = own(state, 'user');
  const personId = own(user, 'id');
  const name = own(user, 'name');
  const slot = own(user, 'slot');
  if (typeof personId !== 'string' || typeof name !== 'string') return undefined;
  const five = typeof slot === 'number' && [1, 2, 3, 4, 5].includes(slot) ? slot : 1;
  return { personId, name, color: five as User['color'] };
}

function writesIn(state: unknown): string | undefined {
  const writes = own(state, 'writes');
  return typeof writes === 'string' && writes !== '' ? writes : undefined;
}

/** The states of an awareness message, by clientID: its payload as a varUint8Array. */
export function statesIn(bytes: Uint8Array): Map<number, unknown> {
  const states = new Map<number, unknown>();
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(decoding.createDecoder(bytes)));
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    states.set(client, JSON.parse(decoding.readVarString(decoder)));
  }
  return states;
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
