/**
 * The round as anybody may have it (DEC8): enough to reckon the outcome again, to the letter, and nothing that tells
 * whose key it is. Keys are random per round already; here go the marks and instants that single somebody out.
 */
import { comesLate } from './ballots.ts';
import { MINUTE, parseInstant } from './instant.ts';
import { byCodePoint } from './order.ts';
import { leavesChairOut } from './reply.ts';
import type { RoundJson } from './round.ts';

const dayMs = 86_400_000;
const nsPerMs = 1_000_000n;

type BallotJson = NonNullable<RoundJson['ballots']>[number];

/**
 * Without the chair's mark where the rule treats the chair like everybody, without how people attended except where
 * alternates don't count, and with instants that say no more than which of somebody's replies is the later one and
 * whether it came in time (T2, T3).
 */
export function asPublished(input: RoundJson): RoundJson {
  const chairMatters = leavesChairOut({ mode: input.mode, rule: input.rule });
  return {
    ...input,
    roll: (input.roll ?? []).map(({ chair, ...voter }) =>
      chairMatters && chair ? { ...voter, chair } : voter,
    ),
    attendance: attendanceOf(input),
    ballots: ballotsOf(input),
  };
}

/** Who is there: one entry a key; `alternate` only where that makes a difference (T6). */
function attendanceOf({ attendance, rule }: RoundJson): NonNullable<RoundJson['attendance']> {
  const there = new Map<string, 'in_person' | 'alternate'>();
  for (const { key, mode } of attendance ?? []) {
    const marked = mode === 'alternate' && rule.quorum?.countAlternate !== true;
    if (!marked || !there.has(key)) there.set(key, marked ? 'alternate' : 'in_person');
  }
  return [...there].map(([key, mode]) => ({ key, mode })).sort((a, b) => byCodePoint(a.key, b.key));
}

function ballotsOf({ ballots, closesAt }: RoundJson): BallotJson[] {
  const closes = closesAt == null ? null : instantIn(closesAt);
  const timed = (ballots ?? []).map((ballot) => ({ ballot, at: instantIn(ballot.at) }));
  timed.sort(
    (a, b) =>
      byCodePoint(a.ballot.key, b.ballot.key) ||
      byCodePoint(a.ballot.via, b.ballot.via) ||
      (a.at < b.at ? -1 : 1),
  );
  const first = timed.reduce((least, { at }) => (at < least ? at : least), timed[0]?.at ?? 0n);
  const day = Math.floor(Number(first / nsPerMs) / dayMs) * dayMs;
  let place = 0;
  return timed.map(({ ballot, at }, i) => {
    const before = timed[i - 1]?.ballot;
    place = before?.key === ballot.key && before.via === ballot.via ? place + 1 : 0;
    const late = comesLate(at, closes);
    const base = closes === null ? day : Number((late ? closes + MINUTE : closes - MINUTE) / nsPerMs);
    return { ...ballot, at: new Date(base + place).toISOString() };
  });
}

/** Instants of a round of our own are well written. */
function instantIn(text: string): bigint {
  return parseInstant(text) ?? 0n;
}
