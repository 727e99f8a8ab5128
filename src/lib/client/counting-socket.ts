import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { encodeAck } from '#lib/wire/ack.ts';
import { message, sync } from '#lib/wire/tags.ts';

/** What the socket tells and asks the live document it belongs to. */
export interface SocketOwner {
  /** the clientID whose awareness may be sent; others' is an echo of stock y-websocket */
  clientId(): number;
  /** epoch of the copy here; undefined: none yet */
  epoch(): number | undefined;
  readonly schema: number;
  /** a reader's document may be tidied by the editor; nothing of that is sent */
  reads(): boolean;
  opened(): void;
  /** a counted message goes out */
  sending(kind: 'step2' | 'update'): void;
  heard(): void;
}

/**
 * A WebSocket class for y-websocket's `WebSocketPolyfill` that says hello first, counts the sync-step-2 and
 * update messages it sends, and leaves out the echo of others' awareness. No fork of the provider is needed.
 */
export function countingSocket(base: typeof WebSocket, owner: SocketOwner): typeof WebSocket {
  return class CountingSocket extends base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('open', () => {
        owner.opened();
        super.send(helloOf({ schema: owner.schema, epoch: owner.epoch() }) as Uint8Array<ArrayBuffer>);
      });
      this.addEventListener('message', () => owner.heard());
    }

    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>): void {
      if (!(data instanceof Uint8Array)) {
        super.send(data as ArrayBuffer);
        return;
      }
      if (data[0] === message.sync && data[1] !== sync.step1) {
        if (owner.reads()) return;
        owner.sending(data[1] === sync.step2 ? 'step2' : 'update');
      }
      const out = data[0] === message.awareness ? ownAwareness(data, owner.clientId()) : data;
      if (out) super.send(out as Uint8Array<ArrayBuffer>);
    }
  };
}

/** The hello frame; said again it is answered again, which is our heartbeat. */
export function helloOf({ schema, epoch }: { schema: number; epoch: number | undefined }): Uint8Array {
  return encodeAck(epoch === undefined ? { hello: 1, schema } : { hello: 1, schema, epoch });
}

/** The message with this client's state alone; undefined: it says nothing about this client. */
function ownAwareness(data: Uint8Array, clientId: number): Uint8Array | undefined {
  const outer = decoding.createDecoder(data);
  decoding.readVarUint(outer);
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(outer));
  const count = decoding.readVarUint(decoder);
  for (let i = 0; i < count; i++) {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const state = decoding.readVarString(decoder);
    if (client !== clientId) continue;
    if (count === 1) return data;
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, 1);
    encoding.writeVarUint(inner, client);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, state);
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, message.awareness);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
    return encoding.toUint8Array(encoder);
  }
  return undefined;
}
