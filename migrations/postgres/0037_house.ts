import { sql, type Kysely } from 'kysely';

/*
 * The tables of a house in PostgreSQL, as those of a data folder are after 0037: the same names, columns and closed sets,
 * for the same queries. Times are integer ms since 1970 UTC (`…_at`), calendar dates 'YYYY-MM-DD' in Asia/Tokyo
 * (`…_on`), yes and no 1 and 0, lists and rule sets JSON text. Which rows stay as they are says 0037_what_stays. From
 * here on each migration has one of the same name for the other engine. There is no `down`: records with civic force
 * are not taken back.
 */

/** Text is told apart and ordered sign by sign, whatever the language of the database. */
const text = 'text collate "C"';

/** Councils, who sits in them, and the log of acts. */
const council = [
  `create table council (
    id ${text} primary key,
    slug ${text} not null unique,
    name ${text} not null,
    city ${text} not null,
    district ${text} not null,
    founded_on ${text} not null,
    rule_set_id ${text} not null,
    created_at bigint not null
  )`,

  `create table rule_set (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    version bigint not null,
    body ${text} not null,
    decision_id ${text},
    created_at bigint not null,
    unique (council_id, version)
  )`,

  `create table organization (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    name ${text} not null,
    kind ${text} not null,
    party ${text} not null check (party in ('community','administration','partner')),
    fields ${text} not null default '[]',
    created_at bigint not null,
    unique (council_id, name)
  )`,

  `create table seat (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    organization_id ${text} references organization(id),
    no bigint not null,
    label ${text} not null,
    weight ${text} not null default '1',
    from_on ${text} not null,
    to_on ${text},
    unique (council_id, no)
  )`,
  `create index seat_organization on seat (organization_id)`,

  `create table person (
    id ${text} primary key,
    display_name ${text} not null,
    kana ${text} not null default '',
    login_name ${text} unique,
    password_hash ${text},
    locale ${text} not null default 'ja',
    created_at bigint not null,
    erased_at bigint
  )`,

  `create table mandate (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    person_id ${text} not null references person(id),
    seat_id ${text} references seat(id),
    organization_id ${text} references organization(id),
    role ${text} not null check (role in ('member','alternate','chair','vice_chair','facilitator','recorder','treasurer',
      'secretariat','officer','auditor','translator','subcommittee_head','resident','observer','delegate')),
    powers ${text} not null default '[]',
    from_on ${text} not null,
    to_on ${text},
    created_at bigint not null,
    ended_at bigint
  )`,
  `create index mandate_person on mandate (person_id, council_id)`,
  `create index mandate_council on mandate (council_id, role)`,
  `create index mandate_seat on mandate (seat_id, role)`,
  // no two sitting members on one seat (domain §4.1)
  `create unique index mandate_one_member_a_seat on mandate (seat_id)
     where role = 'member' and ended_at is null and seat_id is not null`,

  // `note`: with set-up slips, for which council; '' is the link of a start
  `create table invitation (
    id ${text} primary key,
    council_id ${text} references council(id),
    person_id ${text} references person(id),
    purpose ${text} not null check (purpose in ('setup','member','password','resident')),
    token_hash ${text} not null unique,
    created_by ${text} references person(id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    revoked_at bigint,
    note ${text} not null default ''
  )`,
  `create index invitation_council on invitation (council_id, purpose) where used_at is null and revoked_at is null`,
  `create index invitation_purpose on invitation (purpose) where used_at is null and revoked_at is null`,
  `create index invitation_person on invitation (person_id)`,
  `create index invitation_setup on invitation (note) where purpose = 'setup'`,

  `create table session (
    id ${text} primary key,
    person_id ${text} not null references person(id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null,
    absolute_expires_at bigint not null,
    device ${text} not null default ''
  )`,
  `create index session_person on session (person_id)`,
  `create index session_expires on session (expires_at)`,

  `create table idempotency (
    scope ${text} not null,
    key ${text} not null,
    command ${text} not null,
    body_hash ${text} not null,
    answer ${text} not null,
    at bigint not null,
    primary key (scope, key)
  )`,
  `create index idempotency_at on idempotency (at)`,

  // `no` numbers the chain of each council from 1; null: from before the chains were separate
  `create table audit_event (
    seq bigint generated by default as identity primary key,
    at bigint not null,
    council_id ${text},
    person_id ${text},
    command ${text} not null,
    entity ${text} not null,
    entity_id ${text} not null,
    detail ${text} not null,
    prev_hash ${text} not null,
    hash ${text} not null,
    no bigint check (no >= 1)
  )`,
  `create index audit_council on audit_event (council_id, seq)`,
  `create unique index audit_tail on audit_event (council_id, no nulls first) where no is not null`,
  // nulls are all different to an index
  `create unique index audit_tail_of_none on audit_event (no nulls first) where council_id is null and no is not null`,

  // where the chains began that were one before: at most one row
  `create table audit_start (
    seq bigint primary key,
    hash ${text} not null
  )`,

  `create table audit_origin (
    council_id ${text} primary key references council(id),
    hash ${text} not null
  )`,

  `create table audit_earlier (
    council_id ${text} not null references council(id),
    seq bigint not null,
    at bigint not null,
    person_id ${text},
    command ${text} not null,
    entity ${text} not null,
    entity_id ${text} not null,
    detail ${text} not null,
    prev_hash ${text} not null,
    hash ${text} not null,
    primary key (council_id, seq)
  )`,

  `create table council_former_slug (
    council_id ${text} not null references council(id),
    slug ${text} not null,
    until_at bigint not null,
    primary key (council_id, slug)
  )`,
  `create index former_slug on council_former_slug (slug)`,

  `create table council_moved (
    council_id ${text} primary key references council(id),
    url ${text} not null,
    at bigint not null
  )`,

  // `desks`: consultation desks of the area, one a line
  `create table council_office (
    council_id ${text} primary key references council(id),
    telephone ${text} not null,
    hours ${text} not null,
    email ${text} not null,
    desks ${text} not null,
    changed_at bigint not null,
    fax ${text} not null default ''
  )`,

  `create table power_notice (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    person_id ${text} not null references person(id),
    kind ${text} not null check (kind in ('given','ended','slip_issued','slip_used')),
    about_id ${text} not null references person(id),
    role ${text} not null,
    by_id ${text} references person(id),
    at bigint not null,
    seen_at bigint
  )`,
  `create index power_notice_mine on power_notice (person_id, council_id, at)`,

  // words the server owes to live documents, in the transaction of the act they follow from
  `create table outbox (
    no bigint generated by default as identity primary key,
    id ${text} not null unique,
    doc ${text} not null,
    body ${text} not null,
    at bigint not null
  )`,
];

/** Meetings: what was announced, their agenda, who came. */
const meetings = [
  // `rule_set_id`: the rules it was held by; null until it has closed
  `create table meeting (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    fiscal_year bigint not null,
    seq bigint not null,
    kind ${text} not null check (kind in ('live','hybrid')),
    starts_at bigint not null,
    ends_at bigint not null,
    place ${text} not null,
    online_url ${text},
    visibility ${text} not null check (visibility in ('open','partly','closed')),
    closed_reason ${text},
    observer_capacity bigint,
    state ${text} not null
      check (state in ('draft','called','in_session','recess','closed','inquorate','cancelled','postponed')),
    called_at bigint,
    urgent_reason ${text},
    cancel_reason ${text},
    opened_at bigint,
    closed_at bigint,
    presiding_person_id ${text} references person(id),
    current_item_id ${text},
    current_since bigint,
    created_by ${text} not null references person(id),
    created_at bigint not null,
    rule_set_id ${text} references rule_set(id),
    unique (council_id, fiscal_year, seq)
  )`,

  // the seats of a meeting as they were at its opening; who sat on them, and the chair, as of its closing
  `create table meeting_roll (
    meeting_id ${text} not null references meeting(id),
    seat_id ${text} not null references seat(id),
    no bigint not null,
    organization_id ${text} references organization(id),
    organization ${text} not null,
    weight ${text} not null,
    chair bigint not null check (chair in (0,1)),
    person_id ${text} references person(id),
    primary key (meeting_id, seat_id)
  )`,

  // what was done to the announcement of a meeting; numbers from 1 without a gap
  `create table meeting_act (
    meeting_id ${text} not null references meeting(id),
    no bigint not null,
    act ${text} not null check (act in ('create','change','call','postpone','cancel')),
    at bigint not null,
    starts_at bigint not null,
    reason ${text} not null default '',
    primary key (meeting_id, no)
  )`,

  `create table meeting_presiding (
    meeting_id ${text} not null references meeting(id),
    at bigint not null,
    person_id ${text} not null references person(id),
    primary key (meeting_id, at)
  )`,

  // `carried_to`: null where a carried-over item waits for the next meeting
  `create table agenda_item (
    id ${text} primary key,
    meeting_id ${text} not null references meeting(id),
    position bigint not null,
    type ${text} not null check (type in
      ('opening','greeting','report','discussion','decision','other','next_date','closing','post_session')),
    title ${text} not null,
    presenter ${text} not null default '',
    minutes_planned bigint not null,
    visibility ${text} not null check (visibility in ('open','closed')),
    state ${text} not null check (state in ('listed','discussing','decided','reported','carried_over','withdrawn')),
    issue_id ${text},
    decision_id ${text},
    started_at bigint,
    spent_ms bigint not null default 0,
    carried_to ${text} references meeting(id)
  )`,
  `create index agenda_item_meeting on agenda_item (meeting_id, position)`,
  `create index agenda_item_issue on agenda_item (issue_id) where issue_id is not null`,
  `create index agenda_item_waiting on agenda_item (meeting_id) where state = 'carried_over' and carried_to is null`,
  `create index agenda_item_carried on agenda_item (carried_to) where carried_to is not null`,

  `create table agenda_revision (
    id ${text} primary key,
    meeting_id ${text} not null references meeting(id),
    at bigint not null,
    person_id ${text} not null,
    occasion ${text} not null,
    items ${text} not null,
    text_hash ${text} not null
  )`,
  `create index agenda_revision_meeting on agenda_revision (meeting_id, at)`,

  `create table agenda_removal (
    id ${text} primary key,
    meeting_id ${text} not null references meeting(id),
    item_id ${text} not null,
    title ${text} not null,
    removed_by ${text} not null references person(id),
    removed_at bigint not null,
    restored_by ${text} references person(id),
    restored_at bigint,
    check ((restored_by is null) = (restored_at is null))
  )`,
  `create index agenda_removal_meeting on agenda_removal (meeting_id)`,
  // off once at a time
  `create unique index agenda_removal_now on agenda_removal (item_id) where restored_at is null`,

  `create table suggestion (
    id ${text} primary key,
    meeting_id ${text} not null references meeting(id),
    item_id ${text},
    field ${text} not null,
    text ${text} not null,
    person_id ${text} not null references person(id),
    at bigint not null,
    state ${text} not null check (state in ('open','taken','declined'))
  )`,
  `create index suggestion_meeting on suggestion (meeting_id, state)`,

  `create table material (
    id ${text} primary key,
    meeting_id ${text} not null references meeting(id),
    item_id ${text},
    no bigint not null,
    title ${text} not null,
    file_name ${text},
    mime ${text},
    bytes bigint,
    blob_hash ${text},
    url ${text},
    visibility ${text} not null check (visibility in ('open','closed')),
    created_by ${text} not null references person(id),
    created_at bigint not null,
    withdrawn_at bigint,
    unique (meeting_id, no)
  )`,
  `create index material_blob on material (blob_hash) where blob_hash is not null`,

  // `announced`: said beforehand, no presence; `for_day`: the day of the meeting when it was entered
  `create table attendance (
    id ${text} primary key,
    meeting_id ${text} not null references meeting(id),
    seat_id ${text} references seat(id),
    person_id ${text} references person(id),
    name ${text} not null default '',
    mode ${text} not null check (mode in ('in_person','online','alternate','absent','observer','staff')),
    via ${text} not null check (via in ('self','recorded','paper')),
    arrived_at bigint not null,
    left_at bigint,
    recorded_by ${text} not null references person(id),
    announced bigint not null default 0 check (announced in (0,1)),
    for_day ${text},
    office ${text} not null default ''
  )`,
  // a seat is counted once (domain §4.1)
  `create unique index attendance_one_a_seat on attendance (meeting_id, seat_id)
     where left_at is null and seat_id is not null`,
  `create index attendance_meeting on attendance (meeting_id)`,

  `create table proxy_grant (
    id ${text} primary key,
    meeting_id ${text} not null references meeting(id),
    from_seat_id ${text} not null references seat(id),
    to_seat_id ${text} references seat(id),
    choice ${text} check (choice in ('for','against','abstain')),
    source ${text} not null check (source in ('paper','app')),
    recorded_by ${text} not null references person(id),
    at bigint not null,
    revoked_at bigint,
    for_day ${text}
  )`,
  `create unique index proxy_one_a_seat on proxy_grant (meeting_id, from_seat_id) where revoked_at is null`,
  `create index proxy_grant_meeting on proxy_grant (meeting_id)`,
];

/** What was decided: proposals, rounds, decisions with role division, minutes and the sealed chain. */
const deciding = [
  `create table proposal (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    meeting_id ${text} not null references meeting(id),
    item_id ${text} not null references agenda_item(id),
    state ${text} not null check (state in
      ('draft','frozen','round_open','round_closed','decided','not_yet','deferred','withdrawn')),
    created_at bigint not null,
    unique (item_id)
  )`,
  `create index proposal_meeting on proposal (meeting_id)`,

  `create table proposal_version (
    id ${text} primary key,
    proposal_id ${text} not null references proposal(id),
    n bigint not null,
    text ${text} not null,
    text_hash ${text} not null,
    frozen_at bigint not null,
    frozen_by ${text} not null references person(id),
    unique (proposal_id, n)
  )`,

  `create table round (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    meeting_id ${text} not null references meeting(id),
    item_id ${text} not null references agenda_item(id),
    proposal_id ${text} not null references proposal(id),
    version_id ${text} not null references proposal_version(id),
    no bigint not null,
    mode ${text} not null check (mode in ('consent','majority')),
    rule ${text} not null,
    rule_version bigint not null,
    text_hash ${text} not null,
    opened_at bigint not null,
    opened_by ${text} not null references person(id),
    closes_at bigint,
    state ${text} not null check (state in ('open','closed','declared','void')),
    closed_at bigint,
    closed_by ${text} references person(id),
    chair_casts ${text} check (chair_casts in ('for','against')),
    input ${text},
    outcome ${text},
    void_reason ${text},
    unique (proposal_id, no)
  )`,
  // exactly one open round at a time (domain §4.1 Proposal)
  `create unique index round_one_open on round (proposal_id) where state = 'open'`,
  `create index round_meeting on round (meeting_id, state)`,
  `create index round_item on round (item_id, state)`,
  `create index round_council on round (council_id, state)`,
  `create index round_version on round (version_id)`,

  `create table round_roll (
    round_id ${text} not null references round(id),
    seat_id ${text} not null references seat(id),
    key ${text} not null,
    weight ${text} not null,
    chair bigint not null default 0,
    label ${text} not null,
    person_id ${text} references person(id),
    primary key (round_id, seat_id),
    unique (round_id, key)
  )`,

  `create table ballot (
    id ${text} primary key,
    round_id ${text} not null references round(id),
    seat_id ${text} not null references seat(id),
    choice ${text} not null,
    reason ${text} not null default '',
    would_agree_if ${text} not null default '',
    via ${text} not null check (via in ('live','electronic','paper')),
    at bigint not null,
    text_hash ${text} not null,
    entered_by ${text} not null references person(id)
  )`,
  `create index ballot_round on ballot (round_id, seat_id)`,

  // replies that were typed for others are taken back by a row of their own; what stands is what counts
  `create table ballot_taken_back (
    ballot_id ${text} primary key references ballot(id),
    taken_back_by ${text} not null references person(id),
    at bigint not null
  )`,
  `create view standing_ballot as select * from ballot
     where not exists (select 1 from ballot_taken_back where ballot_taken_back.ballot_id = ballot.id)`,

  `create table objection (
    id ${text} primary key,
    round_id ${text} not null references round(id),
    ballot_id ${text} not null references ballot(id),
    seat_id ${text} not null references seat(id),
    kind ${text} not null check (kind in ('objection','concern')),
    reason ${text} not null,
    would_agree_if ${text} not null default '',
    state ${text} not null check (state in ('open','answered','withdrawn','integrated','overruled')),
    response ${text} not null default '',
    answered_by ${text} references person(id),
    answered_at bigint,
    withdrawn_at bigint
  )`,
  `create index objection_round on objection (round_id)`,
  `create index objection_ballot on objection (ballot_id)`,

  `create table decision (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    fiscal_year bigint not null,
    seq bigint not null,
    meeting_id ${text} not null references meeting(id),
    item_id ${text} references agenda_item(id),
    round_id ${text} references round(id),
    title ${text} not null,
    text ${text} not null,
    text_hash ${text} not null,
    outcome_code ${text} not null,
    declared_code ${text} not null,
    declared_reason ${text},
    declared_by ${text} not null references person(id),
    declared_at bigint not null,
    scope ${text} not null check (scope in ('district','city_wide')),
    review_on ${text},
    minority ${text} not null default '[]',
    state ${text} not null check (state in ('recorded','in_effect','completed','superseded','rescinded')),
    unique (council_id, fiscal_year, seq)
  )`,
  `create index decision_item on decision (item_id)`,
  `create index decision_round on decision (round_id)`,
  `create index decision_meeting on decision (meeting_id)`,

  `create table role_division (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    decision_id ${text} not null unique references decision(id),
    title ${text} not null,
    level bigint not null check (level between 1 and 5),
    from_on ${text},
    to_on ${text},
    cost ${text} not null default '',
    comparison ${text} not null default '',
    review_on ${text},
    created_by ${text} not null references person(id),
    created_at bigint not null
  )`,
  `create index role_division_council on role_division (council_id, created_at)`,

  `create table role_task (
    id ${text} primary key,
    division_id ${text} not null references role_division(id),
    position bigint not null,
    title ${text} not null,
    detail ${text} not null default '',
    scope ${text} not null check (scope in ('district','city_wide')),
    level bigint not null check (level between 1 and 5),
    due_on ${text},
    frequency ${text} not null default '',
    request_to_city bigint not null default 0,
    done_at bigint
  )`,
  `create index role_task_division on role_task (division_id, position)`,

  // `via`: how the answer came, null from an account of the party; `ask_note`: words with the last time it was asked
  `create table role_assignment (
    id ${text} primary key,
    task_id ${text} not null references role_task(id),
    division_id ${text} not null references role_division(id),
    organization_id ${text} not null references organization(id),
    responsibility ${text} not null check (responsibility in ('lead','support','consulted','informed')),
    state ${text} not null check (state in ('asked','accepted','declined','negotiating','informed','done')),
    asked_at bigint not null,
    answered_at bigint,
    answered_by ${text} references person(id),
    note ${text} not null default '',
    via ${text} check (via in ('paper','phone')),
    replaced_by ${text} references role_assignment(id),
    asked_again_at bigint,
    ask_note ${text} not null default '',
    unique (task_id, organization_id)
  )`,
  `create index role_assignment_organization on role_assignment (organization_id, state)`,
  `create index role_assignment_division on role_assignment (division_id)`,
  `create index role_assignment_replaced on role_assignment (replaced_by)`,

  `create table role_earlier_answer (
    id ${text} primary key,
    assignment_id ${text} not null references role_assignment(id),
    state ${text} not null check (state in ('accepted','declined')),
    answered_at bigint not null,
    answered_by ${text} references person(id),
    via ${text} check (via in ('paper','phone')),
    note ${text} not null default ''
  )`,
  `create index role_earlier_answer_assignment on role_earlier_answer (assignment_id, answered_at)`,

  `create table minutes (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    meeting_id ${text} not null unique references meeting(id),
    state ${text} not null check (state in ('drafting','circulated','sealed','published')),
    drafted_at bigint not null,
    circulated_at bigint,
    due_on ${text},
    signatories ${text} not null default '[]',
    document ${text},
    text_hash ${text},
    chain_seq bigint,
    sealed_at bigint,
    sealed_by ${text} references person(id),
    published_at bigint
  )`,
  `create index minutes_council on minutes (council_id, state)`,

  `create table minutes_signature (
    minutes_id ${text} not null references minutes(id),
    person_id ${text} not null references person(id),
    capacity ${text} not null check (capacity in ('chair','signatory')),
    text_hash ${text} not null,
    at bigint not null,
    primary key (minutes_id, person_id, text_hash)
  )`,

  `create table chain_entry (
    council_id ${text} not null references council(id),
    seq bigint not null,
    kind ${text} not null check (kind in ('minutes','decision','erratum')),
    ref_id ${text} not null,
    prev ${text} not null,
    hash ${text} not null,
    body ${text} not null,
    at bigint not null,
    primary key (council_id, seq)
  )`,
  `create index chain_entry_ref on chain_entry (ref_id, kind)`,

  `create table chain_disclosure (
    council_id ${text} not null,
    seq bigint not null,
    name ${text} not null,
    value ${text} not null,
    salt ${text} not null,
    primary key (council_id, seq, name),
    foreign key (council_id, seq) references chain_entry(council_id, seq)
  )`,

  // what an entry of minutes rests on, noun by noun, and the salt under which it is sealed
  `create table chain_records (
    council_id ${text} not null,
    seq bigint not null,
    digests ${text} not null,
    salt ${text} not null,
    primary key (council_id, seq),
    foreign key (council_id, seq) references chain_entry(council_id, seq)
  )`,
];

/** What residents bring, and what a council plans by. */
const issues = [
  // ways by which the street brings issues: one for each place where a sheet hangs
  `create table issue_link (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    mark ${text} not null unique,
    place ${text} not null,
    opened_by ${text} not null references person(id),
    opened_at bigint not null,
    ended_at bigint
  )`,
  `create index issue_link_council on issue_link (council_id, opened_at)`,

  // `hidden_from`: where it stood before it was hidden; `more_measures`: JSON list of keys
  `create table issue (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    no bigint,
    title ${text} not null,
    body ${text} not null,
    place ${text} not null default '',
    fields ${text} not null default '[]',
    life_stages ${text} not null default '[]',
    measure ${text},
    submitted_via ${text} not null check (submitted_via in ('form','phone','paper','bridge','meeting')),
    submitter_person_id ${text} references person(id),
    submitter_name ${text} not null default '',
    entered_by ${text} references person(id),
    route ${text} check (route in ('self','joint','referred','professional')),
    lead_organization_id ${text} references organization(id),
    state ${text} not null check (state in ('submitted','screening','published','on_agenda','in_progress','resolved',
      'closed_unresolved','returned','redirected_private','merged')),
    result ${text} not null default '',
    flags ${text} not null default '[]',
    submitted_at bigint not null,
    published_at bigint,
    resolved_at bigint,
    moved_at bigint,
    receipt_code ${text},
    draft_id ${text},
    merged_into ${text} references issue(id),
    told_in ${text} not null default '',
    original_body ${text} not null default '',
    agenda_meeting_id ${text} references meeting(id),
    hidden_at bigint,
    hidden_from ${text},
    hidden_reason ${text} not null default '',
    link_id ${text} references issue_link(id),
    more_measures ${text} not null default '[]',
    unique (council_id, no)
  )`,
  `create index issue_council on issue (council_id, state)`,
  `create unique index issue_receipt on issue (receipt_code) where receipt_code is not null`,
  `create unique index issue_draft on issue (draft_id) where draft_id is not null`,
  `create index issue_merged on issue (merged_into) where merged_into is not null`,
  `create index issue_agenda on issue (agenda_meeting_id) where agenda_meeting_id is not null`,
  `create index issue_hidden on issue (council_id, hidden_at nulls first) where hidden_at is not null`,

  // `act`: what was done where the state alone doesn't tell
  `create table issue_event (
    id ${text} primary key,
    issue_id ${text} not null references issue(id),
    at bigint not null,
    person_id ${text},
    from_state ${text},
    to_state ${text} not null,
    reason ${text} not null default '',
    decision_id ${text} references decision(id),
    route ${text} check (route in ('self','joint','referred','professional')),
    act ${text} check (act in ('hide','show','correct','remove_photo'))
  )`,
  `create index issue_event_issue on issue_event (issue_id, at)`,

  // words before a correction, for those who screen; not kept where they held personal data
  `create table issue_words_before (
    event_id ${text} primary key references issue_event(id),
    issue_id ${text} not null references issue(id),
    title ${text} not null,
    body ${text} not null,
    place ${text} not null
  )`,
  `create index issue_words_before_issue on issue_words_before (issue_id)`,

  `create table issue_answer (
    event_id ${text} primary key references issue_event(id),
    issue_id ${text} not null references issue(id),
    organization_id ${text} not null references organization(id),
    via ${text} check (via in ('paper','phone'))
  )`,
  `create index issue_answer_issue on issue_answer (issue_id)`,

  `create table issue_support (
    issue_id ${text} not null references issue(id),
    person_id ${text} not null references person(id),
    kind ${text} not null check (kind in ('too','can')),
    at bigint not null,
    primary key (issue_id, kind, person_id)
  )`,

  // handed in before its issue (issue_id null until then); shown to the street only once published
  `create table issue_photo (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    issue_id ${text} references issue(id),
    blob_hash ${text} not null,
    mime ${text} not null,
    bytes bigint not null,
    width bigint not null,
    height bigint not null,
    created_at bigint not null,
    published_at bigint
  )`,
  `create index issue_photo_issue on issue_photo (issue_id)`,
  `create index issue_photo_blob on issue_photo (blob_hash)`,

  // the private path: for the secretariat alone; words are erased when it is closed (I11, R-HAC-15)
  `create table help_request (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    receipt_code ${text} not null unique,
    draft_id ${text} unique,
    title ${text} not null,
    body ${text} not null default '',
    contact ${text} not null default '',
    submitted_via ${text} not null check (submitted_via in ('form','phone','paper','bridge','meeting')),
    entered_by ${text} references person(id),
    submitted_at bigint not null,
    state ${text} not null check (state in ('received','talking','handed_on','closed')),
    reply ${text} not null default '',
    moved_at bigint not null,
    moved_by ${text} references person(id)
  )`,
  `create index help_request_council on help_request (council_id, state)`,

  `create table help_reply (
    id ${text} primary key,
    request_id ${text} not null references help_request(id),
    at bigint not null,
    person_id ${text} references person(id),
    reply ${text} not null
  )`,
  `create index help_reply_request on help_reply (request_id, at)`,

  // words of issues as they are searched for
  `create table issue_words (
    seq bigint generated by default as identity primary key,
    issue_id ${text} not null unique references issue(id),
    council_id ${text} not null references council(id),
    words ${text} not null
  )`,
  `create index issue_words_council on issue_words (council_id, seq)`,

  `create table council_term (
    council_id ${text} not null references council(id),
    list ${text} not null check (list in ('field','life_stage')),
    word ${text} not null,
    added_at bigint not null,
    removed_at bigint,
    primary key (council_id, list, word)
  )`,

  // `current`: the one that is shown first of those in force
  `create table strategy (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    name ${text} not null,
    tree ${text} not null,
    imported_by ${text} not null references person(id),
    imported_at bigint not null,
    replaced_at bigint,
    current bigint not null default 0 check (current in (0, 1))
  )`,
  `create unique index strategy_one_current on strategy (council_id) where replaced_at is null and current = 1`,
  `create index strategy_in_force on strategy (council_id) where replaced_at is null`,
  `create index strategy_council on strategy (council_id, imported_at)`,

  `create table agenda_candidate (
    id ${text} primary key,
    council_id ${text} not null references council(id),
    title ${text} not null,
    note ${text} not null default '',
    fields ${text} not null default '[]',
    life_stages ${text} not null default '[]',
    measure ${text},
    issue_ids ${text} not null default '[]',
    origin ${text} not null check (origin in ('gap','canvas')),
    state ${text} not null check (state in ('open','placed','dropped')),
    meeting_id ${text} references meeting(id),
    item_id ${text},
    created_by ${text} not null references person(id),
    created_at bigint not null,
    moved_at bigint not null
  )`,
  `create index agenda_candidate_council on agenda_candidate (council_id, state)`,
  `create index agenda_candidate_item on agenda_candidate (item_id)`,
];

/**
 * The words of an issue as its council's runs of three signs: what is looked for is found by an index that holds each run
 * once, council by council, in whatever language the database was made. The words come folded (domain/issues/search).
 */
const search = [
  `create function issue_runs(council text, words text) returns text[]
   language sql immutable strict parallel safe cost 10000 as $$
     select coalesce(array_agg(distinct council || signs[i] || signs[i + 1] || signs[i + 2]), '{}')
     from (select string_to_array(words, null) as signs) split, generate_series(1, cardinality(signs) - 2) i
   $$`,
  // an entry that waits to be put in its place would be read by every search
  `create index issue_words_runs on issue_words using gin (issue_runs(council_id, words)) with (fastupdate = off)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...council, ...meetings, ...deciding, ...issues, ...search])
    await sql.raw(statement).execute(db);
}
