import { figuresOf, hasVote } from '#lib/domain/deciding/index.ts';
import { presentAt } from '#lib/domain/meeting/attendance.ts';
import type { FloorProposal, FloorRound } from '#lib/doc/floor.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import type { MeetingRecord } from '../access/meeting.ts';
import { isPresence, type Register } from '../records/register.ts';
import { outcomeOfRound, ruleOf } from '../records/rounds.ts';
import type { Db } from '../db/open.ts';
import { truth } from '../db/values.ts';

/*
 * Proposals and rounds as the floor shows them: texts, who may reply and who has, the outcome once closed.
 * What anybody chose never enters before the close, and no single choice after it.
 */

/** Proposals of open items with their frozen versions. */
export async function floorProposals(
  db: Db,
  meetingId: string,
  closedItems: ReadonlySet<string>,
): Promise<FloorProposal[]> {
  const proposals = await db
    .selectFrom('proposal')
    .select(['id', 'item_id as itemId', 'state'])
    .where('meeting_id', '=', meetingId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const versions = await db
    .selectFrom('proposal_version')
    .innerJoin('proposal', 'proposal.id', 'proposal_version.proposal_id')
    .select([
      'proposal_version.proposal_id',
      'proposal_version.n',
      'proposal_version.text',
      'proposal_version.text_hash as textHash',
      'proposal_version.frozen_at as frozenAt',
    ])
    .where('proposal.meeting_id', '=', meetingId)
    .orderBy('proposal_version.n')
    .execute();
  return proposals
    .filter((proposal) => !closedItems.has(proposal.itemId))
    .map((proposal) => ({
      ...proposal,
      versions: versions
        .filter((version) => version.proposal_id === proposal.id)
        .map(({ n, text, textHash, frozenAt }) => ({ n, text, textHash, frozenAt })),
    }));
}

/** Rounds on open items in the order they were opened. */
export async function floorRounds(
  db: Db,
  meeting: MeetingRecord,
  register: Register,
  closedItems: ReadonlySet<string>,
): Promise<FloorRound[]> {
  const rounds = await roundsOf(db, meeting.id);
  if (rounds.length === 0) return [];
  const rolls = await db
    .selectFrom('round_roll')
    .innerJoin('round', 'round.id', 'round_roll.round_id')
    .select(['round_roll.round_id', 'round_roll.seat_id', 'round_roll.chair'])
    .where('round.meeting_id', '=', meeting.id)
    .execute();
  const ballots = await db
    .selectFrom('ballot')
    .innerJoin('round', 'round.id', 'ballot.round_id')
    .select(['ballot.round_id', 'ballot.seat_id'])
    .distinct()
    .where('round.meeting_id', '=', meeting.id)
    .execute();
  return rounds
    .filter((round) => !closedItems.has(round.itemId))
    .map(({ outcome: stored, rule, fiscal_year, seq, decisionId, closed_at, ...round }) => {
      const asked = { mode: round.mode, rule: ruleOf({ rule }) };
      const outcome = outcomeOfRound({ ...round, outcome: stored });
      const replied = ballots.filter((row) => row.round_id === round.id).map((row) => row.seat_id);
      const there = seatsAt(register, closed_at);
      const entitled = rolls
        .filter((row) => row.round_id === round.id && hasVote(asked, { chair: truth(row.chair) }))
        .map((row) => row.seat_id)
        .filter((seat) => there.has(seat) || replied.includes(seat));
      return {
        ...round,
        canReply: inOrder(register, entitled),
        replied: inOrder(register, replied),
        outcome: outcome && figuresOf(outcome),
        decisionNo: fiscal_year === null || seq === null ? null : decisionNumber(fiscal_year, seq),
        decisionId,
      };
    });
}

function roundsOf(db: Db, meetingId: string) {
  return db
    .selectFrom('round')
    .innerJoin('proposal_version', 'proposal_version.id', 'round.version_id')
    .leftJoin('decision', 'decision.round_id', 'round.id')
    .select([
      'round.id',
      'round.item_id as itemId',
      'round.proposal_id as proposalId',
      'round.no',
      'round.mode',
      'round.state',
      'proposal_version.n as versionNo',
      'proposal_version.text',
      'round.text_hash as textHash',
      'proposal_version.frozen_at as frozenAt',
      'round.opened_at as openedAt',
      'round.closes_at as closesAt',
      'round.closed_at',
      'round.rule',
      'round.outcome',
      'decision.fiscal_year',
      'decision.seq',
      'decision.id as decisionId',
    ])
    .where('round.meeting_id', '=', meetingId)
    .orderBy('round.opened_at')
    .orderBy('round.no')
    .execute();
}

/** Seats with somebody on them: now, or when the round was closed. */
function seatsAt(register: Register, closedAt: number | null): ReadonlySet<string> {
  const stays = register.entries
    .filter((entry) => isPresence(entry.mode))
    .map((entry) => ({
      seat: entry.seatId,
      mode: entry.mode,
      arrivedAt: entry.arrivedAt,
      leftAt: entry.leftAt,
    }));
  const present =
    closedAt === null ? stays.filter((stay) => stay.leftAt === null) : presentAt(stays, closedAt);
  return new Set(present.flatMap((stay) => (stay.seat === null ? [] : [stay.seat])));
}

function inOrder(register: Register, seats: readonly string[]): string[] {
  const wanted = new Set(seats);
  const known = register.seats.filter((seat) => wanted.has(seat.id)).map((seat) => seat.id);
  return [...known, ...[...wanted].filter((seat) => !known.includes(seat)).sort()];
}
