import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import * as encoding from 'lib0/encoding';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { message, sync } from '#lib/wire/tags.ts';
import type { DocLog } from '../doc-log.ts';
import { SyncEngine } from '../engine.ts';
import type { MirrorValue } from '../mirror.ts';
import { freshLog } from './fresh-log.ts';
import type { DocRights, Refused, SyncActor, SyncOptions, SyncPeers, SyncPorts } from '../ports.ts';

/*
 * A server for the tests of this room: the real engine behind real sockets; who may do what is a function the
 * test can change.
 */

export interface Bed {
  readonly engine: SyncEngine;
  readonly port: number;
  readonly log: DocLog;
  readonly world: World;
  /** Rights that rest on a document ('doc:d'), or all a person has ('person:hana'), have changed. */
  moved(...what: readonly string[]): void;
  /** From now on the records say `value` of this mirror, and the engine has heard that they do. */
  mirror(docName: string, value: MirrorValue): Promise<void>;
  /** The server's ends of all connections. */
  readonly accepted: ReadonlySet<TcpSocket>;
  /** A stock y-websocket client. */
  stock(docName: string, person?: string): Stock;
  /** A socket that speaks bytes. */
  raw(docName: string, person?: string, more?: RawOptions): Promise<Raw>;
  close(): Promise<void>;
}

export interface World {
  rights: (person: string, docName: string) => Omit<DocRights, 'scopes'> | Refused;
  sessions: Map<string, { expiresAt: number }>;
  /** how often rights were asked */
  asked: number;
  now: () => number;
  mirrorOf: SyncPorts['mirrorOf'];
  readonly said: { level: string; msg: string; o: object }[];
}

export interface RawOptions {
  readonly query?: string;
  readonly origin?: string | null;
  readonly cookie?: string | null;
}

export interface Stock {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly text: Y.Text;
  readonly closed: Promise<number>;
  synced(): Promise<void>;
  destroy(): void;
}

const rw = { mode: 'rw', awareness: true } as const;

export async function openBed(
  options: Partial<SyncOptions> & { log?: DocLog; world?: Partial<World>; peers?: SyncPeers } = {},
): Promise<Bed> {
  const log = options.log ?? (await freshLog());
  const world: World = {
    rights: () => rw,
    sessions: new Map(),
    asked: 0,
    now: () => Date.now(),
    mirrorOf: undefined,
    said: [],
    ...options.world,
  };
  const say = (level: string) => (o: object, msg: string) => void world.said.push({ level, msg, o });
  const actorOf = async (cookie: string | undefined): Promise<SyncActor | undefined | 'ended'> => {
    const person = /(?:^|; )person=([\w-]+)/.exec(cookie ?? '')?.[1];
    if (!person) return undefined;
    const expiresAt = world.sessions.get(person)?.expiresAt ?? Infinity;
    if (expiresAt <= world.now()) return 'ended';
    const name = `${person}さん`;
    return { sessionId: `s-${person}`, personId: person, displayName: name, color: 2, expiresAt };
  };
  const engine = new SyncEngine(
    log,
    {
      actorOf,
      async rightsOf(actor, docName) {
        world.asked++;
        const rights = world.rights(actor.personId, docName);
        return 'refused' in rights ? rights : { ...rights, scopes: [`doc:${docName}`] };
      },
      originAllowed: (origin) => origin === 'http://own.example',
      addressOf: (request) => request.socket.remoteAddress ?? '',
      clock: () => world.now(),
      log: { info: say('info'), warn: say('warn'), error: say('error') },
      mirrorOf: async (docName, only) => world.mirrorOf?.(docName, only),
      ...(options.peers ? { peers: options.peers } : {}),
    },
    { ratePerSecond: 1_000, documentPerMinute: 2 ** 30, perAddress: 400, total: 6_000, ...options },
  );
  const http: Server = createServer((_, response) => response.end('page'));
  engine.attach(http);
  const sockets = new Set<TcpSocket>();
  http.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const clients = new Set<{ destroy(): void }>();
  return {
    engine,
    port,
    log,
    world,
    accepted: sockets,
    moved(...what) {
      const people = what.filter((name) => name.startsWith('person:')).map((name) => name.slice(7));
      engine.rightsMoved({ scopes: new Set(what), people: new Set(people) });
    },
    mirror(docName, value) {
      const others = world.mirrorOf;
      world.mirrorOf = async (name, only) => (name === docName ? value : others?.(name, only));
      return engine.refreshMirror(docName);
    },
    stock(docName, person = 'hana') {
      const client = stockClient(port, docName, person);
      clients.add(client);
      return client;
    },
    async raw(docName, person = 'hana', more = {}) {
      const client = new Raw(port, docName, person, more);
      clients.add(client);
      await client.opened;
      return client;
    },
    async close() {
      for (const client of clients) client.destroy();
      await engine.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

export function stockClient(port: number, docName: string, person: string): Stock {
  const doc = new Y.Doc();
  class Socket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie: `person=${person}`, origin: 'http://own.example' } });
    }
  }
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/sync`, docName, doc, {
    disableBc: true,
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
  });
  const closed = new Promise<number>((resolve) => {
    provider.on('connection-close', (event) => void (event && resolve(event.code)));
  });
  return {
    doc,
    provider,
    text: doc.getText('t'),
    closed,
    synced: () => until(() => provider.synced),
    destroy() {
      provider.destroy();
      doc.destroy();
    },
  };
}

/** Speaks the protocol by hand, so that a test can say what no honest client would. */
export class Raw {
  readonly ws: WebSocket;
  readonly opened: Promise<void>;
  /** close code, or the HTTP status of a refused upgrade */
  readonly closed: Promise<number>;
  /** what came, decoded: [type, …] */
  readonly heard: { type: number; kind?: number; payload: Uint8Array; text: string }[] = [];
  code: number | undefined;

  constructor(port: number, docName: string, person: string, { query = '', origin, cookie }: RawOptions) {
    const headers: Record<string, string> = {};
    if (cookie !== null) headers['cookie'] = cookie ?? `person=${person}`;
    if (origin !== null) headers['origin'] = origin ?? 'http://own.example';
    this.ws = new WebSocket(`ws://127.0.0.1:${port}/sync/${docName}${query}`, { headers });
    this.ws.on('error', () => undefined);
    this.ws.on('message', (data: Buffer) => this.hear(data));
    this.opened = new Promise((resolve) => {
      this.ws.once('open', resolve);
      this.ws.once('close', () => resolve());
      this.ws.once('unexpected-response', () => resolve());
    });
    this.closed = new Promise((resolve) => {
      this.ws.once('unexpected-response', (_, response) => {
        this.code = response.statusCode ?? 0;
        resolve(this.code);
      });
      this.ws.once('close', (code) => {
        this.code ??= code;
        resolve(this.code);
      });
    });
    void this.closed.then(() => this.ws.terminate());
  }

  update(update: Uint8Array, kind: number = sync.update): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, message.sync);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, update);
    this.ws.send(encoding.toUint8Array(encoder));
  }
  step1(stateVector: Uint8Array = new Uint8Array([0])): void {
    this.update(stateVector, sync.step1);
  }
  hello(more: object = {}): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, message.ack);
    encoding.writeVarString(encoder, JSON.stringify({ hello: 1, schema: 1, ...more }));
    this.ws.send(encoding.toUint8Array(encoder));
  }
  awareness(entries: readonly (readonly [client: number, clock: number, state: unknown])[]): void {
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, entries.length);
    for (const [client, clock, state] of entries) {
      encoding.writeVarUint(inner, client);
      encoding.writeVarUint(inner, clock);
      encoding.writeVarString(inner, typeof state === 'string' ? state : JSON.stringify(state));
    }
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, message.awareness);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
    this.ws.send(encoding.toUint8Array(encoder));
  }

  /** Everything said in type 100. */
  acks(): Record<string, unknown>[] {
    return this.heard.filter(({ type }) => type === message.ack).map(({ text }) => JSON.parse(text));
  }
  saved(): number {
    return Math.max(0, ...this.acks().map(({ saved }) => Number(saved ?? 0)));
  }
  /** The document as this socket has heard it. */
  doc(): Y.Doc {
    const doc = new Y.Doc();
    for (const { type, kind, payload } of this.heard) {
      if (type === message.sync && kind !== sync.step1) Y.applyUpdate(doc, payload);
    }
    return doc;
  }
  updates(): Uint8Array[] {
    return this.heard
      .filter(({ type, kind }) => type === message.sync && kind === sync.update)
      .map(({ payload }) => payload);
  }
  destroy(): void {
    this.ws.terminate();
  }

  private hear(data: Buffer): void {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    const type = decoding.readVarUint(decoder);
    if (type === message.sync) {
      const kind = decoding.readVarUint(decoder);
      this.heard.push({ type, kind, payload: decoding.readVarUint8Array(decoder), text: '' });
    } else {
      const payload = decoding.readVarUint8Array(decoder);
      this.heard.push({ type, payload, text: Buffer.from(payload).toString() });
    }
  }
}

/**
 * Waits for something to become true; throws after `ms`, which only end what hangs: a busy machine takes ten times as
 * long as a quiet one. What must be soon is measured (fixtures/took.ts).
 */
export async function until(holds: () => boolean, ms = 60_000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Updates one by one of a document made by `write`. */
export function updatesOf(write: (doc: Y.Doc) => void, doc = new Y.Doc()): Uint8Array[] {
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  write(doc);
  return updates;
}
