import * as encoding from 'lib0/encoding';
import { message } from './tags.ts';

/*
 * Message type 100: opt-in acknowledgement. A frame is varUint 100 and one varString of ASCII JSON, alone
 * in its frame. Clients that never say hello never get one.
 */

/** client → server. `schema`: the shapes of documents this client knows; `epoch`: of the copy it holds. */
export interface Hello {
  readonly hello: 1;
  readonly schema: number;
  readonly epoch?: number;
}

/** client → server: what its replica has heard, and what it shows (src/lib/doc/fingerprint.ts). */
export interface Check {
  readonly state: string;
  readonly words: string;
}

/** server → client. */
export interface Hi {
  readonly hi: 1;
  readonly epoch: number;
  readonly mode: 'rw' | 'r';
}
/** n counts this socket's sync-step-2 and update messages now on disk. */
export interface Saved {
  readonly saved: number;
}
/** The n-th of them was not taken. */
export interface Denied {
  readonly denied: number;
  readonly why: DeniedWhy;
}
export type ServerAck = Hi | Saved | Denied;

/** Closed list of reasons in `denied`. */
export const deniedWhys = [
  'bad-message',
  'degraded',
  'doc-full',
  'forbidden',
  'owner',
  'reader',
  'schema',
] as const;
export type DeniedWhy = (typeof deniedWhys)[number];

/** The payload of a frame: varUint 100, varString JSON. */
export function encodeAck(ack: ServerAck | Hello | Check): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, message.ack);
  encoding.writeVarString(encoder, JSON.stringify(ack));
  return encoding.toUint8Array(encoder);
}

/** What a client said in type 100; undefined for anything that is not a hello. */
export function parseHello(json: string): Hello | undefined {
  const value = objectIn(json);
  if (!value || value['hello'] !== 1 || !isCount(value['schema'])) return undefined;
  const epoch = value['epoch'];
  if (epoch === undefined) return { hello: 1, schema: value['schema'] };
  return isCount(epoch) ? { hello: 1, schema: value['schema'], epoch } : undefined;
}

/** What a client said in type 100; undefined for anything that is not a check. */
export function parseCheck(json: string): Check | undefined {
  const value = objectIn(json);
  const [state, words] = [value?.['state'], value?.['words']];
  return isHash(state) && isHash(words) ? { state, words } : undefined;
}

/** What the server said in type 100; undefined for anything unknown, which a client passes over. */
export function parseServerAck(json: string): ServerAck | undefined {
  const value = objectIn(json);
  if (!value) return undefined;
  const { hi, epoch, mode, saved, denied, why } = value;
  if (hi === 1 && isCount(epoch) && (mode === 'rw' || mode === 'r')) return { hi, epoch, mode };
  if (isCount(saved)) return { saved };
  if (isCount(denied) && typeof why === 'string') {
    return {
      denied,
      why: (deniedWhys as readonly string[]).includes(why) ? (why as DeniedWhy) : 'forbidden',
    };
  }
  return undefined;
}

function objectIn(json: string): Record<string, unknown> | undefined {
  if (json.length > 512) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{24}$/.test(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
