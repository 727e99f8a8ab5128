import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { LiveLine } from '#lib/client/live-line.ts';
import { newId } from '#server/db/ids.ts';
import { pause, Raw } from '#server/sync/tests/bed.ts';
import { message, sync } from '#lib/wire/tags.ts';

/* People at work on a real server process, who remember what it promised them. */

export function portOf(origin: string): number {
  return Number(new URL(origin).port);
}

/** A socket with a cookie of the stage. `from`: the page's origin, where it is another one. */
export function socketOf(origin: string, docName: string, cookie: string, from = origin): Raw {
  return new Raw(portOf(origin), docName, '', { cookie, origin: from });
}

/** Writes as fast as it may, small and large, over and over into the same few places. */
export class Writer {
  readonly raw: Raw;
  readonly updates: Uint8Array[] = [];
  /** so many of the updates are said to be saved */
  saved = 0;
  private going = true;

  /** `onSaved`: called with `saved` whenever it grows. `most`: longest text written. */
  constructor(
    origin: string,
    docName: string,
    cookie: string,
    most: number,
    onSaved: (saved: number) => void,
  ) {
    this.raw = socketOf(origin, docName, cookie);
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => {
      this.updates.push(update);
      this.raw.update(update);
    });
    this.raw.ws.on('message', () => {
      const { type, text } = this.raw.heard.at(-1) ?? {};
      const { saved } = type === message.ack ? (JSON.parse(text ?? '') as { saved?: number }) : {};
      if (saved === undefined || saved <= this.saved) return;
      this.saved = saved;
      onSaved(saved);
    });
    void this.raw.opened.then(async () => {
      this.raw.hello();
      const map = doc.getMap('m');
      for (let i = 0; this.going && this.raw.ws.readyState === this.raw.ws.OPEN; i++) {
        map.set(`k${i % 30}`, `${i}`.padEnd((i * 7919) % most, '議'));
        if (i % 5 === 4) map.delete(`k${(i * 3) % 30}`);
        await pause(i % 3);
      }
    });
  }

  /** Answers the updates that were said to be saved. */
  stop(): Uint8Array[] {
    this.going = false;
    this.raw.destroy();
    return this.updates.slice(0, this.saved);
  }
}

/** Our own client, as a page has it. */
export function lineOf(origin: string, docName: string, cookie: string): LiveLine {
  class Socket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie, origin } });
    }
  }
  const options = {
    docName,
    userId: 'own',
    schema: 1,
    trusted: false,
    url: `${origin.replace('http', 'ws')}/sync`,
    socket: Socket as unknown as typeof globalThis.WebSocket,
  };
  return new LiveLine(options, () => undefined);
}

/** Only looks on; `onSeen` is called with every update that comes. */
export function watch(
  origin: string,
  docName: string,
  cookie: string,
  onSeen: (update: Uint8Array) => void,
  from = origin,
): Raw {
  const raw = socketOf(origin, docName, cookie, from);
  raw.ws.on('message', () => {
    const last = raw.heard.at(-1);
    if (last?.type === message.sync && last.kind === sync.update) onSeen(last.payload);
  });
  return raw;
}

/** Does one act after the other until the server is gone; `onDone` is called with each that it answered. */
export async function actOn(
  origin: string,
  cookie: string,
  councilId: string,
  onDone: (issueId: string) => void,
): Promise<void> {
  for (let n = 0; ; n++) {
    try {
      const answer = await post(origin, cookie, 'submit-issue', {
        councilId,
        title: `困りごと${n}`,
        body: '街灯'.repeat((n * 37) % 900),
      });
      // the database is gone: nothing is promised, and whoever asks again is told so again
      if (answer.status === 503) {
        await answer.body?.cancel();
        await pause(20);
        continue;
      }
      const said = (await answer.json()) as { ok: boolean; result: { issueId: string } };
      if (!said.ok) throw new Error(JSON.stringify(said));
      onDone(said.result.issueId);
    } catch (error) {
      if (error instanceof TypeError) return; // the line is gone
      throw error;
    }
  }
}

/** One command over HTTP. */
export function post(origin: string, cookie: string, command: string, input: object): Promise<Response> {
  return fetch(`${origin}/api/v1/commands/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': newId(), origin, cookie },
    body: JSON.stringify(input),
  });
}
