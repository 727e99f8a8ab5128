/**
 * What a tally is made from: the round as it stood when it closed. `RoundInput` is the checked form (made by
 * `parseRound` only), `RoundJson` the published one of contracts §7, with rationals and instants as text.
 */
import type { Rational } from '../rational.ts';
import type {
  AttendanceMode,
  Base,
  CastingChoice,
  ChairVote,
  MajorityOp,
  Mode,
  ProxyChoice,
  ProxyMeaning,
  QuorumOp,
  TieRule,
  Via,
} from './words.ts';

export interface QuorumRule {
  readonly op: QuorumOp;
  readonly num: number;
  readonly den: number;
  /** Seats represented by an alternate count as attending. */
  readonly countAlternate: boolean;
  /** Grantors of valid proxies count as attending. */
  readonly countProxy: boolean;
  /** Seats with a counted electronic or paper ballot count as attending. */
  readonly countWritten: boolean;
}

export interface MajorityRule {
  readonly op: MajorityOp;
  readonly num: number;
  readonly den: number;
  readonly base: Base;
}

export interface DotsRule {
  readonly perVoter: number;
  readonly maxPerOption: number;
}

/** The rule frozen before the first ballot (I4). Parts the mode does not use hold inert values. */
export interface Rule {
  readonly quorum: QuorumRule;
  readonly majority: MajorityRule;
  readonly chairVote: ChairVote;
  readonly tieRule: TieRule;
  readonly proxyMeaning: ProxyMeaning;
  readonly blockIsVeto: boolean;
  readonly dots: DotsRule;
}

/** One entry of the roll frozen at opening: a seat, person or household. */
export interface Voter {
  readonly key: string;
  readonly weight: Rational;
  readonly chair: boolean;
}

export interface Attendance {
  readonly key: string;
  readonly mode: AttendanceMode;
}

export interface Proxy {
  readonly from: string;
  readonly to: string | null;
  readonly choice: ProxyChoice | null;
}

/** A word of the mode, a ranked list of options (first is best), or dots per option. */
export type Choice = string | readonly string[] | ReadonlyMap<string, number>;

export interface Ballot {
  readonly key: string;
  readonly choice: Choice;
  readonly via: Via;
  /** Nanoseconds since 1970 UTC. */
  readonly at: bigint;
  readonly textHash: string;
}

export interface RoundInput {
  readonly mode: Mode;
  readonly rule: Rule;
  readonly textHash: string;
  /** Nanoseconds since 1970 UTC; null when there is no deadline. */
  readonly closesAt: bigint | null;
  readonly options: readonly string[];
  readonly lotSeed: string;
  readonly roll: readonly Voter[];
  readonly attendance: readonly Attendance[];
  readonly proxies: readonly Proxy[];
  readonly ballots: readonly Ballot[];
  readonly chairCasts: CastingChoice | null;
  readonly objectionsClosed: readonly string[];
}

/** The published JSON. Optional members may be left out; lists left out are empty (T1). */
export interface RoundJson {
  mode: Mode;
  rule: {
    quorum?: { op: QuorumOp } & Partial<QuorumRule>;
    majority?: MajorityRule;
    chairVote?: ChairVote;
    tieRule?: TieRule;
    proxyMeaning?: ProxyMeaning;
    blockIsVeto?: boolean;
    dots?: DotsRule;
  };
  textHash: string;
  closesAt?: string | null;
  options?: string[];
  lotSeed?: string | null;
  roll?: { key: string; weight?: string; chair?: boolean }[];
  attendance?: Attendance[];
  proxies?: { from: string; to?: string | null; choice?: ProxyChoice | null }[];
  ballots?: {
    key: string;
    choice: string | number | string[] | Record<string, number>;
    reason?: string | null;
    wouldAgreeIf?: string | null;
    via: Via;
    at: string;
    textHash: string;
  }[];
  chairCasts?: CastingChoice | null;
  objectionsClosed?: string[];
}
