import { performance } from 'node:perf_hooks';
import { closeCode, closeCodes } from '#lib/wire/close-codes.ts';
import type { Connection } from './connection.ts';
import { patiently } from './patience.ts';
import type { RightsMoved, SyncPorts } from './ports.ts';
import type { Room } from './room.ts';

/**
 * Rights of those who are connected: they hold until something moves that they rest on. Then they are asked again:
 * at once, and before the next frame or commit of this person.
 */
export class RightsWatch {
  /** Number of changes so far: who was being let in meanwhile is asked again. */
  version = 1;
  private readonly ports: SyncPorts;
  private readonly wake: (room: Room<Connection>) => void;

  /** `wake`: what waited for an answer may be committed. */
  constructor(ports: SyncPorts, wake: (room: Room<Connection>) => void) {
    this.ports = ports;
    this.wake = wake;
  }

  /** Asks those of `connections` whom a change concerns, and nobody else. */
  moved(moved: RightsMoved, connections: Iterable<Connection>): void {
    this.version++;
    for (const connection of connections) if (connection.rightsMoved(moved)) this.ask(connection);
  }

  /** Asks everybody: anything may have changed. */
  anyMoved(connections: Iterable<Connection>): void {
    this.version++;
    for (const connection of connections) {
      connection.anyRightsMoved();
      this.ask(connection);
    }
  }

  /** Asks unless it is being asked already. */
  ask(connection: Connection): void {
    if (connection.asking || connection.closing) return;
    connection.asking = true;
    void this.recheck(connection);
  }

  /** For a connection that has marked itself as asking. */
  async recheck(connection: Connection): Promise<void> {
    const { room } = connection;
    try {
      let actor: Awaited<ReturnType<SyncPorts['actorOf']>> = connection.actor;
      for (;;) {
        const { version } = this;
        if (connection.takeStale() === 'session')
          actor = await patiently(() => this.ports.actorOf(connection.cookie));
        if (actor === undefined || actor === 'ended' || actor.personId !== connection.personId) {
          await this.sendAway(connection, closeCodes.sessionEnded.code);
          return;
        }
        const who = actor;
        const rights = await patiently(() => this.ports.rightsOf(who, room.name));
        if ('refused' in rights) {
          await this.sendAway(connection, rights.refused);
          return;
        }
        if (rights.mode === 'r') await this.discard(connection);
        if (!connection.holdsSince(version)) continue;
        connection.decided(actor, rights, version);
        return;
      }
    } catch (error) {
      this.ports.log.error({ err: error, doc: room.name }, 'rights could not be asked');
      await this.sendAway(connection, closeCodes.overload.code);
    } finally {
      connection.asking = false;
      if (!connection.closing) connection.work(performance.now());
      if (room.queue.length > 0) this.wake(room);
    }
  }

  /** At commit everybody's rights are those of this moment, or are asked first. */
  mayCommit(room: Room<Connection>): 'now' | 'later' {
    let answer: 'now' | 'later' = 'now';
    for (const { from } of room.queue) {
      const connection = from as Connection | undefined;
      if (!connection || connection.fresh) continue;
      answer = 'later';
      if (connection.asking) continue;
      // a socket that closed after it sent is asked for too
      connection.asking = true;
      void this.recheck(connection);
    }
    return answer;
  }

  private async sendAway(connection: Connection, code: number): Promise<void> {
    await this.discard(connection);
    connection.close(code, closeCode(code)?.name ?? '');
  }

  /**
   * What a person sent whose right is gone: nobody has seen it, and nobody will. What was being written to the disk
   * already is everybody's: he is told that it is saved before he hears that he may not write any more.
   */
  private async discard(connection: Connection): Promise<void> {
    const { room } = connection;
    room.dropFrom(connection);
    while (room.carries(connection)) {
      await room.settled();
      // what came too late for the log waits again
      room.dropFrom(connection);
    }
  }
}
