import { sql, type Kysely } from 'kysely';

/*
 * What a page or an act asks for is found by an index: without these, each council paid for the years of all others.
 * Also the days by which remembered answers and sessions end. The words of a council's issues get a run of numbers of
 * their own, the latest lowest: upwards the index reads from one place on, and no other council's. The indexes take about a second on 1.4 GB, the words about two
 * for 50,000 issues; code one version back still runs on it.
 */
const statements = [
  `create index chain_entry_ref on chain_entry (ref_id, kind)`,
  `create index decision_item on decision (item_id)`,
  `create index decision_round on decision (round_id)`,
  `create index decision_meeting on decision (meeting_id)`,
  `create index proposal_meeting on proposal (meeting_id)`,
  `create index round_meeting on round (meeting_id, state)`,
  `create index round_item on round (item_id, state)`,
  `create index round_council on round (council_id, state)`,
  `create index minutes_council on minutes (council_id, state)`,
  `create index agenda_revision_meeting on agenda_revision (meeting_id, at)`,
  `create index agenda_item_issue on agenda_item (issue_id) where issue_id is not null`,
  `create index proxy_grant_meeting on proxy_grant (meeting_id)`,
  `create index role_division_council on role_division (council_id, created_at)`,
  `create index role_task_division on role_task (division_id, position)`,
  `create index role_assignment_division on role_assignment (division_id)`,
  `create index mandate_seat on mandate (seat_id, role)`,
  `create index seat_organization on seat (organization_id)`,
  `create index invitation_council on invitation (council_id, purpose) where used_at is null and revoked_at is null`,
  `create index invitation_purpose on invitation (purpose) where used_at is null and revoked_at is null`,
  `create index invitation_person on invitation (person_id)`,
  `create index material_blob on material (blob_hash) where blob_hash is not null`,
  `create index issue_photo_blob on issue_photo (blob_hash)`,
  `create index idempotency_at on idempotency (at)`,
  `create index session_expires on session (expires_at)`,

  `update issue_words set seq = 4294967296 * (1 + (select count(*) from council where council.id <= issue_words.council_id)) - seq`,
  `insert into issue_search(issue_search) values ('rebuild')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
