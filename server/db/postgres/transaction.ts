import type { ClientBase, Pool } from 'pg';
import { isUnreachable } from '../faults.ts';

/** How a transaction begins: to write, or to read as of one moment. */
const begins = {
  writing: 'begin isolation level read committed',
  reading: 'begin isolation level repeatable read, read only',
} as const;

/** A broken connection is said to whoever waits for an answer of it; beside that nobody needs to hear it. */
const heard = (): void => undefined;

/** `work` in one transaction, on a connection of the pool. */
export function transact<T>(
  pool: Pool,
  kind: keyof typeof begins,
  work: (client: ClientBase) => Promise<T>,
): Promise<T> {
  return withClient(pool, (client) => inTransaction(client, kind, () => work(client)));
}

/** The same on a connection one has. */
export async function inTransaction<T>(
  client: ClientBase,
  kind: keyof typeof begins,
  work: () => Promise<T>,
): Promise<T> {
  try {
    await client.query(begins[kind]);
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    if (!isUnreachable(error)) await client.query('rollback');
    throw error;
  }
}

/**
 * `work` on a connection of the pool; each statement outside a transaction is one of its own. A connection that went, or
 * fell silent, is not used again.
 */
export async function withClient<T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  client.on('error', heard);
  let lost = false;
  try {
    return await work(client);
  } catch (error) {
    lost = isUnreachable(error);
    throw error;
  } finally {
    client.off('error', heard);
    client.release(lost);
  }
}
