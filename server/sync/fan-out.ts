import { performance } from 'node:perf_hooks';
import type { Connection } from './connection.ts';
import { awarenessFrame, updateFrame } from './frames.ts';
import type { PresenceState } from './ports.ts';
import type { Room } from './room.ts';

type DocRoom = Room<Connection>;

/**
 * Everything that leaves the server: what a room is told is encoded once, words and presence as one buffer; what a
 * socket is told in one moment is one write.
 */
export class FanOut {
  private readonly toWrite = new Set<Connection>();
  private readonly presenceNews = new Set<DocRoom>();
  /** rooms where somebody moves faster than he is shown */
  private readonly presenceHeld = new Set<DocRoom>();
  private scheduled = false;
  private readonly tellOthers: ((docName: string, states: readonly PresenceState[]) => void) | undefined;

  /** `tellOthers`: who came, moved or left here, for other processes. */
  constructor(tellOthers?: (docName: string, states: readonly PresenceState[]) => void) {
    this.tellOthers = tellOthers;
  }

  /** This connection has something in its outbox. */
  writeSoon(connection: Connection): void {
    this.toWrite.add(connection);
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.writeAll();
    });
  }

  writeAll(): void {
    if (this.toWrite.size === 0) return;
    const now = performance.now();
    for (const connection of this.toWrite) connection.flush(now);
    this.toWrite.clear();
  }

  /** Somebody came, moved or left; told with the next words, or at the next tick. */
  presenceChanged(room: DocRoom): void {
    if (room.presence.dirty) this.presenceNews.add(room);
    if (room.presence.holds) this.presenceHeld.add(room);
  }

  forget(room: DocRoom): void {
    this.presenceNews.delete(room);
    this.presenceHeld.delete(room);
  }

  /** Tells everybody in the room what came on the disk, and who is where. Whoever does not read is caught up later. */
  tell(room: DocRoom, update: Uint8Array | undefined): void {
    const words = update && updateFrame(update);
    const presence = this.presenceFrame(room);
    const bytes = words && presence ? Buffer.concat([words, presence]) : (words ?? presence);
    if (!bytes) return;
    for (const connection of room.sockets) {
      if (connection.behind) continue;
      if (words) connection.tell(bytes);
      else connection.send(bytes);
    }
  }

  /** Presence that no words took along. */
  tellPresence(now: number): void {
    for (const room of this.presenceHeld) {
      room.presence.release(now);
      if (room.presence.dirty) this.presenceNews.add(room);
      if (!room.presence.holds) this.presenceHeld.delete(room);
    }
    for (const room of [...this.presenceNews]) this.tell(room, undefined);
  }

  private presenceFrame(room: DocRoom): Buffer | undefined {
    if (!this.presenceNews.delete(room)) return undefined;
    const here = this.tellOthers && room.presence.newsHere();
    if (here && here.length > 0) this.tellOthers?.(room.name, here);
    const news = room.presence.news();
    return news && awarenessFrame(news);
  }
}
