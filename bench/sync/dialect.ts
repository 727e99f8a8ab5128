import * as encoding from 'lib0/encoding';
import { encodeAck } from '#lib/wire/ack.ts';

/*
 * What the servers want to hear around the same messages of the Yjs protocol.
 */

export type DialectName = 'ours' | 'yjs' | 'hocuspocus' | 'relay';

export interface Dialect {
  path(doc: string): string;
  /** stands before every message of a document, in both directions */
  prefix(doc: string): Uint8Array;
  /** said first */
  readonly greetings: readonly Uint8Array[];
  /** whether it answers sync step 1 */
  readonly syncs: boolean;
  /** whether it says that it took a message */
  readonly acknowledges: boolean;
}

const nothing = new Uint8Array();

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  ours: {
    path: (doc) => `/sync/${doc}`,
    prefix: () => nothing,
    greetings: [encodeAck({ hello: 1, schema: 1 })],
    syncs: true,
    acknowledges: true,
  },
  yjs: { path: (doc) => `/${doc}`, prefix: () => nothing, greetings: [], syncs: true, acknowledges: false },
  relay: {
    path: (doc) => `/${doc}`,
    prefix: () => nothing,
    greetings: [],
    syncs: false,
    acknowledges: false,
  },
  hocuspocus: {
    path: () => '/',
    prefix: named,
    greetings: [authentication()],
    syncs: true,
    acknowledges: true,
  },
};

function named(doc: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, doc);
  return encoding.toUint8Array(encoder);
}

/** Hocuspocus: message 2 (auth), 0 (token); without a hook any token will do. */
function authentication(): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 2);
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarString(encoder, 'bench');
  return encoding.toUint8Array(encoder);
}
