import type { Occupant, Room } from './room.ts';

/** What a connection `C` asks of the engine. */
export interface ConnectionPorts<C extends Occupant> {
  /** Number of changes of anybody's rights so far. */
  rightsVersion(): number;
  clock(): number;
  readonly schema: number | undefined;
  /** Asks again who this is and what he may; calls `decided` or closes the connection. */
  recheck(connection: C): void;
  /** The room has something to commit. */
  wake(room: Room<C>): void;
  /** This connection has something to write. */
  write(connection: C): void;
  /** So much waits for the disk that nothing more is read. */
  crowded(): boolean;
  /** Presence of the room changed. */
  presence(room: Room<C>): void;
  /** This connection reads slower than it could. */
  throttled(connection: C): void;
  closed(connection: C): void;
  /** It has sent words into a document that it may only read. */
  refusedWrite(connection: C): void;
  warn(o: object, msg: string): void;
}
