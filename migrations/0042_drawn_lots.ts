import { type Kysely, sql } from 'kysely';

/*
 * Draws (LOT1–LOT9). What was announced stays as it was announced; a draw is made once. Its secret lies apart until then,
 * so that nothing that shows a draw can show it early. Tables that begin empty.
 */
const announced = [
  'id',
  'council_id',
  'fiscal_year',
  'seq',
  'title',
  'kind',
  'drawn_count',
  'names',
  'source',
  'figure',
  'figure_on',
  'visibility',
  'secret_hash',
  'list_hash',
  'announced_by',
  'announced_at',
];

const statements = [
  `create table lot_draw (
    id text primary key,
    council_id text not null references council(id),
    fiscal_year integer not null,
    seq integer not null,
    title text not null,
    kind text not null check (kind in ('some','groups','turns')),
    drawn_count integer,
    names text not null,
    source text not null check (source in ('room','published')),
    figure text not null,
    figure_on text,
    visibility text not null check (visibility in ('open','council')),
    secret_hash text not null,
    list_hash text not null,
    announced_by text not null references person(id),
    announced_at integer not null,
    state text not null check (state in ('announced','drawn','set_aside')),
    secret text,
    said text,
    seed text,
    reason text not null default '',
    ended_by text references person(id),
    ended_at integer,
    unique (council_id, fiscal_year, seq)
  ) strict`,
  `create table lot_secret (
    draw_id text primary key not null references lot_draw(id),
    secret text not null
  ) strict`,
  `create trigger lot_draw_announced before update of ${announced.join(', ')} on lot_draw
   begin select raise(abort, 'what was announced of a draw is fixed'); end`,
  `create trigger lot_draw_once before update on lot_draw when old.state <> 'announced'
   begin select raise(abort, 'a draw is made once'); end`,
  `create trigger lot_draw_no_delete before delete on lot_draw
   begin select raise(abort, 'a draw is kept'); end`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
