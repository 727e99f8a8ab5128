import { type Kysely, sql } from 'kysely';

/*
 * What a past meeting was: its roll and its rules are written down when it opens and closes, so that later changes of
 * seats, mandates and rules don't reach back. Replies before a meeting belong to its day and are told from arrivals;
 * each act on its announcement is kept, so that a postponement can be told with both days; who presided when; and
 * where a carried-over item went. Meetings of before are filled in from what the tables and the log of acts still say.
 */

const rollDay = `date(meeting.opened_at / 1000 + 32400, 'unixepoch')`;
const holder = `(
  select mandate.person_id from mandate
  where mandate.seat_id = seat.id and mandate.role = 'member'
    and (meeting.closed_at is null or mandate.created_at <= meeting.closed_at)
    and (mandate.ended_at is null or mandate.ended_at > meeting.opened_at)
  order by mandate.created_at desc, mandate.id desc limit 1
)`;
const chairThen = `(
  select mandate.person_id from mandate
  where mandate.council_id = meeting.council_id and mandate.role = 'chair'
    and (meeting.closed_at is null or mandate.created_at <= meeting.closed_at)
    and (mandate.ended_at is null or mandate.ended_at > meeting.opened_at)
  order by mandate.created_at desc, mandate.id desc limit 1
)`;

const tables = [
  // the seats of a meeting as they were at its opening; who sat on them, and the chair, as of its closing
  `create table meeting_roll (
    meeting_id text not null references meeting(id),
    seat_id text not null references seat(id),
    no integer not null,
    organization_id text references organization(id),
    organization text not null,
    weight text not null,
    chair integer not null check (chair in (0,1)),
    person_id text references person(id),
    primary key (meeting_id, seat_id)
  ) strict`,
  // the rules a meeting was held by; null until it has closed
  `alter table meeting add column rule_set_id text references rule_set(id)`,
  // 1: said beforehand, no presence; the day a reply or a proxy was given for; 職 of staff and others
  `alter table attendance add column announced integer not null default 0 check (announced in (0,1))`,
  `alter table attendance add column for_day text`,
  `alter table attendance add column office text not null default ''`,
  `alter table proxy_grant add column for_day text`,
  // what was done to the announcement of a meeting; numbers from 1 without a gap
  `create table meeting_act (
    meeting_id text not null references meeting(id),
    no integer not null,
    act text not null check (act in ('create','change','call','postpone','cancel')),
    at integer not null,
    starts_at integer not null,
    reason text not null default '',
    primary key (meeting_id, no)
  ) strict`,
  `create table meeting_presiding (
    meeting_id text not null references meeting(id),
    at integer not null,
    person_id text not null references person(id),
    primary key (meeting_id, at)
  ) strict`,
  // where a carried-over item went; null: it waits for the next meeting
  `alter table agenda_item add column carried_to text references meeting(id)`,
  `create index agenda_item_waiting on agenda_item (meeting_id) where state = 'carried_over' and carried_to is null`,
  `create index agenda_item_carried on agenda_item (carried_to) where carried_to is not null`,
];

/** What the records of before still say; in a new folder there is nothing to fill in. */
const filling = [
  `insert into meeting_roll (meeting_id, seat_id, no, organization_id, organization, weight, chair, person_id)
   select meeting.id, seat.id, seat.no, seat.organization_id, coalesce(organization.name, seat.label), seat.weight,
     coalesce(${holder} = ${chairThen}, 0), ${holder}
   from meeting
   join seat on seat.council_id = meeting.council_id
   left join organization on organization.id = seat.organization_id
   where meeting.opened_at is not null and (
     (seat.from_on <= ${rollDay} and (seat.to_on is null or seat.to_on > ${rollDay}))
     or exists (select 1 from attendance where attendance.meeting_id = meeting.id and attendance.seat_id = seat.id)
     or exists (
       select 1 from round_roll join round on round.id = round_roll.round_id
       where round.meeting_id = meeting.id and round_roll.seat_id = seat.id
     )
   )`,
  `update meeting set rule_set_id = coalesce(
     (select rule_set.id from round join rule_set
        on rule_set.council_id = round.council_id and rule_set.version = round.rule_version
      where round.meeting_id = meeting.id order by round.opened_at desc limit 1),
     (select rule_set_id from council where council.id = meeting.council_id))
   where closed_at is not null`,
  `update attendance set
     announced = case when via = 'self' then 1 else 0 end,
     for_day = (select date(starts_at / 1000 + 32400, 'unixepoch') from meeting where id = attendance.meeting_id)
   where meeting_id in (select id from meeting where opened_at is null)`,
  `update proxy_grant set
     for_day = (select date(starts_at / 1000 + 32400, 'unixepoch') from meeting where id = proxy_grant.meeting_id)
   where meeting_id in (select id from meeting where opened_at is null)`,
  // what the log of acts says of them, found by what it is about: the log itself is read once
  `create table old_act as
   select entity_id, command, seq, at, detail from audit_event
   where (entity = 'meeting'
       and command in ('create-meeting','change-meeting','call-meeting','postpone-meeting','cancel-meeting'))
     or (entity = 'agenda_item' and command = 'carry-over-item')`,
  `create index old_act_of on old_act (entity_id, command, seq)`,
  `insert into meeting_act (meeting_id, no, act, at, starts_at, reason)
   select old_act.entity_id, row_number() over (partition by old_act.entity_id order by old_act.seq),
     replace(old_act.command, '-meeting', ''), old_act.at,
     coalesce(
       json_extract(old_act.detail, '$.startsAt[1]'),
       -- until its first move a meeting stood where that move took it from
       (select json_extract(later.detail, '$.startsAt[0]') from old_act later
        where later.entity_id = old_act.entity_id and later.command = 'change-meeting' and later.seq > old_act.seq
        order by later.seq limit 1),
       meeting.starts_at),
     coalesce(json_extract(old_act.detail, '$.reason'), '')
   from old_act join meeting on meeting.id = old_act.entity_id`,
  // a postponed meeting stays known to those it was announced to
  `update meeting set called_at =
     (select at from meeting_act where meeting_id = meeting.id and act = 'call' order by no desc limit 1)
   where called_at is null and state in ('postponed','cancelled')`,
  `insert into meeting_presiding (meeting_id, at, person_id)
   select id, opened_at, presiding_person_id from meeting
   where opened_at is not null and presiding_person_id is not null`,
  `update agenda_item set carried_to = (
     select json_extract(detail, '$.to') from old_act
     where entity_id = agenda_item.id and command = 'carry-over-item'
     order by seq desc limit 1)
   where state = 'carried_over'`,
  `drop table old_act`,
];

const triggers = [
  `create trigger meeting_roll_frozen
   before update of meeting_id, seat_id, no, organization_id, organization, weight on meeting_roll
   begin select raise(abort, 'the roll of a meeting is frozen'); end`,
  `create trigger meeting_roll_closed before update on meeting_roll
   when exists (select 1 from meeting where id = old.meeting_id and closed_at is not null)
   begin select raise(abort, 'the roll of a meeting is frozen'); end`,
  `create trigger meeting_roll_no_latecomer before insert on meeting_roll
   when exists (select 1 from meeting where id = new.meeting_id and closed_at is not null)
   begin select raise(abort, 'the roll of a meeting is frozen'); end`,
  `create trigger meeting_roll_no_delete before delete on meeting_roll
   begin select raise(abort, 'the roll of a meeting is frozen'); end`,
  `create trigger meeting_act_no_update before update on meeting_act
   begin select raise(abort, 'what was announced stays'); end`,
  `create trigger meeting_act_no_delete before delete on meeting_act
   begin select raise(abort, 'what was announced stays'); end`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = async (statements: readonly string[]) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  };
  await run(tables);
  const { rows } = await sql`select id from meeting where id > '' limit 1`.execute(db);
  if (rows.length > 0) await run(filling);
  await run(triggers);
}
