import type { OpenDatabase } from './database.ts';

/*
 * Rows that were written under triggers and references once are loaded without them: the order of the rows would matter
 * otherwise, and some may no longer be written by anybody (a roll that is frozen). References are looked at as a whole
 * when they are put back. All of it is undone where the transaction is.
 */

interface Reference {
  readonly of: string;
  readonly name: string;
  readonly says: string;
}

/** Takes references and triggers away within a transaction; what it answers puts them back and throws where one is broken. */
export async function withoutChecks(database: OpenDatabase): Promise<() => Promise<void>> {
  const { client } = database;
  const references = await referencesIn(database);
  const enable = await withoutTriggers(database);
  for (const { of, name } of references) await client.query(`alter table ${of} drop constraint ${name}`);
  return async () => {
    for (const { of, name, says } of references)
      await client.query(`alter table ${of} add constraint ${name} ${says}`);
    await enable();
  };
}

/**
 * The same for a few rows into a house that is there: references are looked at when all of them are in, and only those of
 * the new rows. Until the transaction ends nobody else reads or writes.
 */
export async function withLateChecks(database: OpenDatabase): Promise<() => Promise<void>> {
  const { client } = database;
  const references = await referencesIn(database);
  const enable = await withoutTriggers(database);
  for (const { of, name } of references)
    await client.query(`alter table ${of} alter constraint ${name} deferrable initially deferred`);
  return async () => {
    await client.query('set constraints all immediate');
    for (const { of, name } of references)
      await client.query(`alter table ${of} alter constraint ${name} not deferrable`);
    await enable();
  };
}

async function referencesIn({ client }: OpenDatabase): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(
    `select conrelid::regclass::text as of, quote_ident(conname) as name, pg_get_constraintdef(oid) as says
     from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by 1, 2`,
  );
  return rows;
}

async function withoutTriggers({ client }: OpenDatabase): Promise<() => Promise<void>> {
  const { rows: held } = await client.query<{ table: string }>(
    `select distinct tgrelid::regclass::text as table from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where not tgisinternal and c.relnamespace = current_schema()::regnamespace order by 1`,
  );
  for (const { table } of held) await client.query(`alter table ${table} disable trigger user`);
  return async () => {
    for (const { table } of held) await client.query(`alter table ${table} enable trigger user`);
  };
}

/** Numbers that the database gives away go on after the highest there is. */
export async function continueNumbers({ client }: OpenDatabase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.oid::regclass::text as table, quote_ident(a.attname) as column,
       pg_get_serial_sequence(c.oid::regclass::text, a.attname) as sequence
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0
       and not a.attisdropped and pg_get_serial_sequence(c.oid::regclass::text, a.attname) is not null`,
  );
  for (const { table, column, sequence } of rows)
    await client.query(
      `select setval($1, coalesce(max(${column}), 1), max(${column}) is not null) from ${table}`,
      [sequence],
    );
}
