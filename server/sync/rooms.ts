import { performance } from 'node:perf_hooks';
import type { CloseCode } from '#lib/wire/close-codes.ts';
import type { Backlog } from './backlog.ts';
import type { Connection } from './connection.ts';
import { WordsClosed } from './doc-faults.ts';
import type { DocLog } from './doc-log.ts';
import { DocumentFlow } from './document-flow.ts';
import type { SyncLog } from './ports.ts';
import { Room } from './room.ts';

export type DocRoom = Room<Connection>;

/** A room nobody is in or writes to, ms: its Y.Doc goes, then the room. */
const sleepAfter = 30_000;
const unloadAfter = 10_000;
/** Rows and bytes since the last snapshot that make a new one worth while; fewer when the room closes. */
const compactRows = 500;
const compactBytes = 1_048_576;
const compactRowsAtUnload = 50;
/** … and not again before */
const compactEvery = 60_000;

/** What the rooms need of the rest of the engine. */
export interface RoomsPorts {
  readonly log: SyncLog;
  /** bytes of updates a minute and document; undefined: as usual */
  readonly documentPerMinute: number | undefined;
  /** The room is here. */
  opened(room: DocRoom): void;
  /** The room is gone. */
  forget(room: DocRoom): void;
  /** Something is under way in this document. */
  isBusy(docName: string): boolean;
}

/** Which documents are open: loaded once for all who come first, kept while somebody needs them, then let go. */
export class Rooms {
  private readonly log: DocLog;
  private readonly backlog: Backlog;
  private readonly ports: RoomsPorts;
  private readonly rooms = new Map<string, Promise<DocRoom>>();
  private readonly loaded = new Map<string, DocRoom>();
  private readonly pins = new Map<DocRoom, number>();
  private readonly lastUse = new Map<DocRoom, number>();

  constructor(log: DocLog, backlog: Backlog, ports: RoomsPorts) {
    this.log = log;
    this.backlog = backlog;
    this.ports = ports;
  }

  get size(): number {
    return this.loaded.size;
  }

  /** Names of documents of which a part is lost. */
  get damaged(): string[] {
    return [...this.loaded.values()].filter((room) => room.damage !== undefined).map((room) => room.name);
  }

  /** Those that are open now. */
  open(): Iterable<DocRoom> {
    return this.loaded.values();
  }

  /** The document's room, if it is open now. */
  opened(docName: string): DocRoom | undefined {
    return this.loaded.get(docName);
  }

  /** Sockets in a document. */
  connected(docName: string): number {
    return this.loaded.get(docName)?.sockets.size ?? 0;
  }

  /** Somebody wrote here, came or left. */
  used(room: DocRoom, now: number): void {
    this.lastUse.set(room, now);
  }

  /** Runs `work` with the document's room loaded and held. */
  async within<T>(docName: string, work: (room: DocRoom) => Promise<T>): Promise<T> {
    for (;;) {
      const room = await this.roomOf(docName);
      if (room.gone) continue;
      this.pins.set(room, (this.pins.get(room) ?? 0) + 1);
      try {
        return await work(room);
      } finally {
        const left = (this.pins.get(room) ?? 1) - 1;
        if (left === 0) this.pins.delete(room);
        else this.pins.set(room, left);
        this.lastUse.set(room, performance.now());
      }
    }
  }

  /**
   * Takes a room out; its sockets are closed and whoever holds it asks for a new one. `fault`: what those hear whose words
   * wait there.
   */
  drop(
    room: DocRoom,
    { code, name }: Pick<CloseCode, 'code' | 'name'>,
    fault: Error = new WordsClosed(room.name),
  ): void {
    if (room.gone) return;
    this.rooms.delete(room.name);
    this.loaded.delete(room.name);
    this.lastUse.delete(room);
    this.ports.forget(room);
    const dropped = room.dropWaiting();
    room.gone = true;
    for (const connection of [...room.sockets]) connection.close(code, name);
    room.destroy();
    for (const { done } of dropped) done(fault);
  }

  /** Lets go of whatever nobody needs, and makes logs smaller that have grown long. */
  tidy(now: number): void {
    for (const room of [...this.loaded.values()]) this.tidyOne(room, now);
  }

  destroy(): void {
    for (const room of this.loaded.values()) room.destroy();
  }

  /** One load for everybody who asks at the same time. */
  private roomOf(docName: string): Promise<DocRoom> {
    let room = this.rooms.get(docName);
    if (!room) {
      room = this.load(docName);
      this.rooms.set(docName, room);
      // a failed load leaves nothing behind: the next one asks the disk again
      room.catch(() => this.rooms.delete(docName));
    }
    return room;
  }

  private async load(docName: string): Promise<DocRoom> {
    const loaded = await this.log.load(docName);
    const flow = new DocumentFlow(performance.now(), this.ports.documentPerMinute);
    const room: DocRoom = new Room(docName, loaded, this.backlog, flow);
    if (room.damage !== undefined)
      this.ports.log.error({ doc: docName, damage: room.damage }, 'a document is damaged: read-only');
    this.loaded.set(docName, room);
    this.lastUse.set(room, performance.now());
    this.ports.opened(room);
    return room;
  }

  private tidyOne(room: DocRoom, now: number): void {
    if (!room.idle || this.pins.has(room) || this.ports.isBusy(room.name)) return;
    const unused = now - (this.lastUse.get(room) ?? now);
    if (room.sockets.size === 0 && unused > unloadAfter) {
      this.rooms.delete(room.name);
      this.loaded.delete(room.name);
      this.lastUse.delete(room);
      this.ports.forget(room);
      room.destroy();
      if (room.rowsSinceSnapshot >= compactRowsAtUnload) this.compact(room);
      return;
    }
    if (unused > sleepAfter) room.sleep();
    const grown = room.rowsSinceSnapshot > compactRows || room.bytesSinceSnapshot > compactBytes;
    if (grown && now - room.compactedAt > compactEvery) this.compact(room);
  }

  private compact(room: DocRoom): void {
    room.rowsSinceSnapshot = 0;
    room.bytesSinceSnapshot = 0;
    room.compactedAt = performance.now();
    if (room.damage !== undefined) return;
    this.log.compact(room.name).catch((error: unknown) => {
      this.ports.log.error(
        { err: error, doc: room.name },
        'a log could not be made smaller; nothing was changed',
      );
    });
  }
}
