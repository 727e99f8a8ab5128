import { addDays } from '#lib/domain/calendar/day.ts';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import {
  agrees,
  awaitsCastingVote,
  consentRoundsLeft,
  isPending,
  rulesOf,
} from '#lib/domain/deciding/index.ts';
import type { FrozenRule, RoundOutcome } from '#lib/domain/deciding/index.ts';
import { acceptance, isActiveDivision } from '#lib/domain/roles/assignment.ts';
import { decisionNumber } from '#lib/text/states.ts';
import { divisionTasks } from '../../access/decision.ts';
import { amendmentOfRound } from '../../records/amendments.ts';
import { ruleOfMeeting } from '../../records/register.ts';
import { outcomeOfRound } from '../../records/rounds.ts';
import { seatsQuorum } from '../../records/round-standing.ts';
import type { ReadRound } from '../../access/round.ts';
import type { Db } from '../../db/open.ts';
import type { DecisionRow } from '../../db/schema.ts';
import { byText } from '../../db/values.ts';
import type { VoiceView } from './round-voices.ts';

/* What came of a round and what comes next (domain §5.8 ⑦). */

/** A decision as the page of its round shows it. */
export interface DeclaredView {
  readonly id: string;
  readonly no: string;
  readonly title: string;
  readonly scope: DecisionRow['scope'];
  readonly declaredCode: string;
  readonly declaredReason: string | null;
  /** '' for the street. */
  readonly declaredBy: string;
  /** In which capacity: presiding over the meeting, or as facilitator. */
  readonly capacity: 'presiding' | 'facilitator';
  /** ms since 1970 UTC */
  readonly declaredAt: number;
  readonly reviewOn: string | null;
  readonly division: {
    readonly id: string;
    readonly title: string;
    readonly level: number;
    readonly accepted: number;
    readonly asked: number;
    readonly active: boolean;
  } | null;
}

/** A step to come; pages put it into words. Days are 'YYYY-MM-DD'. */
export type NextStep =
  /** The round is open: replies until then, if a time is set. */
  | { readonly kind: 'reply'; readonly until: number | null }
  /** Too few are there. */
  | { readonly kind: 'quorum' }
  /** The chair decides the tie. */
  | { readonly kind: 'casting_vote' }
  /** Objections or concerns wait for an answer. */
  | { readonly kind: 'answers'; readonly n: number }
  /** The text is amended and put to a new round; `left`: consent rounds before the fallback. */
  | { readonly kind: 'new_text'; readonly left: number }
  /** Whoever showed two fingers or fewer is heard; then the hands are asked again. */
  | { readonly kind: 'hear' }
  /** An order of priority is no decision: a text is written by it and asked about. */
  | { readonly kind: 'ranked' }
  /** Enough rounds: the meeting chooses a vote, putting off, or withdrawing. */
  | { readonly kind: 'fallback' }
  /** Agreed, and not declared yet. */
  | { readonly kind: 'declare' }
  | { readonly kind: 'minutes'; readonly by: string; readonly on: string }
  | {
      readonly kind: 'role';
      readonly organization: string;
      readonly task: string;
      readonly dueOn: string | null;
    }
  | { readonly kind: 'review'; readonly on: string };

/** The decision of a round with how its role division stands. */
export async function declaredIn(
  db: Db,
  { round, meeting, follows }: ReadRound,
): Promise<DeclaredView | null> {
  const row = await db
    .selectFrom('decision')
    .innerJoin('person', 'person.id', 'decision.declared_by')
    .selectAll('decision')
    .select('person.display_name')
    .where('round_id', '=', round.id)
    .executeTakeFirst();
  if (!row) return null;
  const division = await db
    .selectFrom('role_division')
    .select(['id', 'title', 'level'])
    .where('decision_id', '=', row.id)
    .executeTakeFirst();
  const tasks = division ? await divisionTasks(db, division.id) : [];
  return {
    id: row.id,
    no: decisionNumber(row.fiscal_year, row.seq),
    title: row.title,
    scope: row.scope,
    declaredCode: row.declared_code,
    declaredReason: row.declared_reason,
    declaredBy: follows ? row.display_name : '',
    capacity: row.declared_by === meeting.presiding_person_id ? 'presiding' : 'facilitator',
    declaredAt: row.declared_at,
    reviewOn: row.review_on,
    division: division ? { ...division, ...acceptance(tasks), active: isActiveDivision(tasks) } : null,
  };
}

interface Stand {
  readonly outcome: RoundOutcome | null;
  readonly rule: FrozenRule;
  readonly voices: readonly VoiceView[];
  readonly decision: DeclaredView | null;
}

/** What comes next for people of the council; for the street only what is fixed. */
export async function nextSteps(db: Db, read: ReadRound, stand: Stand): Promise<NextStep[]> {
  const { round } = read;
  const { outcome, decision } = stand;
  if (round.state === 'open') return [{ kind: 'reply', until: round.closes_at }];
  if (outcome === null) return [];
  const open = stand.voices.filter((voice) => voice.state === 'open').length;
  const answers: NextStep[] = open > 0 ? [{ kind: 'answers', n: open }] : [];
  if (await putAgain(db, round)) return [];
  const amendment = await amendmentOfRound(db, round.id);
  if (amendment && !isPending(amendment.state)) return answers;
  if (decision) return [...answers, ...(await afterDecision(db, read, decision))];
  if (outcome.code === 'NO_QUORUM') return [{ kind: 'quorum' }];
  if (awaitsCastingVote({ mode: round.mode, rule: stand.rule, code: outcome.code }))
    return [{ kind: 'casting_vote' }];
  if (amendment) return answers;
  // at an open table the seats alone make the quorum (OPT3)
  if (agrees(outcome.code))
    return (await seatsQuorum(db, round))?.met === false
      ? [{ kind: 'quorum' }]
      : [...answers, { kind: 'declare' }];
  if (outcome.code === 'RANKED') return [{ kind: 'ranked' }];
  if (outcome.code !== 'NOT_YET') return answers;
  if (rulesOf(round.mode).sameTextAgain) return [...answers, { kind: 'hear' }];
  const { maxRounds } = (await ruleOfMeeting(db, read.meeting)).body;
  const left = consentRoundsLeft(await roundsOf(db, round.proposal_id), maxRounds);
  return [...answers, left > 0 ? { kind: 'new_text', left } : { kind: 'fallback' }];
}

/** A later text of the proposal was put to a round: that one says what comes next. */
async function putAgain(db: Db, round: ReadRound['round']): Promise<boolean> {
  const later = await db
    .selectFrom('round')
    .select('id')
    .where('proposal_id', '=', round.proposal_id)
    .where('no', '>', round.no)
    .where('state', '!=', 'void')
    .executeTakeFirst();
  return later !== undefined;
}

async function roundsOf(db: Db, proposalId: string) {
  const rounds = await db
    .selectFrom('round')
    .leftJoin('round_amendment', 'round_amendment.round_id', 'round.id')
    .select(['mode', 'state', 'outcome'])
    .where('proposal_id', '=', proposalId)
    .where('round_amendment.round_id', 'is', null)
    .execute();
  return rounds.map((round) => ({ mode: round.mode, code: outcomeOfRound(round)?.code ?? null }));
}

async function afterDecision(db: Db, read: ReadRound, decision: DeclaredView): Promise<NextStep[]> {
  const steps: NextStep[] = [];
  const minutes = await db
    .selectFrom('minutes')
    .select('state')
    .where('meeting_id', '=', read.meetingId)
    .executeTakeFirst();
  if (read.follows && (minutes === undefined || minutes.state === 'drafting')) {
    const { body } = await ruleOfMeeting(db, read.meeting);
    const on = addDays(dayOf(read.meeting.starts_at), body.outlineDays);
    steps.push({ kind: 'minutes', by: await recorderOf(db, read.councilId), on });
  }
  if (read.follows && decision.division) {
    const waiting = await db
      .selectFrom('role_assignment')
      .innerJoin('role_task', 'role_task.id', 'role_assignment.task_id')
      .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
      .select(['organization.name as organization', 'role_task.title as task', 'role_task.due_on as dueOn'])
      .where('role_assignment.division_id', '=', decision.division.id)
      .where('role_assignment.state', 'in', ['asked', 'negotiating'])
      .orderBy('role_task.position')
      .orderBy('organization.name', byText)
      .execute();
    steps.push(...waiting.map((row) => ({ kind: 'role' as const, ...row })));
  }
  if (decision.reviewOn !== null) steps.push({ kind: 'review', on: decision.reviewOn });
  return steps;
}

async function recorderOf(db: Db, councilId: string): Promise<string> {
  const recorder = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select('person.display_name')
    .where('mandate.council_id', '=', councilId)
    .where('mandate.role', '=', 'recorder')
    .where('mandate.ended_at', 'is', null)
    .orderBy('mandate.created_at')
    .executeTakeFirst();
  return recorder?.display_name ?? '';
}
