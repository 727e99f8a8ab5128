import { sql, type Kysely } from 'kysely';

/*
 * The first tables: councils and who sits in them, meetings, rounds, decisions with role division,
 * minutes, the sealed chain, issues. Times are integer ms since 1970 UTC (`…_at`), calendar dates are
 * 'YYYY-MM-DD' in Asia/Tokyo (`…_on`), lists and rule sets are JSON text. Ids are 128 random bits.
 * There is no `down`: records with civic force are not taken back.
 */
const tables = [
  `create table council (
    id text primary key,
    slug text not null unique,
    name text not null,
    city text not null,
    district text not null,
    founded_on text not null,
    rule_set_id text not null,
    created_at integer not null
  ) strict`,

  `create table rule_set (
    id text primary key,
    council_id text not null references council(id),
    version integer not null,
    body text not null,
    decision_id text,
    created_at integer not null,
    unique (council_id, version)
  ) strict`,

  `create table organization (
    id text primary key,
    council_id text not null references council(id),
    name text not null,
    kind text not null,
    party text not null check (party in ('community','administration','partner')),
    fields text not null default '[]',
    created_at integer not null,
    unique (council_id, name)
  ) strict`,

  `create table seat (
    id text primary key,
    council_id text not null references council(id),
    organization_id text references organization(id),
    no integer not null,
    label text not null,
    weight text not null default '1',
    from_on text not null,
    to_on text,
    unique (council_id, no)
  ) strict`,

  `create table person (
    id text primary key,
    display_name text not null,
    kana text not null default '',
    login_name text unique,
    password_hash text,
    locale text not null default 'ja',
    created_at integer not null,
    erased_at integer
  ) strict`,

  `create table mandate (
    id text primary key,
    council_id text not null references council(id),
    person_id text not null references person(id),
    seat_id text references seat(id),
    organization_id text references organization(id),
    role text not null check (role in ('member','alternate','chair','vice_chair','facilitator','recorder','treasurer',
      'secretariat','officer','auditor','translator','subcommittee_head','resident','observer','delegate')),
    powers text not null default '[]',
    from_on text not null,
    to_on text,
    created_at integer not null,
    ended_at integer
  ) strict`,
  `create index mandate_person on mandate (person_id, council_id)`,
  `create index mandate_council on mandate (council_id, role)`,
  // no two sitting members on one seat (domain §4.1)
  `create unique index mandate_one_member_a_seat on mandate (seat_id) where role = 'member' and ended_at is null and seat_id is not null`,

  `create table invitation (
    id text primary key,
    council_id text references council(id),
    person_id text references person(id),
    purpose text not null check (purpose in ('setup','member','password','resident')),
    token_hash text not null unique,
    created_by text references person(id),
    created_at integer not null,
    expires_at integer not null,
    used_at integer,
    revoked_at integer
  ) strict`,

  `create table session (
    id text primary key,
    person_id text not null references person(id) on delete cascade,
    created_at integer not null,
    expires_at integer not null,
    absolute_expires_at integer not null,
    device text not null default ''
  ) strict`,
  `create index session_person on session (person_id)`,

  `create table idempotency (
    scope text not null,
    key text not null,
    command text not null,
    body_hash text not null,
    answer text not null,
    at integer not null,
    primary key (scope, key)
  ) strict`,

  `create table audit_event (
    seq integer primary key,
    at integer not null,
    council_id text,
    person_id text,
    command text not null,
    entity text not null,
    entity_id text not null,
    detail text not null,
    prev_hash text not null,
    hash text not null
  ) strict`,
  `create index audit_council on audit_event (council_id, seq)`,

  `create table meeting (
    id text primary key,
    council_id text not null references council(id),
    fiscal_year integer not null,
    seq integer not null,
    kind text not null check (kind in ('live','hybrid')),
    starts_at integer not null,
    ends_at integer not null,
    place text not null,
    online_url text,
    visibility text not null check (visibility in ('open','partly','closed')),
    closed_reason text,
    observer_capacity integer,
    state text not null check (state in ('draft','called','in_session','recess','closed','inquorate','cancelled','postponed')),
    called_at integer,
    urgent_reason text,
    cancel_reason text,
    opened_at integer,
    closed_at integer,
    presiding_person_id text references person(id),
    current_item_id text,
    current_since integer,
    created_by text not null references person(id),
    created_at integer not null,
    unique (council_id, fiscal_year, seq)
  ) strict`,

  `create table agenda_item (
    id text primary key,
    meeting_id text not null references meeting(id),
    position integer not null,
    type text not null check (type in ('opening','greeting','report','discussion','decision','other','next_date','closing','post_session')),
    title text not null,
    presenter text not null default '',
    minutes_planned integer not null,
    visibility text not null check (visibility in ('open','closed')),
    state text not null check (state in ('listed','discussing','decided','reported','carried_over','withdrawn')),
    issue_id text,
    decision_id text,
    started_at integer,
    spent_ms integer not null default 0
  ) strict`,
  `create index agenda_item_meeting on agenda_item (meeting_id, position)`,

  `create table agenda_revision (
    id text primary key,
    meeting_id text not null references meeting(id),
    at integer not null,
    person_id text not null,
    occasion text not null,
    items text not null,
    text_hash text not null
  ) strict`,

  `create table material (
    id text primary key,
    meeting_id text not null references meeting(id),
    item_id text,
    no integer not null,
    title text not null,
    file_name text,
    mime text,
    bytes integer,
    blob_hash text,
    url text,
    visibility text not null check (visibility in ('open','closed')),
    created_by text not null references person(id),
    created_at integer not null,
    withdrawn_at integer,
    unique (meeting_id, no)
  ) strict`,

  `create table attendance (
    id text primary key,
    meeting_id text not null references meeting(id),
    seat_id text references seat(id),
    person_id text references person(id),
    name text not null default '',
    mode text not null check (mode in ('in_person','online','alternate','absent','observer','staff')),
    via text not null check (via in ('self','recorded','paper')),
    arrived_at integer not null,
    left_at integer,
    recorded_by text not null references person(id)
  ) strict`,
  // a seat is counted once (domain §4.1)
  `create unique index attendance_one_a_seat on attendance (meeting_id, seat_id) where left_at is null and seat_id is not null`,
  `create index attendance_meeting on attendance (meeting_id)`,

  `create table proxy_grant (
    id text primary key,
    meeting_id text not null references meeting(id),
    from_seat_id text not null references seat(id),
    to_seat_id text references seat(id),
    choice text check (choice in ('for','against','abstain')),
    source text not null check (source in ('paper','app')),
    recorded_by text not null references person(id),
    at integer not null,
    revoked_at integer
  ) strict`,
  `create unique index proxy_one_a_seat on proxy_grant (meeting_id, from_seat_id) where revoked_at is null`,

  `create table proposal (
    id text primary key,
    council_id text not null references council(id),
    meeting_id text not null references meeting(id),
    item_id text not null references agenda_item(id),
    state text not null check (state in ('draft','frozen','round_open','round_closed','decided','not_yet','deferred','withdrawn')),
    created_at integer not null,
    unique (item_id)
  ) strict`,

  `create table proposal_version (
    id text primary key,
    proposal_id text not null references proposal(id),
    n integer not null,
    text text not null,
    text_hash text not null,
    frozen_at integer not null,
    frozen_by text not null references person(id),
    unique (proposal_id, n)
  ) strict`,

  `create table round (
    id text primary key,
    council_id text not null references council(id),
    meeting_id text not null references meeting(id),
    item_id text not null references agenda_item(id),
    proposal_id text not null references proposal(id),
    version_id text not null references proposal_version(id),
    no integer not null,
    mode text not null check (mode in ('consent','majority')),
    rule text not null,
    rule_version integer not null,
    text_hash text not null,
    opened_at integer not null,
    opened_by text not null references person(id),
    closes_at integer,
    state text not null check (state in ('open','closed','declared','void')),
    closed_at integer,
    closed_by text references person(id),
    chair_casts text check (chair_casts in ('for','against')),
    input text,
    outcome text,
    void_reason text,
    unique (proposal_id, no)
  ) strict`,
  // exactly one open round at a time (domain §4.1 Proposal)
  `create unique index round_one_open on round (proposal_id) where state = 'open'`,

  `create table round_roll (
    round_id text not null references round(id),
    seat_id text not null references seat(id),
    key text not null,
    weight text not null,
    chair integer not null default 0,
    label text not null,
    person_id text references person(id),
    primary key (round_id, seat_id),
    unique (round_id, key)
  ) strict`,

  `create table ballot (
    id text primary key,
    round_id text not null references round(id),
    seat_id text not null references seat(id),
    choice text not null,
    reason text not null default '',
    would_agree_if text not null default '',
    via text not null check (via in ('live','electronic','paper')),
    at integer not null,
    text_hash text not null,
    entered_by text not null references person(id)
  ) strict`,
  `create index ballot_round on ballot (round_id, seat_id)`,

  `create table objection (
    id text primary key,
    round_id text not null references round(id),
    ballot_id text not null references ballot(id),
    seat_id text not null references seat(id),
    kind text not null check (kind in ('objection','concern')),
    reason text not null,
    would_agree_if text not null default '',
    state text not null check (state in ('open','answered','withdrawn','integrated','overruled')),
    response text not null default '',
    answered_by text references person(id),
    answered_at integer,
    withdrawn_at integer
  ) strict`,
  `create index objection_round on objection (round_id)`,

  `create table decision (
    id text primary key,
    council_id text not null references council(id),
    fiscal_year integer not null,
    seq integer not null,
    meeting_id text not null references meeting(id),
    item_id text references agenda_item(id),
    round_id text references round(id),
    title text not null,
    text text not null,
    text_hash text not null,
    outcome_code text not null,
    declared_code text not null,
    declared_reason text,
    declared_by text not null references person(id),
    declared_at integer not null,
    scope text not null check (scope in ('district','city_wide')),
    review_on text,
    minority text not null default '[]',
    state text not null check (state in ('recorded','in_effect','completed','superseded','rescinded')),
    unique (council_id, fiscal_year, seq)
  ) strict`,

  `create table role_division (
    id text primary key,
    council_id text not null references council(id),
    decision_id text not null unique references decision(id),
    title text not null,
    level integer not null check (level between 1 and 5),
    from_on text,
    to_on text,
    cost text not null default '',
    comparison text not null default '',
    review_on text,
    created_by text not null references person(id),
    created_at integer not null
  ) strict`,

  `create table role_task (
    id text primary key,
    division_id text not null references role_division(id),
    position integer not null,
    title text not null,
    detail text not null default '',
    scope text not null check (scope in ('district','city_wide')),
    level integer not null check (level between 1 and 5),
    due_on text,
    frequency text not null default '',
    request_to_city integer not null default 0,
    done_at integer
  ) strict`,

  `create table role_assignment (
    id text primary key,
    task_id text not null references role_task(id),
    division_id text not null references role_division(id),
    organization_id text not null references organization(id),
    responsibility text not null check (responsibility in ('lead','support','consulted','informed')),
    state text not null check (state in ('asked','accepted','declined','negotiating','informed','done')),
    asked_at integer not null,
    answered_at integer,
    answered_by text references person(id),
    note text not null default '',
    unique (task_id, organization_id)
  ) strict`,
  `create index role_assignment_organization on role_assignment (organization_id, state)`,

  `create table minutes (
    id text primary key,
    council_id text not null references council(id),
    meeting_id text not null unique references meeting(id),
    state text not null check (state in ('drafting','circulated','sealed','published')),
    drafted_at integer not null,
    circulated_at integer,
    due_on text,
    signatories text not null default '[]',
    document text,
    text_hash text,
    chain_seq integer,
    sealed_at integer,
    sealed_by text references person(id),
    published_at integer
  ) strict`,

  `create table minutes_signature (
    minutes_id text not null references minutes(id),
    person_id text not null references person(id),
    capacity text not null check (capacity in ('chair','signatory')),
    text_hash text not null,
    at integer not null,
    primary key (minutes_id, person_id, text_hash)
  ) strict`,

  `create table chain_entry (
    council_id text not null references council(id),
    seq integer not null,
    kind text not null check (kind in ('minutes','decision','erratum')),
    ref_id text not null,
    prev text not null,
    hash text not null,
    body text not null,
    at integer not null,
    primary key (council_id, seq)
  ) strict`,

  `create table chain_disclosure (
    council_id text not null,
    seq integer not null,
    name text not null,
    value text not null,
    salt text not null,
    primary key (council_id, seq, name),
    foreign key (council_id, seq) references chain_entry(council_id, seq)
  ) strict`,

  `create table issue (
    id text primary key,
    council_id text not null references council(id),
    no integer,
    title text not null,
    body text not null,
    place text not null default '',
    fields text not null default '[]',
    life_stages text not null default '[]',
    measure text,
    submitted_via text not null check (submitted_via in ('form','phone','paper','bridge','meeting')),
    submitter_person_id text references person(id),
    submitter_name text not null default '',
    entered_by text references person(id),
    route text check (route in ('self','joint','referred','professional')),
    lead_organization_id text references organization(id),
    state text not null check (state in ('submitted','screening','published','on_agenda','in_progress','resolved',
      'closed_unresolved','returned','redirected_private','merged')),
    result text not null default '',
    flags text not null default '[]',
    submitted_at integer not null,
    published_at integer,
    resolved_at integer,
    moved_at integer,
    unique (council_id, no)
  ) strict`,
  `create index issue_council on issue (council_id, state)`,

  `create table issue_event (
    id text primary key,
    issue_id text not null references issue(id),
    at integer not null,
    person_id text,
    from_state text,
    to_state text not null,
    reason text not null default '',
    decision_id text references decision(id)
  ) strict`,
  `create index issue_event_issue on issue_event (issue_id, at)`,

  `create table suggestion (
    id text primary key,
    meeting_id text not null references meeting(id),
    item_id text,
    field text not null,
    text text not null,
    person_id text not null references person(id),
    at integer not null,
    state text not null check (state in ('open','taken','declined'))
  ) strict`,
  `create index suggestion_meeting on suggestion (meeting_id, state)`,
];

/** Append-only tables: a wrong row is answered by a new row, never by a change. */
const appendOnly = [
  'rule_set',
  'audit_event',
  'ballot',
  'proposal_version',
  'agenda_revision',
  'minutes_signature',
  'chain_entry',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of tables) await sql.raw(table).execute(db);
  for (const name of appendOnly) {
    for (const verb of ['update', 'delete']) {
      await sql
        .raw(
          `create trigger ${name}_no_${verb} before ${verb} on ${name} begin select raise(abort, '${name} is append-only'); end`,
        )
        .execute(db);
    }
  }
}
