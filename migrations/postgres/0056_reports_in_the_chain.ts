import { sql, type Kysely } from 'kysely';

/* What 0056_reports_in_the_chain does to a data folder: entries of kind `report`, beside whichever kinds there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ said: string }>`
    select pg_get_constraintdef(oid) as said from pg_constraint
    where conname = 'chain_entry_kind_check' and conrelid = 'chain_entry'::regclass`.execute(db);
  const kinds = [...(rows[0]?.said ?? '').matchAll(/'([a-z_]+)'/g)].map(([, kind]) => `'${kind}'`);
  if (kinds.length === 0) throw new Error('chain_entry says no kinds');
  const statements = [
    `alter table chain_entry drop constraint chain_entry_kind_check`,
    `alter table chain_entry add constraint chain_entry_kind_check
       check (kind in (${[...kinds, `'report'`].join(',')}))`,
    `alter table chain_entry alter column kind set default 'minutes'`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
