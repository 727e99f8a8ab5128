import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { clocksOf, type Clocks } from './unsaved-text.ts';

/** Longest time the answer is waited for, ms. */
const patience = 3_000;

/**
 * What the server has of a document, asked by a reader who brings nothing; undefined: it may not be read, or no answer
 * came within 3 s.
 */
export function whatServerHas(
  url: string,
  docName: string,
  socket: typeof WebSocket | undefined,
): Promise<Clocks | undefined> {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(url, docName, doc, {
    connect: false,
    disableBc: true,
    ...(socket ? { WebSocketPolyfill: socket } : {}),
  });
  return new Promise((resolve) => {
    const end = (clocks: Clocks | undefined) => {
      clearTimeout(timer);
      provider.destroy();
      doc.destroy();
      resolve(clocks);
    };
    const timer = setTimeout(() => end(undefined), patience);
    provider.on('sync', (synced) => {
      if (synced) end(clocksOf(doc));
    });
    provider.on('closed', () => end(undefined));
    provider.connect();
  });
}
