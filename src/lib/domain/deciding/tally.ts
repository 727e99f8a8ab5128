/**
 * The tally of a round (contracts §7, T1–T18): a pure function of its published input, the same in browser, server
 * and command line (I5). It proposes; a human declares. Rules and the readings chosen: ../SPEC.md, "Consensus".
 */
import { toText } from '../rational.ts';
import type { Rational } from '../rational.ts';
import { quorumFigures } from './attendance.ts';
import { sortBallots } from './ballots.ts';
import type { SortedBallots } from './ballots.ts';
import type { Count } from './count.ts';
import type { Floor } from './floor.ts';
import type { InputError } from './input-error.ts';
import { isInputError } from './input-error.ts';
import { countFloor } from './modes/counts.ts';
import { isRanking, isWritten } from './modes/registry.ts';
import { sorted } from './order.ts';
import { agrees } from './outcome.ts';
import type { Flag, Numbers, Outcome } from './outcome.ts';
import { parseRound } from './parse.ts';
import type { RoundInput } from './round.ts';
import { floorOf, roomOf } from './stand.ts';
import type { Mode } from './words.ts';

/** The outcome of a checked round. Never throws; the order of any list in the input changes nothing (T17). */
export function tally(input: RoundInput): Outcome {
  const ballots = sortBallots(input);
  const floor = floorOf(input, ballots.counted, input.proxies);
  const whole = countFloor(floor);
  const room = isWritten(input.mode) ? null : countRoom(input, ballots);
  const quorum = quorumFigures(input.rule.quorum, input.roll, floor.attended, floor.scale);
  const stopped = !quorum.met && !isWritten(input.mode);
  return {
    code: stopped ? 'NO_QUORUM' : whole.code,
    reason: stopped ? null : whole.reason,
    quorum,
    base: whole.base === null ? null : toText(whole.base),
    needed: whole.needed,
    total: { ...numbers(whole, floor), byChoice: asTexts(whole.byChoice) },
    inRoom: room && { code: room.count.code, ...numbers(room.count, room.floor) },
    ranking: whole.ranking.map(({ option, score, rank }) => ({ option, score: toText(score), rank })),
    winner: whole.winner,
    steps: whole.steps.map(({ counts, eliminated }) => ({ counts: asTexts(counts), eliminated })),
    objections: [...whole.objections],
    late: [...ballots.late],
    wrongText: [...ballots.wrongText],
    superseded: ballots.superseded.map(({ key, via }) => ({ key, via })),
    unanswered: unanswered(input, floor, ballots),
    flags: stopped || room === null ? [] : flags(input.mode, whole, room.count),
  };
}

/** The outcome of a published round, or what is wrong with its JSON. */
export function outcomeOf(json: unknown): Outcome | InputError {
  const input = parseRound(json);
  return isInputError(input) ? input : tally(input);
}

/** The same rule over those in the room alone; no quorum is asked there (T13). */
function countRoom(
  input: RoundInput,
  ballots: SortedBallots,
): { readonly floor: Floor; readonly count: Count } {
  const floor = roomOf(input, ballots.counted);
  return { floor, count: countFloor(floor) };
}

function flags(mode: Mode, whole: Count, room: Count): Flag[] {
  const differ = isRanking(mode) ? whole.winner !== room.winner : agrees(whole.code) !== agrees(room.code);
  return differ ? ['REMOTE_CHANGED_RESULT'] : [];
}

/** On the roll and never heard of: not in the room, no ballot of any kind, no proxy (T18). */
function unanswered(input: RoundInput, floor: Floor, ballots: SortedBallots): string[] {
  const heard = new Set([
    ...floor.inPerson,
    ...ballots.counted.keys(),
    ...ballots.late,
    ...ballots.wrongText,
    ...input.proxies.map((proxy) => proxy.from),
  ]);
  return sorted(input.roll.map((voter) => voter.key).filter((key) => !heard.has(key)));
}

function numbers({ sides }: Count, floor: Floor): Numbers {
  return {
    for: toText(sides.for),
    against: toText(sides.against),
    abstain: toText(sides.abstain),
    invalid: toText(sides.invalid),
    notCast: toText(floor.scale.of(floor.notCast)),
  };
}

/** An object, not a map, since this is JSON; `fromEntries` keeps even an option called `__proto__` a plain name. */
function asTexts(weights: ReadonlyMap<string, Rational>): Record<string, string> {
  return Object.fromEntries([...weights].map(([name, weight]) => [name, toText(weight)]));
}
