import * as encoding from 'lib0/encoding';
import { encodeAck, type ServerAck } from '#lib/wire/ack.ts';
import { message, sync } from '#lib/wire/tags.ts';

/*
 * Whole WebSocket frames, header included, made once and written to as many sockets as there are. Server
 * frames are not masked, so the same bytes serve everybody.
 */

/** One unfragmented binary frame around the parts. */
export function frame(...parts: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const out = Buffer.allocUnsafe(head + length);
  out[0] = 0x82; // FIN, binary
  if (head === 2) out[1] = length;
  else if (head === 4) {
    out[1] = 126;
    out.writeUInt16BE(length, 2);
  } else {
    out[1] = 127;
    out.writeBigUInt64BE(BigInt(length), 2);
  }
  let at = head;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The state vector the client should answer with what the server lacks. */
export function step1Frame(stateVector: Uint8Array): Buffer {
  return syncFrame(sync.step1, stateVector);
}

export function step2Frame(update: Uint8Array): Buffer {
  return syncFrame(sync.step2, update);
}

export function updateFrame(update: Uint8Array): Buffer {
  return syncFrame(sync.update, update);
}

export function ackFrame(ack: ServerAck): Buffer {
  return frame(encodeAck(ack));
}

/** What presence.ts encoded. */
export function awarenessFrame(states: Uint8Array): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, message.awareness);
  encoding.writeVarUint(encoder, states.length);
  return frame(encoding.toUint8Array(encoder), states);
}

function syncFrame(kind: number, payload: Uint8Array): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, message.sync);
  encoding.writeVarUint(encoder, kind);
  encoding.writeVarUint(encoder, payload.length);
  return frame(encoding.toUint8Array(encoder), payload);
}
