import type { Occupant, Room } from './room.ts';

/**
 * Rooms whose log others have written into: brought to its end one read at a time, however often it is said that there is
 * something new. Nothing of a room is written meanwhile, so that what waits in it is judged by all there is.
 */
export class Followers<Socket extends Occupant> {
  private readonly under = new Map<Room<Socket>, { again: boolean; readonly done: Promise<void> }>();
  private readonly read: (room: Room<Socket>) => Promise<void>;
  private readonly over: () => void;

  /** `read` brings a room to the end of its log and never rejects; `over`: what had to wait for it may not have to any more. */
  constructor(read: (room: Room<Socket>) => Promise<void>, over: () => void) {
    this.read = read;
    this.over = over;
  }

  has(room: Room<Socket>): boolean {
    return this.under.has(room);
  }

  /** Resolves when the room has read whatever was in its log at the time of the call. */
  follow(room: Room<Socket>): Promise<void> {
    const running = this.under.get(room);
    if (running) {
      running.again = true;
      return running.done;
    }
    const done = this.readOn(room);
    this.under.set(room, { again: false, done });
    return done;
  }

  private async readOn(room: Room<Socket>): Promise<void> {
    // whoever asks in this moment is answered by one read
    await undefined;
    const state = this.under.get(room);
    try {
      do {
        if (state) state.again = false;
        while (room.inflight.length > 0) await room.settled();
        if (!room.gone) await this.read(room);
      } while (state?.again && !room.gone);
    } finally {
      this.under.delete(room);
      this.over();
    }
  }
}
