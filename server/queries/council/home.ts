import type { ConsultationLine } from '#lib/domain/consultation/line.ts';
import { fiscalYearOf } from '#lib/domain/calendar/year.ts';
import type { RoundOutcome } from '#lib/domain/deciding/index.ts';
import { may, type Subject } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { decisionNumber } from '#lib/text/states.ts';
import type { Ask } from '#lib/domain/council/asks.ts';
import { boardStates, unfinishedStates } from '#lib/domain/issues/state.ts';
import type { Moved } from '#lib/domain/meeting/announcement.ts';
import { planAgenda } from '#lib/domain/meeting/time-plan.ts';
import { timingOf } from '#lib/domain/roles/standing.ts';
import { openCouncil } from '../../access/council.ts';
import { decisionYears, visible } from '../../access/decision.ts';
import type { Actor } from '../../access/subject.ts';
import { dayOf } from '../../clock.ts';
import type { Db } from '../../db/open.ts';
import { outcomeOfRound } from '../../records/rounds.ts';
import type { MeetingRow, RoundRow } from '../../db/schema.ts';
import { countRows, counted } from '../../db/values.ts';

import { openConsultations } from '../../records/consultations.ts';
import { movesOf } from '../../records/announcement.ts';
import { asksOf } from './asks.ts';
import { myReply, todayOf, type MyReply, type TodayView } from './today.ts';

/* The council's home: what is asked of me, when we meet, what was decided lately, how we are doing. */

export interface NextMeeting {
  readonly id: string;
  readonly fiscalYear: number;
  readonly seq: number;
  /** ms since 1970 UTC */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string;
  readonly hybrid: boolean;
  /** Held in writing: `endsAt` is the deadline for answers, there is no place. */
  readonly written: boolean;
  readonly visibility: MeetingRow['visibility'];
  readonly state: MeetingRow['state'];
  /** Items with substance, with their planned beginning. */
  readonly items: readonly { readonly startsAt: number; readonly title: string }[];
  /** Where it was moved from what people were told. */
  readonly moved: Moved | null;
  /** What stands as the reader's reply, before it opens. */
  readonly reply: MyReply | null;
}

/** A meeting that is put off: it has no day it is called for. */
export interface PutOff {
  readonly id: string;
  readonly fiscalYear: number;
  readonly seq: number;
  readonly moved: Moved;
}

export interface RecentDecision {
  readonly id: string;
  /** '2022-07' */
  readonly no: string;
  readonly title: string;
  readonly declaredCode: string;
  /** The outcome of its round; null where it was decided without one. */
  readonly outcome: RoundOutcome | null;
  readonly roundId: string | null;
  readonly meetingId: string;
}

/** Figures of the fiscal year as domain §4.7 defines them. */
export interface YearFigures {
  readonly fiscalYear: number;
  readonly published: number;
  readonly resolved: number;
  readonly resolvedByUs: number;
  readonly meetings: number;
  /** Seats attended at closed meetings, in all. */
  readonly attended: number;
  readonly decisions: number;
  readonly rolesAccepted: number;
  readonly rolesAsked: number;
  readonly rolesLate: number;
}

export interface HomeView {
  /** ms since 1970 UTC, by the server's clock */
  readonly now: number;
  readonly asks: readonly Ask[];
  readonly next: NextMeeting | null;
  /** For whoever leads the next meeting. */
  readonly today: TodayView | null;
  readonly putOff: readonly PutOff[];
  readonly decisions: readonly RecentDecision[];
  readonly decisionCount: number;
  readonly openIssues: number;
  readonly figures: YearFigures;
  /** What waits for the council's reply, the most urgent first (CST11). */
  readonly consultations: readonly ConsultationLine[];
}

export async function councilHome(
  db: Db,
  actor: Actor,
  slug: string,
  now: number,
): Promise<HomeView | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const { council, subject } = opened;
  const next = await nextMeeting(db, council.id, subject, now);
  return {
    now,
    asks: await asksOf(db, council.id, subject, now),
    next,
    today: await todayOf(db, subject, next),
    putOff: await putOffMeetings(db, council.id, subject),
    decisions: await lastDecisions(db, council.id, subject, 3),
    decisionCount: (await decisionYears(db, council.id, subject)).reduce((sum, { n }) => sum + n, 0),
    openIssues: await openIssues(db, council.id),
    figures: await figures(db, council.id, fiscalYearOf(dayOf(now)), dayOf(now)),
    consultations: await openConsultations(db, council.id, { announced: !may(subject, 'consultation.read') }),
  };
}

const substance = ['report', 'discussion', 'decision'] as const;

async function nextMeeting(
  db: Db,
  councilId: string,
  subject: Subject,
  now: number,
): Promise<NextMeeting | null> {
  const prepares = may(subject, 'council.readInside');
  const rows = await db
    .selectFrom('meeting')
    .selectAll()
    .where('council_id', '=', councilId)
    .where(
      'state',
      'in',
      prepares ? ['draft', 'called', 'in_session', 'recess'] : ['called', 'in_session', 'recess'],
    )
    .where('ends_at', '>', now - 12 * 3_600_000)
    .orderBy('starts_at')
    .execute();
  const meeting = rows.find((row) => may(subject, 'meeting.read', { visibility: row.visibility }));
  if (!meeting) return null;
  const items = await db
    .selectFrom('agenda_item')
    .select(['id', 'type', 'title', 'minutes_planned', 'visibility'])
    .where('meeting_id', '=', meeting.id)
    .where('state', '!=', 'withdrawn')
    .orderBy('position')
    .execute();
  const inside = may(subject, 'meeting.readClosed');
  const plan = planAgenda(
    items.map(({ id, type, minutes_planned }) => ({ id, type, minutes: minutes_planned })),
    meeting.starts_at,
  );
  const planned = items.map((item, i) => ({
    ...item,
    startsAt: plan.items[i]?.startsAt ?? meeting.starts_at,
  }));
  return {
    id: meeting.id,
    fiscalYear: meeting.fiscal_year,
    seq: meeting.seq,
    startsAt: meeting.starts_at,
    endsAt: meeting.ends_at,
    place: meeting.place,
    hybrid: meeting.kind === 'hybrid',
    written: meeting.kind === 'written',
    visibility: meeting.visibility,
    state: meeting.state,
    items: planned
      .filter((item) => substance.some((type) => type === item.type))
      .filter((item) => inside || item.visibility === 'open')
      .map(({ startsAt, title }) => ({ startsAt, title })),
    moved: (await movesOf(db, [meeting.id])).get(meeting.id) ?? null,
    reply:
      meeting.state === 'called' && meeting.kind !== 'written' ? await myReply(db, subject, meeting) : null,
  };
}

/** Meetings put off and not called again yet, the earliest day first. */
async function putOffMeetings(db: Db, councilId: string, subject: Subject): Promise<PutOff[]> {
  const rows = await db
    .selectFrom('meeting')
    .select(['id', 'fiscal_year', 'seq', 'visibility'])
    .where('council_id', '=', councilId)
    .where('state', '=', 'postponed')
    .orderBy('starts_at')
    .execute();
  const seen = rows.filter(({ visibility }) => may(subject, 'meeting.read', { visibility }));
  const moves = await movesOf(
    db,
    seen.map(({ id }) => id),
  );
  return seen.flatMap(({ id, fiscal_year: fiscalYear, seq }) => {
    const moved = moves.get(id);
    return moved ? [{ id, fiscalYear, seq, moved }] : [];
  });
}

/** The latest decisions the subject may see. */
async function lastDecisions(
  db: Db,
  councilId: string,
  subject: Subject,
  limit: number,
): Promise<RecentDecision[]> {
  const rows = await visible(db, councilId, subject)
    .leftJoin('round', 'round.id', 'decision.round_id')
    .select([
      'decision.id',
      'decision.fiscal_year',
      'decision.seq',
      'decision.title',
      'decision.declared_code',
      'decision.round_id',
      'decision.meeting_id',
      'round.mode',
      'round.state',
      'round.outcome',
    ])
    .orderBy('decision.declared_at', 'desc')
    .orderBy('decision.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    no: decisionNumber(row.fiscal_year, row.seq),
    title: row.title,
    declaredCode: row.declared_code,
    outcome: decidedOutcome(row),
    roundId: row.round_id,
    meetingId: row.meeting_id,
  }));
}

/** Null where it was decided without a round. */
function decidedOutcome(row: {
  [K in 'mode' | 'state' | 'outcome']: RoundRow[K] | null;
}): RoundOutcome | null {
  const { mode, state, outcome } = row;
  return mode !== null && state !== null ? outcomeOfRound({ mode, state, outcome }) : null;
}

async function openIssues(db: Db, councilId: string): Promise<number> {
  const { n } = await db
    .selectFrom('issue')
    .select(countRows().as('n'))
    .where('council_id', '=', councilId)
    .where('state', 'in', unfinishedStates)
    .executeTakeFirstOrThrow();
  return n;
}

async function figures(db: Db, councilId: string, fiscalYear: number, today: string): Promise<YearFigures> {
  const issues = await db
    .selectFrom('issue')
    .select(['state', 'route', 'published_at'])
    .where('council_id', '=', councilId)
    .where('state', 'in', boardStates)
    .where('published_at', 'is not', null)
    .execute();
  const published = issues.filter((issue) => fiscalYearOf(dayOf(issue.published_at ?? 0)) === fiscalYear);
  const resolved = published.filter((issue) => issue.state === 'resolved');
  const meetings = await db
    .selectFrom('meeting')
    .leftJoin('attendance', (join) =>
      join
        .onRef('attendance.meeting_id', '=', 'meeting.id')
        .on('attendance.mode', 'in', ['in_person', 'online', 'alternate']),
    )
    .select((eb) => ['meeting.id', counted(eb.fn.count('attendance.seat_id').distinct()).as('attended')])
    .where('meeting.council_id', '=', councilId)
    .where('meeting.fiscal_year', '=', fiscalYear)
    .where('meeting.state', '=', 'closed')
    .groupBy('meeting.id')
    .execute();
  const { n } = await db
    .selectFrom('decision')
    .select(countRows().as('n'))
    .where('council_id', '=', councilId)
    .where('fiscal_year', '=', fiscalYear)
    .executeTakeFirstOrThrow();
  const roles = await db
    .selectFrom('role_assignment')
    .innerJoin('role_division', 'role_division.id', 'role_assignment.division_id')
    .innerJoin('role_task', 'role_task.id', 'role_assignment.task_id')
    .select(['role_assignment.state', 'role_task.due_on', 'role_task.done_at'])
    .where('role_division.council_id', '=', councilId)
    .where('role_assignment.responsibility', 'in', ['lead', 'support'])
    .execute();
  const count = (test: (role: (typeof roles)[number]) => boolean) => roles.filter(test).length;
  return {
    fiscalYear,
    published: published.length,
    resolved: resolved.length,
    resolvedByUs: resolved.filter((issue) => issue.route === 'self').length,
    meetings: meetings.length,
    attended: meetings.reduce((sum, meeting) => sum + meeting.attended, 0),
    decisions: n,
    rolesAccepted: count((role) => role.state === 'accepted' || role.state === 'done'),
    rolesAsked: count((role) => role.state === 'asked' || role.state === 'negotiating'),
    rolesLate: count(
      (role) => timingOf(role.done_at !== null || role.state === 'done', role.due_on, today) === 'late',
    ),
  };
}
