import type { Count } from '../count.ts';
import type { Floor } from '../floor.ts';
import type { OutcomeCode, Reason } from '../outcome.ts';
import type { VoiceKind } from '../words.ts';

/** What a reply says beside its choice (DEC7). */
export interface Asked {
  /** `required`: the reply is refused without it; `optional`: there is a field for it. */
  readonly reason: 'required' | 'optional';
  /** What would let the objector agree. */
  readonly wouldAgreeIf?: 'required';
}

/**
 * All that one way of deciding is: its words, what it offers, what a reply must say, its count. One file a mode,
 * gathered in `registry.ts`; a new mode is a new file and its line there.
 */
export interface ModeRules {
  /** A ballot says a word, gives dots to options, or ranks them. */
  readonly ballot: 'word' | 'dots' | 'ranking';
  /** Every word a ballot may say, in order; empty where a ballot speaks of options. */
  readonly choices: readonly string[];
  /** Those a person is offered on a screen, in their fixed order. */
  readonly offered: readonly string[];
  /** Those that exist on paper only, entered by who records. */
  readonly onPaper: readonly string[];
  /** Choices with which something is said; with all others nothing is. */
  readonly asks: Readonly<Record<string, Asked>>;
  /** Choices that become something to answer once the round is closed (DEC9). */
  readonly voices: readonly VoiceKind[];
  /** A ballot takes a side: an outcome has its for, against, abstain and invalid. */
  readonly takesSides: boolean;
  /** What the numbers of a result are: each choice, the four sides, or the options. */
  readonly shown: 'choices' | 'sides' | 'options';
  /** Held wholly in writing: no quorum is asked, nobody is in a room (T15). */
  readonly written: boolean;
  /** A vote: the chair may be left out (T8), proxies may vote (T7), a tie may be decided (T11). */
  readonly vote: boolean;
  /** Choices that the figure of a sentence counts, by the code or reason the sentence says (domain §5.8 ①). */
  readonly counted: Readonly<Partial<Record<OutcomeCode | Reason, readonly string[]>>>;
  /** The code with its figures (T14–T16). */
  readonly count: (floor: Floor) => Count;
}
