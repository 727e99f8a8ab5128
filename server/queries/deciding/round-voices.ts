import {
  choiceOf,
  choiceText,
  isOffer,
  isUnsettled,
  replyCounted,
  rulesOf,
} from '#lib/domain/deciding/index.ts';
import type { Said, Via } from '#lib/domain/deciding/index.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { argumentsAgainst, ballotsOf, countedOf, readInput } from '../../records/ballots.ts';
import { publishedInput } from '../../records/rounds.ts';
import type { ReadRound, RoundRecord } from '../../access/round.ts';
import type { Db } from '../../db/open.ts';
import type { ObjectionRow } from '../../db/schema.ts';
import { byText } from '../../db/values.ts';

/* Who said what in a round, as far as the one who asks may read it: nothing of others before the close. */

/** A reply received for a seat of the one who asks; the one that counts as things stand. */
export interface OwnReply {
  readonly seatId: string;
  readonly choice: Said;
  readonly reason: string;
  readonly wouldAgreeIf: string;
  readonly via: Via;
  /** ms since 1970 UTC */
  readonly at: number;
  /** Who typed it in for the asker; '' where he replied himself. */
  readonly enteredBy: string;
}

/** An objection or concern of a closed round with its answer. */
export interface VoiceView {
  readonly id: string;
  readonly kind: ObjectionRow['kind'];
  /** Name and organisation or seat; both '' for those who may not read single replies. */
  readonly who: string;
  readonly label: string;
  readonly reason: string;
  readonly wouldAgreeIf: string;
  readonly state: ObjectionRow['state'];
  /** Its own seat has made a concern of it since. */
  readonly reclassed: boolean;
  readonly response: string;
  readonly answeredBy: string;
  readonly answeredAt: number | null;
  /** It is the asker's to withdraw. */
  readonly mine: boolean;
}

/** A counted reply by name, for those who may read them (domain §4.3). */
export interface NamedBallot {
  readonly seatId: string;
  readonly label: string;
  readonly name: string;
  readonly choice: Said;
  readonly reason: string;
  readonly via: Via;
}

/** A counted reply whose reason stands with the result and is not answered (DEC17, domain §5.1). */
export interface HeardReply {
  readonly choice: string;
  /** Name and organisation or seat; both '' for those who may not read single replies. */
  readonly who: string;
  readonly label: string;
  readonly reason: string;
}

/** The asker's own replies, for each of his seats the one that counts (T3). */
export async function ownReplies(db: Db, { round, subject }: ReadRound): Promise<OwnReply[]> {
  if (subject.seatIds.length === 0) return [];
  const rows = await db
    .selectFrom('standing_ballot as ballot')
    .innerJoin('person', 'person.id', 'ballot.entered_by')
    .select(['seat_id as seatId', 'choice', 'reason', 'would_agree_if as wouldAgreeIf', 'via', 'at'])
    .select(['ballot.entered_by', 'person.display_name'])
    .where('round_id', '=', round.id)
    .where('seat_id', 'in', [...subject.seatIds])
    .execute();
  return subject.seatIds.flatMap((seatId) => {
    const counted = replyCounted(rows.filter((row) => row.seatId === seatId));
    if (!counted) return [];
    const { entered_by, display_name, ...reply } = counted;
    const choice = choiceOf(round.mode, reply.choice);
    return [{ ...reply, choice, enteredBy: entered_by === subject.personId ? '' : display_name }];
  });
}

/** A reply typed for somebody else's seat, as who types for others sees it while the round is open (DEC8). */
export interface TypedReply {
  readonly seatId: string;
  /** What was typed, as its row holds it; null where somebody else typed it. */
  readonly choice: string | null;
  /** Who typed it; '' where it was the asker. */
  readonly enteredBy: string;
}

/** What was typed for others and stands, for who may type and take back; nobody else learns even that. */
export async function typedReplies(db: Db, { round, subject, facts }: ReadRound): Promise<TypedReply[]> {
  if (round.state !== 'open' || !may(subject, 'ballot.enter', facts)) return [];
  const rows = await db
    .selectFrom('standing_ballot as ballot')
    .innerJoin('person', 'person.id', 'ballot.entered_by')
    .select(['ballot.seat_id as seatId', 'ballot.choice', 'ballot.via', 'ballot.at', 'ballot.entered_by'])
    .select('person.display_name')
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('mandate')
            .select('mandate.id')
            .whereRef('mandate.seat_id', '=', 'ballot.seat_id')
            .whereRef('mandate.person_id', '=', 'ballot.entered_by'),
        )
        .as('own'),
    )
    .where('ballot.round_id', '=', round.id)
    .execute();
  return [...Map.groupBy(rows, ({ seatId }) => seatId).values()].flatMap((replies) => {
    const counted = replyCounted(replies);
    if (!counted || counted.own) return [];
    const mine = counted.entered_by === subject.personId;
    const enteredBy = mine ? '' : counted.display_name;
    return [{ seatId: counted.seatId, choice: mine ? counted.choice : null, enteredBy }];
  });
}

/** Objections and concerns of closed rounds, by seat; what the street may not read is not here. */
export async function voicesOf(
  db: Db,
  read: ReadRound,
  round: Pick<RoundRecord, 'id' | 'opened_at'> = read.round,
): Promise<VoiceView[]> {
  if (!read.follows) return [];
  const named = may(read.subject, 'ballots.readNamed');
  const names = await speakers(db, read.meetingId, round);
  const rows = await db
    .selectFrom('objection')
    .innerJoin('seat', 'seat.id', 'objection.seat_id')
    .innerJoin('round_roll', (join) =>
      join
        .onRef('round_roll.round_id', '=', 'objection.round_id')
        .onRef('round_roll.seat_id', '=', 'objection.seat_id'),
    )
    .leftJoin('person', 'person.id', 'objection.answered_by')
    .leftJoin('objection_reclassed', 'objection_reclassed.objection_id', 'objection.id')
    .selectAll('objection')
    .select(['round_roll.label', 'person.display_name as answered_by_name'])
    .select('objection_reclassed.at as reclassed_at')
    .where('objection.round_id', '=', round.id)
    .orderBy('objection.kind', (kind) => byText(kind.desc()))
    .orderBy('seat.no')
    .execute();
  return rows.map((row) => {
    const mine = may(read.subject, 'objection.withdraw', { seatId: row.seat_id });
    return {
      id: row.id,
      kind: row.kind,
      who: named || mine ? (names.get(row.seat_id) ?? '') : '',
      label: named || mine ? row.label : '',
      reason: row.reason,
      wouldAgreeIf: row.would_agree_if,
      state: row.state,
      reclassed: row.reclassed_at !== null,
      response: row.response,
      answeredBy: row.answered_by_name ?? '',
      answeredAt: row.answered_at,
      mine: mine && isUnsettled(row.state),
    };
  });
}

/** Counted replies by name once the round is closed; null for those who may not read them. */
export async function namedBallots(db: Db, read: ReadRound): Promise<NamedBallot[] | null> {
  const { round } = read;
  const input = publishedInput(round);
  if (input === null || !read.follows || !may(read.subject, 'ballots.readNamed')) return null;
  const names = await speakers(db, read.meetingId, round);
  return countedOf(readInput(input), await ballotsOf(db, round.id)).map((ballot) => ({
    seatId: ballot.seatId,
    label: ballot.label,
    name: names.get(ballot.seatId) ?? '',
    choice: ballot.choice,
    reason: ballot.reason,
    via: ballot.via,
  }));
}

/**
 * Reasons that stand with the result, by seat, once the round is closed: votes against, hands of two fingers and fewer,
 * and what whoever showed all five would take on. What the street may not read is not here.
 */
export async function heardReplies(db: Db, read: ReadRound): Promise<HeardReply[]> {
  const { round } = read;
  const input = publishedInput(round);
  const { heard, offers } = rulesOf(round.mode);
  if (heard.length + offers.length === 0 || input === null || !read.follows) return [];
  const named = may(read.subject, 'ballots.readNamed');
  const names = await speakers(db, read.meetingId, round);
  const counted = readInput(input);
  const ballots = await ballotsOf(db, round.id);
  const said = [
    ...argumentsAgainst(counted, ballots),
    ...countedOf(counted, ballots).filter(
      ({ choice, reason }) => isOffer(round.mode, choice) && reason !== '',
    ),
  ];
  return said.map((ballot) => ({
    choice: choiceText(ballot.choice),
    who: named ? (names.get(ballot.seatId) ?? '') : '',
    label: named ? ballot.label : '',
    reason: ballot.reason,
  }));
}

/** Who spoke for each seat in a round: its member at the opening, or the alternate who sat there. */
export async function speakers(
  db: Db,
  meetingId: string,
  round: Pick<RoundRecord, 'id' | 'opened_at'>,
): Promise<Map<string, string>> {
  const members = await db
    .selectFrom('round_roll')
    .leftJoin('person', 'person.id', 'round_roll.person_id')
    .select(['round_roll.seat_id', 'person.display_name'])
    .where('round_roll.round_id', '=', round.id)
    .execute();
  const alternates = await db
    .selectFrom('attendance')
    .leftJoin('person', 'person.id', 'attendance.person_id')
    .select(['attendance.seat_id', 'attendance.name', 'person.display_name'])
    .where('attendance.meeting_id', '=', meetingId)
    .where('attendance.mode', '=', 'alternate')
    .where((eb) =>
      eb.or([eb('attendance.left_at', 'is', null), eb('attendance.left_at', '>', round.opened_at)]),
    )
    .execute();
  const names = new Map(members.map((row) => [row.seat_id, row.display_name ?? '']));
  for (const row of alternates)
    if (row.seat_id !== null && names.has(row.seat_id))
      names.set(row.seat_id, row.name || (row.display_name ?? ''));
  return names;
}
