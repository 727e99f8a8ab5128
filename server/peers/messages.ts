import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { limits } from '#lib/wire/limits.ts';
import type { StreetCount } from '../limits.ts';
import type { PasswordCount } from '../session/password-check.ts';
import type { PresenceState } from '../sync/ports.ts';

/*
 * What one process tells the others, as bytes: who says it, what kind, and what. Whatever can't be read is passed over:
 * another version of the program may be talking.
 */

/** What all processes count together. */
export type CountedKind = StreetCount | PasswordCount;

export type Said =
  /** a document's log ends here now */
  | { readonly kind: 'wrote'; readonly epoch: number; readonly seq: number }
  /** who came, moved or left in a document */
  | { readonly kind: 'present'; readonly states: readonly PresenceState[] }
  /** a document was opened there: who is in it? */
  | { readonly kind: 'opened' }
  /** a document is not open there any more */
  | { readonly kind: 'closed' }
  /** rights have moved */
  | { readonly kind: 'rights' }
  /** this process is here */
  | { readonly kind: 'here' }
  /** … and ends */
  | { readonly kind: 'ends' }
  /** somebody of the street, or with a password, took something from what all have */
  | { readonly kind: 'counted'; readonly of: CountedKind; readonly keys: readonly string[] };

export interface Heard {
  /** which process */
  readonly peer: string;
  readonly said: Said;
}

const kinds = ['wrote', 'present', 'opened', 'closed', 'rights', 'here', 'ends', 'counted'] as const;
const counted = ['handed-in', 'looked-up', 'password-tried', 'password-right'] as const;
/** A message holds so much at most: everybody of a full document with a kilobyte each. */
const bytesMost = limits.awarenessPeople * (2 * limits.awarenessState);
const keysMost = 4;

export function encodeSaid(peer: string, said: Said): Uint8Array {
  const out = encoding.createEncoder();
  encoding.writeVarString(out, peer);
  encoding.writeVarUint(out, kinds.indexOf(said.kind));
  if (said.kind === 'wrote') {
    encoding.writeVarUint(out, said.epoch);
    encoding.writeVarUint(out, said.seq);
  } else if (said.kind === 'present') {
    encoding.writeVarUint(out, said.states.length);
    for (const { client, clock, person, json } of said.states) {
      encoding.writeVarUint(out, client);
      encoding.writeVarUint(out, clock);
      encoding.writeVarString(out, person);
      encoding.writeVarUint8Array(out, json ?? new Uint8Array());
    }
  } else if (said.kind === 'counted') {
    encoding.writeVarUint(out, counted.indexOf(said.of));
    encoding.writeVarUint(out, said.keys.length);
    for (const key of said.keys) encoding.writeVarString(out, key);
  }
  return encoding.toUint8Array(out);
}

/** undefined: not ours, or of another version. */
export function decodeSaid(message: Uint8Array): Heard | undefined {
  if (message.length > bytesMost) return undefined;
  try {
    const from = decoding.createDecoder(message);
    const peer = decoding.readVarString(from);
    const said = readSaid(from, kinds[decoding.readVarUint(from)]);
    return said && !decoding.hasContent(from) ? { peer, said } : undefined;
  } catch {
    return undefined;
  }
}

function readSaid(from: decoding.Decoder, kind: (typeof kinds)[number] | undefined): Said | undefined {
  switch (kind) {
    case undefined:
      return undefined;
    case 'wrote':
      return { kind, epoch: decoding.readVarUint(from), seq: decoding.readVarUint(from) };
    case 'present':
      return { kind, states: times(from, limits.awarenessPeople, readState) };
    case 'counted': {
      const of = counted[decoding.readVarUint(from)];
      return of && { kind, of, keys: times(from, keysMost, decoding.readVarString) };
    }
    default:
      return { kind };
  }
}

function readState(from: decoding.Decoder): PresenceState {
  const client = decoding.readVarUint(from);
  const clock = decoding.readVarUint(from);
  const person = decoding.readVarString(from);
  // a copy: what comes in is a view into a larger buffer
  const json = decoding.readVarUint8Array(from).slice();
  return { client, clock, person, json: json.length === 0 ? undefined : json };
}

function times<T>(from: decoding.Decoder, most: number, read: (from: decoding.Decoder) => T): T[] {
  const count = decoding.readVarUint(from);
  if (count > most) throw new Error('too many');
  return Array.from({ length: count }, () => read(from));
}
