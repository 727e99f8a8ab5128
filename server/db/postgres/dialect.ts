import {
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
  type QueryCompiler,
} from 'kysely';
import type { Pool } from 'pg';
import { isUnreachable } from '../faults.ts';
import { RecordsCompiler } from './compiler.ts';

/** The records in PostgreSQL; `full` are names of columns that are never empty, and may become known later. */
export class PostgresRecords extends PostgresDialect {
  private readonly full: ReadonlySet<string>;

  constructor(pool: Pool, full: ReadonlySet<string>) {
    super({ pool: withoutLost(pool) });
    this.full = full;
  }

  override createQueryCompiler(): QueryCompiler {
    return new RecordsCompiler(this.full);
  }
}

/** A connection that did not answer in time still owes its answer: it is given back to be closed, not to be used again. */
function withoutLost(pool: Pool): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect();
      let lost = false;
      const query = async (text: string, values: readonly unknown[]) => {
        try {
          return (await client.query(
            text,
            values.map(withoutNul),
          )) as unknown as PostgresQueryResult<unknown>;
        } catch (error) {
          lost ||= isUnreachable(error);
          throw error;
        }
      };
      const release = (destroy?: boolean) => client.release(lost || destroy === true);
      return { query, release } as unknown as PostgresPoolClient;
    },
    end: () => pool.end(),
  } as PostgresPool;
}

/**
 * PostgreSQL keeps every sign in a text but U+0000. What people write has none (CAN6); in a name, a path or a key that
 * somebody made up it stands for nothing that there is.
 */
function withoutNul(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}
