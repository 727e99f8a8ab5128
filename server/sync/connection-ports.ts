import type { Connection } from './connection.ts';
import type { Room } from './room.ts';

/** What a connection asks of the engine. */
export interface ConnectionPorts {
  accessVersion(): number;
  clock(): number;
  readonly schema: number | undefined;
  /** Asks again who this is and what he may; calls `decided` or closes the connection. */
  recheck(connection: Connection): void;
  /** The room has something to commit. */
  wake(room: Room<Connection>): void;
  /** This connection has something to write. */
  write(connection: Connection): void;
  /** So much waits for the disk that nothing more is read. */
  crowded(): boolean;
  /** Presence of the room changed. */
  presence(room: Room<Connection>): void;
  /** This connection reads slower than it could. */
  throttled(connection: Connection): void;
  closed(connection: Connection): void;
  warn(o: object, msg: string): void;
}
