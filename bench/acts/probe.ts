import net from 'node:net';
import SQLite from 'better-sqlite3';

/*
 * Loaded into a server before its first module (`node --import`), by the benches only: counts the statements that
 * records.db is asked, and says so, with what the process has used, to whoever connects to the socket at PROBE.
 * The server itself knows nothing of it.
 */

/** What a probed server says of itself. */
export interface Probed {
  readonly pid: number;
  /** statements on records.db since the start, begin and commit among them */
  readonly statements: number;
  /** CPU time used since the start, ms, all threads */
  readonly cpu: number;
}

type Ask = (this: SQLite.Statement, ...args: unknown[]) => unknown;

let statements = 0;
const memory = new SQLite(':memory:');
const prototype = Object.getPrototypeOf(memory.prepare('select 1')) as Record<string, Ask>;
memory.close();
for (const verb of ['run', 'get', 'all', 'iterate']) {
  const ask = prototype[verb];
  if (!ask) throw new Error(`a statement has no ${verb}`);
  prototype[verb] = function (...args) {
    if (this.database.name.endsWith('records.db')) statements++;
    return ask.apply(this, args);
  };
}

net
  .createServer((socket) => {
    socket.on('error', () => socket.destroy());
    const { user, system } = process.cpuUsage();
    const said: Probed = { pid: process.pid, statements, cpu: (user + system) / 1e3 };
    socket.end(JSON.stringify(said));
  })
  .listen(process.env.PROBE)
  .unref();
