/*
 * The bytes of the live-document protocol that are ours or that we rely on. PROTOCOL.md tells the whole
 * conversation; a change here fails wire.test.ts until PROTOCOL.md and the pin there follow.
 */

/** Where sockets live: `ws(s)://HOST/sync/{docName}`. */
export const syncPath = '/sync/';

/** First varUint of every frame. 0–3 are y-websocket's, 100 is ours. */
export const message = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, ack: 100 } as const;

/** Second varUint of a sync frame (y-protocols/sync). */
export const sync = { step1: 0, step2: 1, update: 2 } as const;
