import { sql, type Kysely } from 'kysely';

/* What 0042_drawn_lots does to a data folder: draws, which are announced once and made once (LOT1–LOT9). */
const text = 'text collate "C"';

const announced = `id, council_id, fiscal_year, seq, title, kind, drawn_count, names, source, figure, figure_on, visibility,
  secret_hash, list_hash, announced_by, announced_at`;

const statements = [
  `create table lot_draw (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    fiscal_year bigint not null,
    seq bigint not null,
    title ${text} not null,
    kind ${text} not null check (kind in ('some','groups','turns')),
    drawn_count bigint,
    names ${text} not null,
    source ${text} not null check (source in ('room','published')),
    figure ${text} not null,
    figure_on ${text},
    visibility ${text} not null check (visibility in ('open','council')),
    secret_hash ${text} not null,
    list_hash ${text} not null,
    announced_by ${text} not null references person(id),
    announced_at bigint not null,
    state ${text} not null check (state in ('announced','drawn','set_aside')),
    secret ${text},
    said ${text},
    seed ${text},
    reason ${text} not null default '',
    ended_by ${text} references person(id),
    ended_at bigint,
    unique (council_id, fiscal_year, seq)
  )`,
  `create table lot_secret (
    draw_id ${text} primary key not null references lot_draw(id),
    secret ${text} not null
  )`,
  `create trigger lot_draw_announced before update of ${announced} on lot_draw for each row
   execute function refuse('what was announced of a draw is fixed')`,
  `create trigger lot_draw_once before update on lot_draw for each row when (old.state <> 'announced')
   execute function refuse('a draw is made once')`,
  `create trigger lot_draw_no_delete before delete on lot_draw for each row execute function refuse('a draw is kept')`,
  `create trigger lot_draw_no_truncate before truncate on lot_draw execute function refuse('a draw is kept')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
