import { type Kysely, sql } from 'kysely';

/*
 * Councils that move between servers. `council_former_slug`: addresses a council had before it came in under another one;
 * what was sealed until then names the old one. `council_moved`: councils that live on another server now, whose addresses
 * here lead there. `audit_origin`: what the first act of a council that came from another house follows there;
 * `audit_earlier`: its acts from before the chains were separate, which follow acts of others that did not come along.
 * Tables that begin empty; code one version back still runs beside them. No `down`.
 */
const kept = ['council_former_slug', 'audit_origin', 'audit_earlier'];

const statements = [
  `create table council_former_slug (
    council_id text not null references council(id),
    slug text not null,
    until_at integer not null,
    primary key (council_id, slug)
  ) strict, without rowid`,
  `create index former_slug on council_former_slug (slug)`,
  `create table council_moved (
    council_id text primary key references council(id),
    url text not null,
    at integer not null
  ) strict, without rowid`,
  `create table audit_origin (
    council_id text primary key references council(id),
    hash text not null
  ) strict, without rowid`,
  `create table audit_earlier (
    council_id text not null references council(id),
    seq integer not null,
    at integer not null,
    person_id text,
    command text not null,
    entity text not null,
    entity_id text not null,
    detail text not null,
    prev_hash text not null,
    hash text not null,
    primary key (council_id, seq)
  ) strict, without rowid`,
  ...kept.flatMap((table) =>
    ['update', 'delete'].map(
      (verb) =>
        `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${table} is append-only'); end`,
    ),
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
