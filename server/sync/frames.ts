import type { ServerAck } from '#lib/wire/ack.ts';
import { message, sync } from '#lib/wire/tags.ts';

/*
 * Whole WebSocket frames, header included, made once and written to as many sockets as there are. Server
 * frames are not masked, so the same bytes serve everybody.
 */

/** From so many bytes on a document is sent from where it lies, not copied for each who joins. */
const largeBytes = 16_384;

/** One unfragmented binary frame: first bytes of its message, then a length and `payload`. */
function frame(tags: readonly number[], payload: Uint8Array | string): Buffer {
  const { length } = payload;
  const [out, at] = begun(tags, length, length);
  if (typeof payload === 'string') out.write(payload, at, 'latin1');
  else out.set(payload, at);
  return out;
}

/** A frame up to its payload of `length` bytes, with room for `more` bytes behind it, and where they begin. */
function begun(tags: readonly number[], length: number, more: number): [frame: Buffer, at: number] {
  const inside = tags.length + uintSize(length) + length;
  const head = inside < 126 ? 2 : inside < 65_536 ? 4 : 10;
  const out = Buffer.allocUnsafe(head + inside - length + more);
  out[0] = 0x82; // FIN, binary
  if (head === 2) out[1] = inside;
  else if (head === 4) {
    out[1] = 126;
    out.writeUInt16BE(inside, 2);
  } else {
    out[1] = 127;
    out.writeBigUInt64BE(BigInt(inside), 2);
  }
  let at = head;
  for (const tag of tags) out[at++] = tag;
  return [out, writeUint(out, at, length)];
}

/** lib0 varUint; all lengths here are far below 2^31. */
function uintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest >>>= 7) size++;
  return size;
}

function writeUint(out: Uint8Array, from: number, value: number): number {
  let at = from;
  let rest = value;
  for (; rest >= 128; rest >>>= 7) out[at++] = (rest & 127) | 128;
  out[at++] = rest;
  return at;
}

/** The state vector the client should answer with what the server lacks. */
export function step1Frame(stateVector: Uint8Array): Buffer {
  return syncFrame(sync.step1, stateVector);
}

/**
 * A document as frames, from updates that are applied in order. Only the last is the step 2: it is what a client
 * calls synced, and then everything has to be there (S74). Large frames are two pieces, so that nothing is copied.
 */
export function stateFrames(updates: readonly Uint8Array[]): Buffer[] {
  return updates.flatMap((update, i) => {
    const kind = i === updates.length - 1 ? sync.step2 : sync.update;
    if (update.length < largeBytes) return [syncFrame(kind, update)];
    const [head] = begun([message.sync, kind], update.length, 0);
    return [head, Buffer.from(update.buffer, update.byteOffset, update.byteLength)];
  });
}

export function updateFrame(update: Uint8Array): Buffer {
  return syncFrame(sync.update, update);
}

/** What encodeAck (src/lib/wire/ack.ts) says, as a frame. */
export function ackFrame(ack: ServerAck): Buffer {
  return frame([message.ack], JSON.stringify(ack));
}

/** What presence.ts encoded. */
export function awarenessFrame(states: Uint8Array): Buffer {
  return frame([message.awareness], states);
}

function syncFrame(kind: number, payload: Uint8Array): Buffer {
  return frame([message.sync, kind], payload);
}
