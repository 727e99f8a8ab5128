/**
 * What a page needs to say a result in the fixed layout of domain dossier §5.8, as plain data: which sentence, who
 * took part, the numbers, the rule in facts, room against total. The words are made elsewhere, per language.
 * Counts of people (`n`, `voters`) are numbers; weights are rationals as text, as in the outcome.
 */
import { equal, ONE, toText } from '../rational.ts';
import { sortBallots } from './ballots.ts';
import type { Floor } from './floor.ts';
import { countFloor } from './modes/counts.ts';
import { isRanking, isWritten, rulesOf } from './modes/registry.ts';
import type { Numbers, Outcome, OutcomeCode, Reason } from './outcome.ts';
import type { Ballot, DotsRule, MajorityRule, QuorumRule, RoundInput } from './round.ts';
import { floorOf, roomOf } from './stand.ts';
import type { CastingChoice, ChairVote, Mode, ProxyMeaning, TieRule } from './words.ts';

/** One sentence per code; NOT_YET has one per reason. */
export type SentenceKey = Lowercase<Exclude<OutcomeCode, 'NOT_YET'>> | `not_yet_${Reason}`;

export interface Explanation {
  /** ① The sentence, with its number where it has one: concerns, objections, blocks, wishes to talk, supporters. */
  readonly sentence: { readonly key: SentenceKey; readonly n: number | null };
  /** ② {E}, {A}, {need}: weights; equal to the people while nobody weighs other than 1. */
  readonly participation: {
    readonly eligible: string;
    readonly attended: string;
    /** Null: no quorum is asked. */
    readonly needed: string | null;
    readonly met: boolean;
    /** People, households or seats on the roll, and those of them with a counted ballot. */
    readonly voters: number;
    readonly answered: number;
    readonly weighted: boolean;
  };
  /** ③ The four numbers and those who cast nothing; null in modes that have no sides (see `histogram`). */
  readonly numbers: Numbers | null;
  /** Every choice with its weight, in the mode's own order; null where options are ranked. */
  readonly histogram: readonly { readonly choice: string; readonly weight: string }[] | null;
  /** ④ The rule in facts. */
  readonly rule: RuleFacts;
  /** ⑤ Room against total; null in written modes. */
  readonly room: RoomFacts | null;
}

export interface RuleFacts {
  readonly mode: Mode;
  readonly quorum: QuorumRule | null;
  /** With base and needed as reckoned; `abstentionIsNo`: an abstention or blank ballot works like a no. */
  readonly majority:
    | (MajorityRule & {
        readonly baseWeight: string | null;
        readonly needed: string | null;
        readonly abstentionIsNo: boolean;
      })
    | null;
  /** Null where no chair is on the roll or the mode treats all alike. */
  readonly chairVote: ChairVote | null;
  readonly tie: { readonly rule: TieRule; readonly chairCasts: CastingChoice | null } | null;
  readonly proxies: {
    /** Null outside majority mode: proxies are there for the quorum only. */
    readonly meaning: ProxyMeaning | null;
    readonly given: number;
    readonly void: number;
    readonly voting: number;
    readonly quorumOnly: number;
  };
  /** Gradients only. */
  readonly blockIsVeto: boolean | null;
  /** Dot vote only: dots placed of those that could have been. */
  readonly dots: (DotsRule & { readonly placed: number; readonly possible: number }) | null;
}

export interface RoomFacts {
  readonly code: OutcomeCode;
  readonly numbers: Numbers;
  /** What of the room said which choice, or how far each option came there: by their names. */
  readonly byChoice: Readonly<Record<string, string>>;
  /** The people in the room (出席者). */
  readonly voters: number;
  /** What the base `present` weighs, in the room and in total (T8): the replies and those who gave none. */
  readonly present: { readonly room: string; readonly total: string };
  /** Another code, or other numbers, than in total. */
  readonly differs: boolean;
  /** One passes or agrees and the other does not, or other winners: the flag of T13. */
  readonly changedByRemote: boolean;
}

/** The facts behind an outcome of this very input. */
export function explain(input: RoundInput, outcome: Outcome): Explanation {
  const { counted } = sortBallots(input);
  const floor = floorOf(input, counted, input.proxies);
  const { choices, takesSides } = rulesOf(input.mode);
  return {
    sentence: { key: sentenceKey(outcome), n: sentenceNumber(outcome, floor) },
    participation: {
      eligible: toText(floor.scale.of(input.roll.map((voter) => voter.key))),
      attended: outcome.quorum.attended,
      needed: isWritten(input.mode) ? null : outcome.quorum.needed,
      met: isWritten(input.mode) || outcome.quorum.met,
      voters: input.roll.length,
      answered: counted.size,
      weighted: input.roll.some((voter) => !equal(voter.weight, ONE)),
    },
    numbers: takesSides ? numbersOf(outcome.total) : null,
    histogram: isRanking(input.mode)
      ? null
      : choices.map((choice) => ({ choice, weight: outcome.total.byChoice[choice] ?? '0' })),
    rule: ruleFacts(input, outcome, floor),
    room: roomFacts(outcome, floor, counted),
  };
}

function sentenceKey({ code, reason }: Outcome): SentenceKey {
  if (code === 'NOT_YET') return `not_yet_${reason ?? 'too_few_positions'}`;
  return code.toLowerCase() as SentenceKey;
}

function sentenceNumber({ code, reason, objections }: Outcome, floor: Floor): number | null {
  if (code === 'AGREED' || code === 'COMPILED') return floor.ballots.size;
  const choices = rulesOf(floor.input.mode).counted[reason ?? code];
  if (choices) return [...floor.said.values()].filter((word) => choices.includes(word)).length;
  return reason === 'objection' ? objections.length : null;
}

function numbersOf(from: Numbers): Numbers {
  return {
    for: from.for,
    against: from.against,
    abstain: from.abstain,
    invalid: from.invalid,
    notCast: from.notCast,
  };
}

function ruleFacts(input: RoundInput, outcome: Outcome, floor: Floor): RuleFacts {
  const { mode, rule } = input;
  const voting = rulesOf(mode).vote;
  const asked = !isWritten(mode) && rule.quorum.op !== 'none';
  return {
    mode,
    quorum: asked ? rule.quorum : null,
    majority: voting
      ? {
          ...rule.majority,
          baseWeight: outcome.base,
          needed: outcome.needed,
          abstentionIsNo: rule.majority.base !== 'cast',
        }
      : null,
    chairVote: voting && input.roll.some((voter) => voter.chair) ? rule.chairVote : null,
    tie: voting ? { rule: rule.tieRule, chairCasts: input.chairCasts } : null,
    proxies: {
      meaning: voting ? rule.proxyMeaning : null,
      given: input.proxies.length,
      void: input.proxies.length - floor.proxied.size,
      voting: floor.votingProxies.size,
      quorumOnly: floor.proxied.size - floor.votingProxies.size,
    },
    blockIsVeto: mode === 'gradients' ? rule.blockIsVeto : null,
    dots: rulesOf(mode).ballot === 'dots' ? { ...rule.dots, ...dotsPlaced(floor) } : null,
  };
}

/** Dots as the voters placed them, not weighted. */
function dotsPlaced({ ballots, input }: Floor): { placed: number; possible: number } {
  let placed = 0;
  for (const { choice } of ballots.values()) {
    if (choice instanceof Map)
      for (const dots of (choice as ReadonlyMap<string, number>).values()) placed += dots;
  }
  return { placed, possible: ballots.size * input.rule.dots.perVoter };
}

function roomFacts(
  { inRoom, code, total, flags }: Outcome,
  floor: Floor,
  counted: ReadonlyMap<string, Ballot>,
): RoomFacts | null {
  if (inRoom === null) return null;
  const alone = roomOf(floor.input, counted);
  const { byChoice } = countFloor(alone);
  const [room, all] = [numbersOf(inRoom), numbersOf(total)];
  return {
    code: inRoom.code,
    numbers: room,
    byChoice: Object.fromEntries([...byChoice].map(([choice, weight]) => [choice, toText(weight)])),
    voters: floor.inPerson.size,
    present: { room: toText(alone.scale.of(alone.present)), total: toText(floor.scale.of(floor.present)) },
    differs: inRoom.code !== code || JSON.stringify(room) !== JSON.stringify(all),
    changedByRemote: flags.includes('REMOTE_CHANGED_RESULT'),
  };
}
