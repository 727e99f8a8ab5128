/**
 * What a round yields: the published `Outcome` of contracts §7. Every weight is an exact rational as text in
 * lowest terms; every list is sorted by code point, except `ranking` (by rank) and `steps` (in time).
 */
import type { Via } from './words.ts';

export const outcomeCodes = [
  'CONSENSUS',
  'CONSENSUS_WITH_CONCERNS',
  'NOT_YET',
  'AGREED',
  'AGREED_STRONG',
  'AGREED_WEAK',
  'UNCLEAR',
  'PASSED_UNANIMOUSLY',
  'PASSED_BY_MAJORITY',
  'REJECTED',
  'TIED',
  'PASSED_BY_CASTING_VOTE',
  'REJECTED_BY_CASTING_VOTE',
  'NO_QUORUM',
  'MEETING_REQUIRED',
  'COMPILED',
  'RANKED',
] as const;
export type OutcomeCode = (typeof outcomeCodes)[number];

/** Why a round is NOT_YET. */
export type Reason = 'objection' | 'block' | 'talk' | 'too_few_positions';

/** Remote ballots or proxies turned the result of those in the room (T13). */
export type Flag = 'REMOTE_CHANGED_RESULT';

export interface QuorumFigures {
  attended: string;
  /** Null when the rule asks for none. */
  needed: string | null;
  met: boolean;
}

/** Weights; `for` to `invalid` belong to modes with a side to take, the other modes speak in `byChoice`. */
export interface Numbers {
  for: string;
  against: string;
  abstain: string;
  invalid: string;
  /** Present, but neither a counted ballot nor a voting proxy. */
  notCast: string;
}

export interface Ranked {
  option: string;
  score: string;
  /** Competition ranking: 1, 2, 2, 4. */
  rank: number;
}

/** One round of an instant run-off; the last one eliminates nobody. */
export interface Step {
  counts: Record<string, string>;
  eliminated: string | null;
}

export interface Outcome {
  code: OutcomeCode;
  reason: Reason | null;
  quorum: QuorumFigures;
  base: string | null;
  needed: string | null;
  total: Numbers & { byChoice: Record<string, string> };
  /** The same rule over those in the room alone; null in written modes. */
  inRoom: ({ code: OutcomeCode } & Numbers) | null;
  ranking: Ranked[];
  /** The only option at rank 1; null on a tie at the top or without ballots. */
  winner: string | null;
  steps: Step[];
  /** Keys whose objection is open. */
  objections: string[];
  late: string[];
  wrongText: string[];
  superseded: { key: string; via: Via }[];
  unanswered: string[];
  flags: Flag[];
}

const agreeing: ReadonlySet<OutcomeCode> = new Set<OutcomeCode>([
  'CONSENSUS',
  'CONSENSUS_WITH_CONCERNS',
  'AGREED',
  'AGREED_STRONG',
  'AGREED_WEAK',
  'PASSED_UNANIMOUSLY',
  'PASSED_BY_MAJORITY',
  'PASSED_BY_CASTING_VOTE',
]);

/** The code says that the proposal passes or is agreed to. */
export function agrees(code: OutcomeCode): boolean {
  return agreeing.has(code);
}
