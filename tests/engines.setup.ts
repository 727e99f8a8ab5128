import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startPostgres, type PostgresServer } from './postgres.ts';
import { startRedis, type RedisServer } from './redis.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the workers ask for the servers they share: fixtures/engines.ts. */
    engines: number;
  }
}

/**
 * Around a whole run of vitest: one PostgreSQL and one Redis for all its workers, started when the first of them asks.
 * This PostgreSQL does not wait for the disk; whoever tests what survives starts one of his own.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  let postgres: Promise<PostgresServer> | undefined;
  let redis: Promise<RedisServer> | undefined;
  const door = createServer((request, response) => {
    const server =
      request.url === '/postgres' ? (postgres ??= startPostgres({ fsync: false })) : (redis ??= startRedis());
    server.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  provide('engines', (door.address() as AddressInfo).port);
  return async () => {
    door.closeAllConnections();
    await new Promise((resolve) => door.close(resolve));
    for (const server of [postgres, redis]) await (await server?.catch(() => undefined))?.remove();
  };
}
