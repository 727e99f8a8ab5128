import { performance } from 'node:perf_hooks';
import { isAway } from '../db/faults.ts';
import { CommitPace } from './commit-pace.ts';
import { DocClosed, LogMoved, type DocBatch, type DocLog, type Head } from './doc-log.ts';
import { patiently } from './patience.ts';
import type { Occupant, Room, Waiting } from './room.ts';
import { headsOver } from './row-chain.ts';

/*
 * Group commit: whatever all rooms accepted since the last commit goes to the disk in one transaction. At
 * once when idle; while a commit runs, and under load for a moment after it, updates gather.
 */

export interface CommitterPorts<Socket extends Occupant> {
  /** Removes from the room's queue what may no longer be written; 'later' when it has to ask first. */
  mayCommit(room: Room<Socket>): 'now' | 'later';
  /** Number of the newest move of rights heard of; undefined: nobody else moves any. */
  rightsHeard(): number | undefined;
  /** After the commit: send to everybody. */
  committed(room: Room<Socket>, news: Uint8Array | undefined, done: readonly Waiting[]): void;
  /** Yjs did not take what is on the disk. */
  broken(room: Room<Socket>, error: unknown): void;
  /** The disk did not take it, or the log refused it. Nothing else is committed meanwhile. */
  failed(rooms: readonly Room<Socket>[], error: unknown): Promise<void>;
  /** The database went while it was asked: what waits goes on waiting until it is back, or for too long. */
  away(error: unknown): void;
  /** One commit came to the disk. */
  wrote?(ms: number, updates: number, bytes: number): void;
  /** At the end of each round. */
  flush(): void;
  clock(): number;
}

export class Committer<Socket extends Occupant> {
  private readonly log: DocLog;
  private readonly ports: CommitterPorts<Socket>;
  private readonly dirty = new Set<Room<Socket>>();
  private scheduled = false;
  private running = false;
  private readonly pace = new CommitPace();
  private waiters: (() => void)[] = [];

  constructor(log: DocLog, ports: CommitterPorts<Socket>) {
    this.log = log;
    this.ports = ports;
  }

  get busy(): boolean {
    return this.running || this.dirty.size > 0;
  }

  /** The room has something in its queue. */
  wake(room: Room<Socket>): void {
    this.dirty.add(room);
    this.schedule();
  }

  /** What had to wait for something else may not have to any more. */
  again(): void {
    if (this.dirty.size > 0) this.schedule();
  }

  /** Resolves when nothing waits any more in any room. */
  async drained(): Promise<void> {
    while (this.busy) await new Promise<void>((resolve) => this.waiters.push(resolve));
  }

  private schedule(): void {
    if (this.scheduled || this.running) return;
    this.scheduled = true;
    this.pace.schedule(() => void this.run());
  }

  private async run(): Promise<void> {
    this.scheduled = false;
    this.running = true;
    this.pace.begin();
    try {
      const rooms: Room<Socket>[] = [];
      for (const room of this.dirty) {
        if (this.ports.mayCommit(room) === 'later') continue;
        this.dirty.delete(room);
        if (room.queue.length > 0) rooms.push(room);
      }
      if (rooms.length > 0) await this.commit(rooms);
      this.ports.flush();
    } finally {
      this.running = false;
      this.pace.end();
      this.goOn();
    }
  }

  private goOn(): void {
    if ([...this.dirty].some((room) => this.ports.mayCommit(room) === 'now')) this.schedule();
    if (!this.busy) for (const resolve of this.waiters.splice(0)) resolve();
  }

  private async commit(rooms: readonly Room<Socket>[]): Promise<void> {
    const written: Room<Socket>[] = [];
    const batches: DocBatch[] = [];
    // what moves from here on was not asked for
    const rights = this.ports.rightsHeard();
    const at = this.ports.clock();
    for (const room of rooms) {
      const rows = room
        .takeQueue()
        .flatMap(({ scan, actor }) => (scan ? { actor, at, body: scan.body } : []));
      if (rows.length === 0) {
        this.publish(room, room.head);
        continue;
      }
      const binds = room.inflight.flatMap(({ binds: clients, from }) =>
        clients.map((client) => ({ client, person: from?.personId ?? 'server' })),
      );
      written.push(room);
      batches.push({ doc: room.name, epoch: room.epoch, after: room.head, rows, binds });
    }
    if (batches.length === 0) return;
    await this.append(written, batches, rights);
  }

  private async append(
    rooms: readonly Room<Socket>[],
    batches: readonly DocBatch[],
    rights: number | undefined,
  ): Promise<void> {
    let heads: Head[];
    const from = performance.now();
    try {
      heads = await this.log.append(batches, rights);
    } catch (error) {
      if (isAway(error)) return this.outlast(rooms, batches, error);
      const at = isOneDocuments(error) ? rooms.findIndex(({ name }) => name === error.doc) : -1;
      if (rooms.length === 1 || at < 0) return this.ports.failed(rooms, error);
      // nothing was written; a document whose log is not ours any more must not stop the others
      await this.append(rooms.toSpliced(at, 1), batches.toSpliced(at, 1), rights);
      return this.ports.failed(rooms.slice(at, at + 1), error);
    }
    this.tellWrote(performance.now() - from, batches);
    rooms.forEach((room, i) => this.publish(room, heads[i] ?? room.head));
  }

  /**
   * The line broke, and with it the answer: the log itself says whether the words are there, as soon as it can be asked.
   * Those that are not wait again, in front, and everybody's rights are asked of the moment they are written in.
   */
  private async outlast(
    rooms: readonly Room<Socket>[],
    batches: readonly DocBatch[],
    error: unknown,
  ): Promise<void> {
    this.ports.away(error);
    const ends = batches.map(({ after, rows }) => headsOver(after, rows).at(-1) ?? after);
    try {
      // all were written or none
      const [{ doc, epoch } = { doc: '', epoch: 0 }] = batches;
      const written = await patiently(() => this.log.since(doc, epoch, ends[0] as Head));
      rooms.forEach((room, i) => {
        if (written) return this.publish(room, ends[i] as Head);
        room.takeBack();
        this.dirty.add(room);
      });
    } catch (fault) {
      await this.ports.failed(rooms, fault);
    }
  }

  private tellWrote(ms: number, batches: readonly DocBatch[]): void {
    let [updates, bytes] = [0, 0];
    for (const { rows } of batches)
      for (const { body } of rows) {
        updates++;
        bytes += body.length;
      }
    this.ports.wrote?.(ms, updates, bytes);
  }

  private publish(room: Room<Socket>, head: Room<Socket>['head']): void {
    const done = room.inflight;
    try {
      const news = room.committed(head);
      this.ports.committed(room, news, done);
    } catch (error) {
      this.ports.broken(room, error);
    }
  }
}

/** The log refused one document; the disk is fine. */
export function isOneDocuments(error: unknown): error is LogMoved | DocClosed {
  return error instanceof LogMoved || error instanceof DocClosed;
}
