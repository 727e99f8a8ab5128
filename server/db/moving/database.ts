import { Kysely } from 'kysely';
import { Client, type Pool } from 'pg';
import { databaseFault, DatabaseFault } from '../database-fault.ts';
import { databaseIn, shownUrl } from '../database-url.ts';
import type { Db } from '../open.ts';
import { PostgresRecords } from '../postgres/dialect.ts';
import type { Records } from '../schema.ts';

/* One connection to PostgreSQL for long work: a house that moves in or out, and a look at what there is. */

/** A database that has answered. */
export interface OpenDatabase {
  readonly client: Client;
  /** The same connection, for what is asked as everywhere. */
  readonly db: Db;
  /** As a person may see it. */
  readonly place: string;
}

/** What every connection of this program is known by, on the side of the database. */
const applicationName = 'yoriai-moving';
/** SERIALIZABLE as it should be, and identity columns that can be overridden in a select (safety D.10). */
const oldest = 130_000;

/** Opens a connection, works and closes it. Throws DatabaseFault for everything that is wrong with the database. */
export async function withDatabase<R>(url: string, work: (database: OpenDatabase) => Promise<R>): Promise<R> {
  if (!databaseIn(url)) throw new DatabaseFault({ code: 'bad-url' });
  let connected = false;
  let client: Client | undefined;
  try {
    client = new Client({
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      types: { getTypeParser },
    });
    // whoever waits for an answer is told; nobody else has to be
    client.on('error', () => undefined);
    await client.connect();
    connected = true;
    const place = shownUrl(url);
    await refuseOld(client, place);
    // nothing here is a moment's work; a lock that does not come is told
    await client.query('set statement_timeout = 0');
    await client.query('set idle_in_transaction_session_timeout = 0');
    await client.query("set lock_timeout = '20s'");
    return await work({ client, db: over(client), place });
  } catch (error) {
    throw databaseFault(error, url, connected) ?? error;
  } finally {
    await client?.end().catch(() => undefined);
  }
}

/** Queries through the one connection; whoever has it closes it. */
function over(client: Client): Db {
  const one = Object.assign(client, { release: () => undefined });
  const pool = { connect: async () => one, end: async () => undefined };
  return new Kysely<Records>({ dialect: new PostgresRecords(pool as unknown as Pool, new Set()) });
}

async function refuseOld(client: Client, place: string): Promise<void> {
  const { rows } = await client.query<{ number: string; version: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as version",
  );
  const [{ number, version } = { number: '0', version: '' }] = rows;
  if (Number(number) < oldest) throw new DatabaseFault({ code: 'too-old', place, version });
}

const [boolean, bytes, int8, int2, int4] = [16, 17, 20, 21, 23];

/** Values as the rows of a house have them (row-digest.ts): times and numbers are small enough for a number. */
function getTypeParser(oid: number): (text: string) => unknown {
  if (oid === boolean) return (text) => (text === 't' ? 1 : 0);
  if (oid === bytes) return (text) => Buffer.from(text.slice(2), 'hex');
  if (oid === int8 || oid === int2 || oid === int4) return Number;
  return String;
}
