import { asPublished, explain } from '#lib/domain/deciding/index.ts';
import type {
  CastingChoice,
  Explanation,
  FrozenRule,
  RoundJson,
  RoundOutcome,
} from '#lib/domain/deciding/index.ts';
import { attendanceCounts, presentAt, type AttendanceCounts } from '#lib/domain/meeting/attendance.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { readInput } from '../../records/ballots.ts';
import { outcomeOfRound, publishedInput, publishedOutcome } from '../../records/rounds.ts';
import { frozenRuleIn } from '../../db/decode.ts';
import { presidingFacts, readRound, type ReadRound } from '../../access/round.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import type { RoundRow } from '../../db/schema.ts';
import { declaredIn, nextSteps, type DeclaredView, type NextStep } from './round-after.ts';
import { comersIn } from '../../records/round-standing.ts';
import { standingOf, type RoundStanding } from './round-standing.ts';
import { rollOf, type RollLine } from './round-roll.ts';
import { roundChannels, type RoundChannels } from './round-channels.ts';
import { lastHands, type LastHands } from './round-entries.ts';
import { earlierRounds, versionsOf, type EarlierRound, type VersionView } from './round-way.ts';
import {
  namedBallots,
  ownReplies,
  typedReplies,
  type TypedReply,
  voicesOf,
  heardReplies,
  type NamedBallot,
  type OwnReply,
  type VoiceView,
  type HeardReply,
} from './round-voices.ts';

/*
 * A round for its page, for the live room and for the API. While it is open: text, rule, who may reply and who
 * has, the asker's own reply. Once closed: what anyone needs to reckon the outcome again (I5).
 */

export interface RoundPage {
  readonly id: string;
  /** 1, 2, … within the proposal */
  readonly no: number;
  readonly mode: RoundRow['mode'];
  readonly state: RoundRow['state'];
  /** ms since 1970 UTC */
  readonly openedAt: number;
  readonly closesAt: number | null;
  readonly closedAt: number | null;
  readonly council: { id: string; slug: string; name: string; city: string; district: string };
  readonly meeting: { id: string; fiscalYear: number; seq: number; startsAt: number; state: string };
  readonly item: {
    readonly id: string;
    /** 1, 2, … on the agenda */
    readonly no: number;
    readonly title: string;
    readonly issue: { readonly no: number; readonly title: string; readonly publishedAt: number } | null;
  };
  readonly proposalId: string;
  /** The frozen text this round was about, and all versions of the proposal. */
  readonly version: VersionView;
  readonly versions: readonly VersionView[];
  readonly rule: FrozenRule;
  readonly ruleVersion: number;
  /** Empty for the street. */
  readonly roll: readonly RollLine[];
  readonly eligible: number;
  readonly replied: number;
  readonly own: readonly OwnReply[];
  /** Seats the asker replies for, on the roll and with a vote in this mode. */
  readonly mySeats: readonly string[];
  readonly standing: RoundStanding;
  readonly outcome: RoundOutcome | null;
  readonly explanation: Explanation | null;
  /** How the seats took part, as of the close; observers counted apart. */
  readonly attendance: AttendanceCounts | null;
  readonly chairCasts: CastingChoice | null;
  /** How the replies came that count; null while open. */
  readonly channels: RoundChannels | null;
  /** null: open, or not for the asker to read. */
  readonly ballots: readonly NamedBallot[] | null;
  readonly voices: readonly VoiceView[];
  /** Reasons that stand with the result and are not answered. */
  readonly heard: readonly HeardReply[];
  /** The other rounds of the proposal in order. */
  readonly others: readonly EarlierRound[];
  readonly decision: DeclaredView | null;
  readonly next: readonly NextStep[];
  /** Contracts §7 input as published; null while open. */
  readonly input: RoundJson | null;
  readonly may: {
    readonly run: boolean;
    readonly enter: boolean;
    readonly cast: boolean;
    readonly castingVote: boolean;
    readonly answer: boolean;
    readonly declare: boolean;
    readonly divide: boolean;
  };
}

/** The page of a round for whoever may read it; `not-found` in every other case. */
export async function roundPage(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  roundId: string,
): Promise<RoundPage | Refusal> {
  const read = await readRound(db, actor, roundId);
  if (isRefusal(read)) return read;
  const { round, meeting, item, subject, facts, councilId } = read;
  const council = await db
    .selectFrom('council')
    .select(['id', 'slug', 'name', 'city', 'district'])
    .where('id', '=', councilId)
    .executeTakeFirstOrThrow();
  const versions = await versionsOf(db, round.proposal_id);
  const input = publishedInput(round);
  const outcome = outcomeOfRound(round);
  const roll = await rollOf(db, read);
  const decision = await declaredIn(db, read);
  const voices = await voicesOf(db, read);
  const rule = frozenRuleIn(round);
  const steers = presidingFacts(read);
  return {
    id: round.id,
    no: round.no,
    mode: round.mode,
    state: round.state,
    openedAt: round.opened_at,
    closesAt: round.closes_at,
    closedAt: round.closed_at,
    council,
    meeting: {
      id: meeting.id,
      fiscalYear: meeting.fiscal_year,
      seq: meeting.seq,
      startsAt: meeting.starts_at,
      state: meeting.state,
    },
    item: {
      id: item.id,
      no: item.position,
      title: item.title,
      issue: await issueOf(db, item.issue_id, councilId),
    },
    proposalId: round.proposal_id,
    version: versions.find((version) => version.id === round.version_id) ?? versions[0]!,
    versions: read.follows ? versions : versions.filter((version) => version.id === round.version_id),
    rule,
    ruleVersion: round.rule_version,
    roll: read.follows ? roll : [],
    eligible: roll.length,
    replied: roll.filter((line) => line.replied).length,
    own: await ownReplies(db, read),
    mySeats: roll
      .filter((line) => line.hasVote && subject.seatIds.includes(line.seatId))
      .map((line) => line.seatId),
    standing: await standingOf(db, read),
    outcome,
    explanation: input && outcome && explain(readInput(input), outcome),
    attendance: input && (await attendanceAt(db, read, input)),
    chairCasts: round.chair_casts,
    channels: input && (await roundChannels(db, read, readInput(input))),
    ballots: await namedBallots(db, read),
    voices,
    heard: await heardReplies(db, read),
    others: await earlierRounds(db, read),
    decision,
    next: await nextSteps(db, read, { outcome, rule, voices, decision }),
    input: input && asPublished(input),
    may: {
      run: may(subject, 'round.run', steers),
      enter: may(subject, 'ballot.enter', facts),
      cast: subject.seatIds.some((seatId) => may(subject, 'ballot.cast', { ...facts, seatId })),
      castingVote: may(subject, 'round.castVote', steers),
      answer: may(subject, 'objection.answer', facts),
      declare: may(subject, 'decision.declare', facts),
      divide: may(subject, 'roles.divide', facts),
    },
  };
}

/** What the live room asks for beside the floor mirror, for one who may follow. */
export interface RoundDetails {
  readonly own: readonly OwnReply[];
  /** For who types replies for others: what was typed, while the round is open. */
  readonly typed: readonly TypedReply[];
  /** The latest hands entered together that may be taken back; null: none. */
  readonly hands: LastHands | null;
  readonly voices: readonly VoiceView[];
  /** A role division was made of its decision. */
  readonly divided: boolean;
}

export async function roundDetails(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  roundId: string,
): Promise<RoundDetails | Refusal> {
  const read = await readRound(db, actor, roundId);
  if (isRefusal(read)) return read;
  const decision = await declaredIn(db, read);
  return {
    own: await ownReplies(db, read),
    typed: await typedReplies(db, read),
    hands: await lastHands(db, read),
    voices: await voicesOf(db, read),
    divided: decision?.division != null,
  };
}

/** A round as the API answers it (contracts §3): open, who has replied only; closed, input and outcome of §7. */
export async function roundJson(db: Db, actor: Pick<Actor, 'personId'>, roundId: string) {
  const read = await readRound(db, actor, roundId);
  if (isRefusal(read)) return read;
  const { round } = read;
  const version = (await versionsOf(db, round.proposal_id)).find((entry) => entry.id === round.version_id);
  const decision = await declaredIn(db, read);
  const facts = {
    id: round.id,
    councilId: read.councilId,
    meetingId: round.meeting_id,
    itemId: round.item_id,
    proposalId: round.proposal_id,
    no: round.no,
    mode: round.mode,
    state: round.state,
    text: version?.text ?? '',
    versionNo: version?.n ?? 0,
    textHash: round.text_hash,
    openedAt: round.opened_at,
    closesAt: round.closes_at,
    closedAt: round.closed_at,
    decisionId: decision?.id ?? null,
  };
  const [input, outcome] = [publishedInput(round), publishedOutcome(round)];
  if (input === null || outcome === null) {
    const roll = await rollOf(db, read);
    return {
      ...facts,
      eligible: roll.length,
      replied: roll.filter((line) => line.replied).map(({ seatId, label }) => ({ seatId, label })),
    };
  }
  return { ...facts, input: asPublished(input), outcome };
}

/** Counts of the published input, and the observers who were there when the round was closed. */
async function attendanceAt(
  db: Db,
  { round, meetingId }: ReadRound,
  input: RoundJson,
): Promise<AttendanceCounts> {
  const guests = await db
    .selectFrom('attendance')
    .select(['mode', 'arrived_at as arrivedAt', 'left_at as leftAt'])
    .where('meeting_id', '=', meetingId)
    .where('mode', 'in', ['observer', 'staff'])
    .execute();
  const there = presentAt(
    guests.map((row) => ({ ...row, seat: null })),
    round.closed_at ?? round.opened_at,
  );
  const written = (input.ballots ?? []).filter((ballot) => ballot.via !== 'live').map((ballot) => ballot.key);
  // those who came to an open table are told apart, beside the seats (OPT4)
  const comers = frozenRuleIn(round).roll === 'door' ? await comersIn(db, round.id) : new Set<string>();
  return attendanceCounts(
    (input.roll ?? []).map((voter) => voter.key).filter((key) => !comers.has(key)),
    [...(input.attendance ?? []).map(({ key, mode }) => ({ seat: key, mode })), ...there],
    (input.proxies ?? []).map(({ from, to }) => ({ from, to: to ?? null })),
    written,
  );
}

async function issueOf(db: Db, issueId: string | null, councilId: string) {
  if (issueId === null) return null;
  const issue = await db
    .selectFrom('issue')
    .select(['no', 'title', 'published_at'])
    .where('id', '=', issueId)
    .where('council_id', '=', councilId)
    .where('no', 'is not', null)
    .executeTakeFirst();
  return issue?.no == null
    ? null
    : { no: issue.no, title: issue.title, publishedAt: issue.published_at ?? 0 };
}
