import { type Kysely, sql } from 'kysely';

/*
 * Papers that go out to the seats of a meeting: a ballot paper for a frozen text, a proxy form for the meeting. When each
 * was sent and came back; that it was typed in, the replies and proxies themselves say. Counts nothing.
 */
const statements = [
  `create table paper_sheet (
    id text primary key,
    meeting_id text not null references meeting(id),
    kind text not null check (kind in ('ballot','proxy')),
    version_id text references proposal_version(id),
    seat_id text not null references seat(id),
    sent_at integer,
    sent_by text references person(id),
    returned_at integer,
    returned_by text references person(id),
    check ((kind = 'ballot') = (version_id is not null)),
    check ((sent_at is null) = (sent_by is null)),
    check ((returned_at is null) = (returned_by is null))
  ) strict`,
  `create unique index paper_sheet_ballot on paper_sheet (version_id, seat_id) where kind = 'ballot'`,
  `create unique index paper_sheet_proxy on paper_sheet (meeting_id, seat_id) where kind = 'proxy'`,
  // a text that is frozen looks whether papers wait for it
  `create index paper_sheet_version on paper_sheet (version_id)`,
  `create index paper_sheet_meeting on paper_sheet (meeting_id, kind, version_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
