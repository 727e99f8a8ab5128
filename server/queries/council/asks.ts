import { replyBy } from '#lib/domain/calendar/notice.ts';
import { lastDayOf } from '#lib/domain/consultation/due.ts';
import { hasVote, isLate } from '#lib/domain/deciding/index.ts';
import { may, type Subject, isStranger } from '#lib/domain/policy/decide.ts';
import type { Ask } from '#lib/domain/council/asks.ts';
import { sealedStates } from '#lib/domain/minutes/state.ts';
import { agreement, errata } from './minutes-asks.ts';
import { declinedRoles } from '../../records/declined-roles.ts';
import { subjectOf } from '../../access/subject.ts';
import { announcementsOf } from '../../records/announcement.ts';
import { isForDay } from '../../records/register.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import { dayOf } from '../../clock.ts';
import type { Db } from '../../db/open.ts';
import { byText, countRows, counted, truth } from '../../db/values.ts';
import { frozenRuleIn, signatoriesIn } from '../../db/decode.ts';

/*
 * What is asked of one person in a council, most urgent first: the first thing the home page says.
 * Asked afresh from the records each time; nothing here is ever ticked off by hand.
 */

/** Everything asked of the subject in this council now. */
export async function asksOf(db: Db, councilId: string, subject: Subject, now: number): Promise<Ask[]> {
  if (isStranger(subject)) return [];
  const found = await Promise.all([
    sessions(db, councilId, subject),
    rounds(db, councilId, subject, now),
    attendances(db, councilId, subject),
    writtenAnswers(db, councilId, subject, now),
    assignments(db, councilId, subject, now),
    rolesOpenAgain(db, councilId, subject),
    signatures(db, councilId, subject),
    minutes(db, councilId, subject),
    agreement(db, councilId, subject, now),
    errata(db, councilId, subject),
    objections(db, councilId, subject),
    reports(db, councilId, subject),
    helpRequests(db, councilId, subject),
    screening(db, councilId, subject),
    foundation(db, councilId, subject, now),
  ]);
  return mostUrgentFirst(found.flat());
}

/**
 * What happens now, then what has a day by that day, then what has none; of equals, the one a council waits for longest
 * stands as it was asked.
 */
export function mostUrgentFirst(asks: readonly Ask[]): Ask[] {
  return asks.toSorted((a, b) => {
    const [one, other] = [urgency(a), urgency(b)];
    return one < other ? -1 : Number(one > other);
  });
}

/** Sorts before every day, as that day, and behind every day. */
function urgency(ask: Ask): string {
  const due = 'due' in ask ? ask.due : null;
  if (due !== null) return typeof due === 'number' ? dayOf(due) : due;
  return ask.kind === 'session' || ask.kind === 'round' ? '' : 'none';
}

const meetingColumns = [
  'meeting.id as meetingId',
  'meeting.fiscal_year as fiscalYear',
  'meeting.seq',
] as const;

function sees(subject: Subject, visibility: 'open' | 'partly' | 'closed'): boolean {
  return may(subject, 'meeting.follow', { visibility });
}

async function sessions(db: Db, councilId: string, subject: Subject): Promise<Ask[]> {
  const rows = await db
    .selectFrom('meeting')
    .select([...meetingColumns, 'meeting.visibility'])
    .where('council_id', '=', councilId)
    .where('state', 'in', ['in_session', 'recess'])
    .orderBy('starts_at')
    .execute();
  return rows
    .filter((row) => sees(subject, row.visibility))
    .map(({ visibility: _, ...meeting }) => ({ kind: 'session', ...meeting }));
}

/** Open rounds, before their deadline, in which a seat of the person's has not answered; a chair who does not vote is not asked. */
async function rounds(db: Db, councilId: string, subject: Subject, now: number): Promise<Ask[]> {
  const open = await db
    .selectFrom('round')
    .innerJoin('meeting', 'meeting.id', 'round.meeting_id')
    .innerJoin('agenda_item', 'agenda_item.id', 'round.item_id')
    .select([...meetingColumns, 'round.id', 'round.no', 'round.mode', 'round.rule', 'round.closes_at'])
    .select('agenda_item.title')
    .where('round.council_id', '=', councilId)
    .where('round.state', '=', 'open')
    .orderBy('round.opened_at')
    .execute();
  const asks: Ask[] = [];
  for (const { id, rule, closes_at, ...round } of open) {
    if (isLate(closes_at, now)) continue;
    const here = await subjectOf(db, subject, councilId, round.meetingId);
    if (here.seatIds.length === 0) continue;
    const waiting = await db
      .selectFrom('round_roll')
      .leftJoin('standing_ballot as ballot', (join) =>
        join
          .onRef('ballot.round_id', '=', 'round_roll.round_id')
          .onRef('ballot.seat_id', '=', 'round_roll.seat_id'),
      )
      .select('round_roll.chair')
      .where('round_roll.round_id', '=', id)
      .where('round_roll.seat_id', 'in', [...here.seatIds])
      .where('ballot.id', 'is', null)
      .execute();
    const asked = { mode: round.mode, rule: frozenRuleIn({ rule }) };
    if (waiting.some((seat) => hasVote(asked, { chair: truth(seat.chair) })))
      asks.push({ kind: 'round', roundId: id, due: closes_at, ...round });
  }
  return asks;
}

/**
 * Called meetings for which nothing is said yet about the person's seat: neither coming, nor not, nor a proxy. What was said
 * for a day the meeting was moved from is no answer (REG1).
 */
async function attendances(db: Db, councilId: string, subject: Subject): Promise<Ask[]> {
  if (subject.seatIds.length === 0) return [];
  const seats = [...subject.seatIds];
  const rows = await db
    .selectFrom('meeting')
    .select([...meetingColumns, 'meeting.starts_at', 'meeting.called_at'])
    .where('council_id', '=', councilId)
    .where('state', '=', 'called')
    .where('kind', '!=', 'written')
    .orderBy('starts_at')
    .execute();
  const meetings = rows.map(({ meetingId }) => meetingId);
  if (meetings.length === 0) return [];
  const entries = await db
    .selectFrom('attendance')
    .select(['meeting_id', 'for_day'])
    .where('meeting_id', 'in', meetings)
    .where('seat_id', 'in', seats)
    .where('left_at', 'is', null)
    .execute();
  const proxies = await db
    .selectFrom('proxy_grant')
    .select(['meeting_id', 'for_day'])
    .where('meeting_id', 'in', meetings)
    .where('from_seat_id', 'in', seats)
    .where('revoked_at', 'is', null)
    .execute();
  const said = [...entries, ...proxies];
  const told = await announcementsOf(db, meetings);
  return rows
    .filter(({ meetingId, starts_at }) =>
      said.every(({ meeting_id, for_day }) => meeting_id !== meetingId || !isForDay({ starts_at }, for_day)),
    )
    .map(({ starts_at, called_at, ...meeting }) => ({
      kind: 'attend',
      due: replyBy(
        dayOf(told.get(meeting.meetingId)?.at(-1)?.at ?? called_at ?? starts_at),
        dayOf(starts_at),
      ),
      ...meeting,
    }));
}

/** Written meetings that are open for answers, of which none has come from the person's seat (WRT7). */
async function writtenAnswers(db: Db, councilId: string, subject: Subject, now: number): Promise<Ask[]> {
  if (subject.seatIds.length === 0) return [];
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('meeting_roll', 'meeting_roll.meeting_id', 'meeting.id')
    .leftJoin('written_answer', (join) =>
      join
        .onRef('written_answer.meeting_id', '=', 'meeting_roll.meeting_id')
        .onRef('written_answer.seat_id', '=', 'meeting_roll.seat_id'),
    )
    .select([...meetingColumns, 'meeting.ends_at as due'])
    .where('meeting.council_id', '=', councilId)
    .where('meeting.kind', '=', 'written')
    .where('meeting.state', '=', 'called')
    .where('meeting_roll.seat_id', 'in', [...subject.seatIds])
    .where('written_answer.id', 'is', null)
    .orderBy('meeting.ends_at')
    .execute();
  return rows.filter(({ due }) => !isLate(due, now)).map((row) => ({ kind: 'answer', ...row }));
}

/** Nobody waits any more for the answer to a role asked about so long ago, ms: one line stands for all of them. */
const roleIsOldAfter = 365 * 86_400_000;

async function assignments(db: Db, councilId: string, subject: Subject, now: number): Promise<Ask[]> {
  const mine = subject.organizationIds.filter((organizationId) =>
    may(subject, 'role.answer', { organizationId }),
  );
  if (mine.length === 0) return [];
  const rows = await db
    .selectFrom('role_assignment')
    .innerJoin('role_division', 'role_division.id', 'role_assignment.division_id')
    .innerJoin('decision', 'decision.id', 'role_division.decision_id')
    .innerJoin('role_task', 'role_task.id', 'role_assignment.task_id')
    .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
    .select([
      'role_assignment.asked_at',
      'decision.fiscal_year as fiscalYear',
      'decision.seq as decisionSeq',
      'role_assignment.id as assignmentId',
      'role_assignment.responsibility',
      'role_division.title as division',
      'role_task.title as task',
      'role_task.due_on as due',
      'role_task.request_to_city',
      'organization.name as organization',
    ])
    .where('role_division.council_id', '=', councilId)
    .where('role_assignment.organization_id', 'in', mine)
    .where('role_assignment.state', 'in', ['asked', 'negotiating'])
    .where('role_assignment.responsibility', 'in', ['lead', 'support'])
    .orderBy('role_task.due_on')
    .orderBy('role_assignment.asked_at')
    .execute();
  const old = rows.filter((row) => row.asked_at < now - roleIsOldAfter);
  const asks: Ask[] = rows
    .filter((row) => !old.includes(row))
    .map(({ asked_at: _, decisionSeq, responsibility, request_to_city, ...row }) => ({
      kind: 'role',
      ...row,
      decision: decisionNumber(row.fiscalYear, decisionSeq),
      request: truth(request_to_city),
      responsibility: responsibility === 'lead' ? 'lead' : 'support',
    }));
  // the way leads to the latest year of them; its page counts those of the others
  const fiscalYear = Math.max(...old.map((row) => row.fiscalYear));
  return old.length === 0 ? asks : [...asks, { kind: 'old-roles', n: old.length, fiscalYear }];
}

/** Roles that were declined, for who looks after them; the way leads to the latest year of them. */
async function rolesOpenAgain(db: Db, councilId: string, subject: Subject): Promise<Ask[]> {
  if (!may(subject, 'role.ask')) return [];
  const roles = await declinedRoles(db, councilId);
  if (roles.length === 0) return [];
  const fiscalYear = Math.max(...roles.map((role) => role.fiscalYear));
  return [{ kind: 'declined-roles', n: roles.length, fiscalYear }];
}

/** Circulated minutes the person is to sign, and those all have signed, for who seals. */
async function signatures(db: Db, councilId: string, subject: Subject): Promise<Ask[]> {
  const rows = await db
    .selectFrom('minutes')
    .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
    .select([...meetingColumns, 'minutes.id', 'minutes.due_on', 'minutes.signatories', 'minutes.text_hash'])
    .where('minutes.council_id', '=', councilId)
    .where('minutes.state', '=', 'circulated')
    .orderBy('minutes.due_on')
    .execute();
  const asks: Ask[] = [];
  for (const { id, due_on, signatories, text_hash, ...meeting } of rows) {
    const wanted = signatoriesIn({ signatories }).map(({ person }) => person);
    const done = (
      await db
        .selectFrom('minutes_signature')
        .select('person_id')
        .where('minutes_id', '=', id)
        .where('text_hash', '=', text_hash ?? '')
        .execute()
    ).map((row) => row.person_id);
    const left = wanted.filter((personId) => !done.includes(personId));
    const me = subject.personId ?? '';
    if (left.includes(me))
      asks.push({
        kind: 'sign',
        ...meeting,
        due: due_on,
        signed: wanted.length - left.length,
        of: wanted.length,
      });
    else if (left.length === 0 && may(subject, 'minutes.seal')) asks.push({ kind: 'seal', ...meeting });
  }
  return asks;
}

/** Minutes to be written and circulated, and sealed ones to be published. */
async function minutes(db: Db, councilId: string, subject: Subject): Promise<Ask[]> {
  const rows = await db
    .selectFrom('minutes')
    .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
    .select([...meetingColumns, 'minutes.state', 'minutes.due_on as due', 'meeting.visibility'])
    .where('minutes.council_id', '=', councilId)
    .where('minutes.state', 'in', ['drafting', 'sealed'])
    .orderBy('meeting.starts_at')
    .execute();
  return rows.flatMap(({ state, due, visibility, ...meeting }): Ask[] => {
    if (state === 'drafting' && may(subject, 'minutes.keep')) return [{ kind: 'minutes', due, ...meeting }];
    const publishes = visibility !== 'closed' && may(subject, 'minutes.publish');
    return state === 'sealed' && publishes ? [{ kind: 'publish', ...meeting }] : [];
  });
}

async function objections(db: Db, councilId: string, subject: Subject): Promise<Ask[]> {
  if (!may(subject, 'objection.answer')) return [];
  const rows = await db
    .selectFrom('objection')
    .innerJoin('round', 'round.id', 'objection.round_id')
    .innerJoin('meeting', 'meeting.id', 'round.meeting_id')
    .innerJoin('agenda_item', 'agenda_item.id', 'round.item_id')
    .select([...meetingColumns, 'round.id as roundId', 'agenda_item.title'])
    .select((eb) => counted(eb.fn.count('objection.id')).as('n'))
    .where('round.council_id', '=', councilId)
    .where('round.state', 'in', ['closed', 'declared'])
    .where('objection.state', '=', 'open')
    // once a later text was put to a round, its objections are the ones to answer
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('round as later')
            .select('later.id')
            .whereRef('later.proposal_id', '=', 'round.proposal_id')
            .whereRef('later.no', '>', 'round.no'),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('minutes')
            .select('minutes.id')
            .whereRef('minutes.meeting_id', '=', 'round.meeting_id')
            .where('minutes.state', 'in', sealedStates),
        ),
      ),
    )
    .groupBy(['round.id', 'meeting.id', 'agenda_item.id'])
    .orderBy('round.closed_at')
    .execute();
  return rows.map((row) => ({ kind: 'objections', ...row }));
}

/** Replies that are adopted and wait to be submitted, by the end of their month. */
async function reports(db: Db, councilId: string, subject: Subject): Promise<Ask[]> {
  if (!may(subject, 'report.submit')) return [];
  const rows = await db
    .selectFrom('consultation')
    .select(['fiscal_year', 'seq', 'title', 'due_month'])
    .where('council_id', '=', councilId)
    .where('state', '=', 'agreed')
    .orderBy('due_month', byText)
    .execute();
  return rows.map((row) => ({
    kind: 'report',
    no: decisionNumber(row.fiscal_year, row.seq),
    title: row.title,
    due: lastDayOf(row.due_month),
  }));
}

/** Private requests without an answer: that there are some, never what they say. */
async function helpRequests(db: Db, councilId: string, subject: Subject): Promise<Ask[]> {
  if (!may(subject, 'help.read')) return [];
  const { n } = await db
    .selectFrom('help_request')
    .select(countRows().as('n'))
    .where('council_id', '=', councilId)
    .where('state', '=', 'received')
    .executeTakeFirstOrThrow();
  return n > 0 ? [{ kind: 'help', n }] : [];
}

async function screening(db: Db, councilId: string, subject: Subject): Promise<Ask[]> {
  if (!may(subject, 'issue.screen')) return [];
  const { n } = await db
    .selectFrom('issue')
    .select(countRows().as('n'))
    .where('council_id', '=', councilId)
    .where('state', 'in', ['submitted', 'screening'])
    .executeTakeFirstOrThrow();
  return n > 0 ? [{ kind: 'screen', n }] : [];
}

/** A council that is just beginning: seats, people, the first meeting. */
async function foundation(db: Db, councilId: string, subject: Subject, now: number): Promise<Ask[]> {
  const asks: Ask[] = [];
  const one = async (table: 'seat' | 'meeting') =>
    (await db.selectFrom(table).select('id').where('council_id', '=', councilId).limit(1).execute()).length >
    0;
  const seated = await one('seat');
  if (may(subject, 'roster.manage')) {
    if (!seated) asks.push({ kind: 'roster' });
    const ended = await endedSlips(db, councilId, now);
    if (ended > 0) asks.push({ kind: 'slips', n: ended });
  }
  if (seated && may(subject, 'meeting.create') && !(await one('meeting'))) asks.push({ kind: 'meeting' });
  return asks;
}

/** People who never came in and whose slip has ended. */
async function endedSlips(db: Db, councilId: string, now: number): Promise<number> {
  const waiting = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .leftJoin('invitation', (join) =>
      join
        .onRef('invitation.person_id', '=', 'person.id')
        .on('invitation.used_at', 'is', null)
        .on('invitation.revoked_at', 'is', null)
        .on('invitation.expires_at', '>', now),
    )
    .select('person.id')
    .distinct()
    .where('mandate.council_id', '=', councilId)
    .where('mandate.ended_at', 'is', null)
    .where('person.login_name', 'is', null)
    .where('person.erased_at', 'is', null)
    .where('invitation.id', 'is', null)
    .execute();
  return waiting.length;
}
