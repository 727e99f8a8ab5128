import { performance } from 'node:perf_hooks';
import { closeCodes } from '#lib/wire/close-codes.ts';
import { limits } from '#lib/wire/limits.ts';
import type { Connection } from './connection.ts';
import type { RightsWatch } from './rights-watch.ts';

/** ms */
const pingEvery = 25_000;

/** Lines over time: those read slower than they could be, those that are silent, and those that do not read. */
export class LineWatch {
  private readonly connections: ReadonlySet<Connection>;
  private readonly rights: RightsWatch;
  private readonly throttled = new Set<Connection>();
  private pingedAt = performance.now();

  constructor(connections: ReadonlySet<Connection>, rights: RightsWatch) {
    this.connections = connections;
    this.rights = rights;
  }

  /** This connection reads slower than it could. */
  throttle(connection: Connection): void {
    this.throttled.add(connection);
  }

  forget(connection: Connection): void {
    this.throttled.delete(connection);
  }

  /** Reads on where it was left. */
  readOn(now: number): void {
    for (const connection of [...this.throttled]) {
      this.throttled.delete(connection);
      if (connection.closing) continue;
      connection.work(now);
      const since = connection.throttledSince;
      if (since !== undefined && now - since > limits.throttled) connection.closeWith(closeCodes.overload);
    }
  }

  /** Once a second: rights, lines that are silent or not read. */
  sweep(now: number): void {
    const pingNow = now - this.pingedAt >= pingEvery;
    if (pingNow) this.pingedAt = now;
    for (const connection of [...this.connections]) {
      if (!connection.fresh) this.rights.ask(connection);
      this.watch(connection, now, pingNow);
    }
  }

  private watch(connection: Connection, now: number, pingNow: boolean): void {
    const { unread, behind } = connection;
    if (behind) {
      if (unread < limits.unread / 16) connection.catchUp();
      else if (unread < behind.unread) Object.assign(behind, { unread, since: now });
      else if (now - behind.since > limits.stalled) {
        connection.closeWith(closeCodes.overload);
        connection.terminate();
        return;
      }
    }
    if (now - connection.lastSent > limits.silence) connection.keepAlive();
    if (!pingNow) return;
    if (connection.pingsUnanswered >= 2) connection.terminate();
    else connection.ping();
  }
}
