import { type Kysely, sql } from 'kysely';

/*
 * Taking an item off an agenda is an act with a name and a time, and can be undone: the words stay where they are, and
 * this says which of them are off. Items that were deleted from the words before stay deleted.
 */
const statements = [
  `create table agenda_removal (
    id text primary key,
    meeting_id text not null references meeting(id),
    item_id text not null,
    title text not null,
    removed_by text not null references person(id),
    removed_at integer not null,
    restored_by text references person(id),
    restored_at integer,
    check ((restored_by is null) = (restored_at is null))
  ) strict`,
  `create index agenda_removal_meeting on agenda_removal (meeting_id)`,
  // off once at a time
  `create unique index agenda_removal_now on agenda_removal (item_id) where restored_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
