import { WebSocket } from 'ws';
import type * as Y from 'yjs';
import { LiveLine } from '#lib/client/live-line.ts';
import { newId } from '#server/db/ids.ts';
import { until } from '#server/sync/tests/bed.ts';
import type { Hall } from './hall.ts';

/* People of a hall: by our own client through the proxy, as a page has it, and by commands to one of the servers. */

/** One command to one of the servers. */
export function postTo(
  hall: Hall,
  server: number,
  cookie: string,
  command: string,
  input: object,
  key = newId(),
): Promise<Response> {
  return postAt(hall, hall.front.targets[server]!, cookie, command, input, key);
}

/** One command to whichever server the proxy takes. */
export function postBy(hall: Hall, cookie: string, command: string, input: object, key = newId()) {
  return postAt(hall, hall.front.port, cookie, command, input, key);
}

function postAt(hall: Hall, port: number, cookie: string, command: string, input: object, key: string) {
  return fetch(`http://127.0.0.1:${port}/api/v1/commands/${command}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      origin: hall.front.origin,
      cookie,
    },
    body: JSON.stringify(input),
  });
}

/** A browser's socket, with a cookie and from a page of the hall. */
export function socketWith({ front }: Hall, cookie: string): typeof globalThis.WebSocket {
  class Socket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie, origin: front.origin } });
    }
  }
  return Socket as unknown as typeof globalThis.WebSocket;
}

/** Our own client, by way of the proxy: it comes back by itself. */
export function lineTo(
  hall: Hall,
  docName: string,
  userId: string,
  cookie: string,
  port = hall.front.port,
  more = {},
): LiveLine {
  const [url, socket] = [`ws://127.0.0.1:${port}/sync`, socketWith(hall, cookie)];
  return new LiveLine({ docName, userId, schema: 1, trusted: false, url, socket, ...more }, () => undefined);
}

/** People at work through our own client; what it said to be saved is remembered. */
export class Crew {
  readonly lines: { line: LiveLine; written: number; marked: number }[];
  private readonly timer: NodeJS.Timeout;
  constructor(lines: LiveLine[], every: number) {
    this.lines = lines.map((one) => ({ line: one, written: 0, marked: 0 }));
    let turn = 0;
    this.timer = setInterval(() => {
      const one = this.lines[turn++ % this.lines.length]!;
      this.mark();
      const n = ++one.written;
      one.line.doc.getMap<number>('own').set(`${this.lines.indexOf(one)}-${n}`, n);
    }, every / lines.length);
  }
  /** Whoever is told that all is saved: it has to be. */
  mark(): void {
    for (const one of this.lines) if (one.line.view().save === 'saved') one.marked = one.written;
  }
  /** Resolves when each has been told that something is saved which he wrote after this moment. */
  async back(): Promise<void> {
    const away = new Map(this.lines.map((one) => [one, one.written]));
    await until(() => {
      for (const [one, then] of away) {
        const { online, save } = one.line.view();
        if (one.written > then && online && save === 'saved') away.delete(one);
      }
      return away.size === 0;
    });
  }
  stop(): void {
    clearInterval(this.timer);
  }
  /** What was said to be saved and is not in these words. */
  lostIn(doc: Y.Doc): string[] {
    const own = doc.getMap('own');
    return this.lines.flatMap(({ marked }, i) =>
      Array.from({ length: marked }, (_, n) => n + 1).flatMap((n) =>
        own.get(`${i}-${n}`) === n ? [] : [`${i}-${n}`],
      ),
    );
  }
}
