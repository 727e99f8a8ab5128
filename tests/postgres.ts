import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { installServerByApt } from './apt.ts';
import { freePort } from './free-port.ts';
import { ServerProcess } from './server-process.ts';

/*
 * PostgreSQL for tests: Debian's own, installed when it is missing, on a data folder and a port of its own, gone when the
 * tests are. fixtures/engines.ts has the one that a whole run shares.
 */

export interface PostgresServer {
  /** Of the database `postgres`, as the owner of everything. */
  readonly url: string;
  readonly port: number;
  /** Of the first process: `process.kill(pid, 'SIGSTOP')` freezes no more than it. */
  readonly pid: number;
  /** An orderly stop: what runs is ended and undone. */
  stop(): Promise<void>;
  /** Stops as a crash would: nothing is finished or written; the next start recovers. */
  stopNow(): Promise<void>;
  /** After a stop, on the same data and port. */
  startAgain(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

export interface PostgresOptions {
  /**
   * false: commits do not wait for the disk, which no test can see that leaves the machine switched on. Tests of what
   * survives say true, as it is where people work.
   */
  readonly fsync: boolean;
  /** Where its data folder is made; default: the system's scratch folder. */
  readonly parent?: string;
  /** LC_COLLATE and LC_CTYPE of its databases; default C, under which most functions know ASCII letters only. */
  readonly locale?: string;
  /** more settings, as in postgresql.conf */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const bin = findPostgres();
  const as = otherThanRoot();
  const folder = mkdtempSync(path.join(options.parent ?? tmpdir(), 'yoriai-postgres-'));
  if (as) chownSync(folder, as.uid, as.gid);
  const data = path.join(folder, 'data');
  const password = path.join(folder, 'password');
  writeFileSync(password, secret, { mode: 0o644 });
  const locale = options.locale ?? 'C';
  const init = ['-D', data, '-U', owner, '-E', 'UTF8', `--locale=${locale}`, '-A', 'scram-sha-256'];
  execFileSync(
    path.join(bin, 'initdb'),
    [...init, `--pwfile=${password}`, '--no-sync', '--no-instructions'],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      ...as,
    },
  );
  const port = await freePort();
  const url = `postgres://${owner}:${secret}@127.0.0.1:${port}/postgres`;
  const settings = { ...small, ...(options.fsync ? {} : unsynced), ...options.settings, port: String(port) };
  const server = new ServerProcess({
    name: 'PostgreSQL',
    command: path.join(bin, 'postgres'),
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    as,
    folder,
    logFile: path.join(folder, 'postgres.log'),
    atOnce: 'SIGQUIT',
    async answers() {
      const client = new Client({ connectionString: url });
      // refused while it starts: said by connect() already
      client.on('error', () => undefined);
      await client.connect();
      await client.end();
    },
  });
  try {
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url,
    port,
    get pid() {
      return server.pid;
    },
    stop: () => server.end('SIGINT'),
    stopNow: () => server.end('SIGQUIT'),
    startAgain: () => server.start(),
    async remove() {
      await server.end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Another database of the same server. */
export function databaseUrl(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

const owner = 'yoriai';
const secret = 'aikotoba';

/** Room for three workers of tests and a few houses each; little memory. */
const small = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  log_min_messages: 'warning',
  timezone: 'UTC',
};
const unsynced = { fsync: 'off', full_page_writes: 'off' };

/** The folder of its programs; installed when there is none. Throws a sentence when there is none to be had. */
function findPostgres(): string {
  const found = programs() ?? (install() ? programs() : undefined);
  if (found === undefined)
    throw new Error(
      'No PostgreSQL was found and none could be installed. Install PostgreSQL 13 or newer, then run npm test again.',
    );
  return found;
}

function programs(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...versions.map((version) => path.join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ].find((folder) => ['initdb', 'postgres'].every((name) => existsSync(path.join(folder, name))));
}

function install(): boolean {
  return installServerByApt(['postgresql'], 'the tests on PostgreSQL', ['postgresql-common']);
}

/** PostgreSQL refuses to run as root. */
function otherThanRoot(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (what: string, user: string) =>
    Number(execFileSync('id', [what, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: id('-u', user), gid: id('-g', user) };
    } catch {
      // no such user here
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody.');
}
