import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { holdPair } from '#server/db/held-pair.ts';
import { withDatabase } from '#server/db/moving/database.ts';
import { loadHouse } from '#server/db/moving/load-house.ts';
import { startServer, type TestServer } from '../../tests/browser/server.ts';
import { databaseUrl, startPostgres, type PostgresServer } from '../../tests/postgres.ts';
import { startRedis, type RedisServer } from '../../tests/redis.ts';
import { median } from '../sync/table.ts';

/*
 * One machine on which the same house is served in three ways, one after the other: from a data folder, from PostgreSQL,
 * and from PostgreSQL by two processes that hear of each other by Redis.
 */

export interface Setup {
  readonly name: string;
  readonly engine: 'sqlite' | 'postgres';
  readonly processes: number;
}

export const setups: readonly Setup[] = [
  { name: 'SQLite', engine: 'sqlite', processes: 1 },
  { name: 'PostgreSQL', engine: 'postgres', processes: 1 },
  { name: 'PostgreSQL, two processes', engine: 'postgres', processes: 2 },
];

/** A house that is served. */
export interface Served {
  readonly setup: Setup;
  readonly ports: readonly number[];
  /** of our processes */
  readonly pids: readonly number[];
  /** of the first process of PostgreSQL; undefined: the house lies in a folder */
  readonly databasePid: number | undefined;
  stop(): Promise<void>;
}

export class Ground {
  private readonly postgres: PostgresServer;
  private readonly redis: RedisServer;
  /** databases that hold what lies in a folder */
  private readonly loaded = new Map<string, Promise<string>>();
  /** served, and not stopped yet */
  private readonly running = new Set<Served>();

  private constructor(postgres: PostgresServer, redis: RedisServer) {
    this.postgres = postgres;
    this.redis = redis;
  }

  static async open(): Promise<Ground> {
    const settings = { shared_buffers: '256MB', max_wal_size: '1GB' };
    return new Ground(await startPostgres({ fsync: true, settings }), await startRedis());
  }

  async close(): Promise<void> {
    for (const served of this.running) await served.stop();
    await this.postgres.remove();
    await this.redis.remove();
  }

  /** Serves a copy of the house in `folder`, so that every measurement begins with the same rows. */
  async serve(setup: Setup, folder: string, more: Readonly<Record<string, string>> = {}): Promise<Served> {
    const base = mkdtempSync(path.join(tmpdir(), 'yoriai-scale-'));
    const env = {
      ...(await this.place(setup, folder, path.join(base, '0'))),
      // everybody comes from one address here, and a first night would be due after five minutes
      SYNC_PER_ADDRESS: '100000',
      BACKUP_KEEP: '0',
      ...more,
    };
    const servers: TestServer[] = [];
    for (let n = 0; n < setup.processes; n++)
      servers.push(await startServer({ dataDir: path.join(base, String(n)), env }));
    const { running } = this;
    const served: Served = {
      setup,
      ports: servers.map(({ origin }) => Number(new URL(origin).port)),
      pids: servers.map((server) => server.pid()),
      databasePid: setup.engine === 'postgres' ? this.postgres.pid : undefined,
      async stop() {
        running.delete(served);
        for (const server of servers) await server.dispose();
        rmSync(base, { recursive: true, force: true });
      },
    };
    running.add(served);
    return served;
  }

  /** How often Redis was told something. */
  async hints(): Promise<number> {
    const redis = new Redis(this.redis.url);
    const said = await redis.info('commandstats');
    redis.disconnect();
    return Number(/cmdstat_publish:calls=(\d+)/.exec(said)?.[1] ?? 0);
  }

  /** Bytes a house takes in PostgreSQL beyond what an empty one takes, by table. */
  async bytesOf(folder: string): Promise<Readonly<Record<string, number>>> {
    const { rows } = await this.say<{ name: string; bytes: number }>(
      databaseUrl(this.postgres.url, await this.load(folder)),
      `select relname as name, pg_total_relation_size(oid)::float8 as bytes from pg_class
       where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    return Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes]));
  }

  /** ms of one commit by itself, from its client: the median of a hundred. */
  async commit(): Promise<number> {
    const client = new Client({ connectionString: this.postgres.url });
    await client.connect();
    try {
      await client.query('create table if not exists commits (n int)');
      const took: number[] = [];
      for (let n = 0; n < 100; n++) {
        const from = performance.now();
        await client.query('insert into commits values ($1)', [n]);
        took.push(performance.now() - from);
      }
      return median(took);
    } finally {
      await client.end();
    }
  }

  private async place(setup: Setup, folder: string, dataDir: string): Promise<Record<string, string>> {
    if (setup.engine === 'sqlite') {
      cpSync(folder, dataDir, { recursive: true });
      return {};
    }
    const name = `h_${randomBytes(6).toString('hex')}`;
    await this.say(this.postgres.url, `create database ${name} template ${await this.load(folder)}`);
    return { DATABASE_URL: databaseUrl(this.postgres.url, name), REDIS_URL: this.redis.url };
  }

  /** Name of a database that nobody serves, with what lies in `folder`. */
  private load(folder: string): Promise<string> {
    let loaded = this.loaded.get(folder);
    if (!loaded) this.loaded.set(folder, (loaded = this.loadNow(folder)));
    return loaded;
  }

  private async loadNow(folder: string): Promise<string> {
    const name = `t_${randomBytes(6).toString('hex')}`;
    await this.say(this.postgres.url, `create database ${name} template template0`);
    const url = databaseUrl(this.postgres.url, name);
    const held = holdPair(folder);
    try {
      await withDatabase(url, (database) =>
        loadHouse(database, { held, folder, url, onRow: () => undefined }),
      );
    } finally {
      held.close();
    }
    // as it is after a night: nobody measures what the move has left to tidy up
    await this.say(url, 'vacuum analyze');
    return name;
  }

  private async say<Row extends object>(url: string, statement: string): Promise<{ rows: Row[] }> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return await client.query<Row>(statement);
    } finally {
      await client.end();
    }
  }
}
