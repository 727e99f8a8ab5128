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
 * All that one way of deciding is besides its count: its words, what it offers, what a reply must say. One file a mode,
 * its count beside it, gathered in `registry.ts` and `counts.ts`; a new mode is a new file and a line in each.
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
  /** Choices whose reason stands with the result and is not answered: it was counted (DEC17). */
  readonly heard: readonly string[];
  /** Choices with which somebody may write what he would take on himself (domain §5.3). */
  readonly offers: readonly string[];
  /** A text that was not agreed to yet may be asked about again as it stands: people have talked since (DEC3). */
  readonly sameTextAgain: boolean;
  /** A ballot takes a side: an outcome has its for, against, abstain and invalid. */
  readonly takesSides: boolean;
  /** What the numbers of a result are: each choice, the four sides, or the options. */
  readonly shown: 'choices' | 'sides' | 'options';
  /** How the numbers are drawn: as the parts of one whole, or as a bar each. */
  readonly picture: 'parts' | 'bars';
  /** Held wholly in writing: no quorum is asked, nobody is in a room (T15). */
  readonly written: boolean;
  /** A vote: the chair may be left out (T8), proxies may vote (T7), a tie may be decided (T11). */
  readonly vote: boolean;
  /** Choices that the figure of a sentence counts, by the code or reason the sentence says (domain §5.8 ①). */
  readonly counted: Readonly<Partial<Record<OutcomeCode | Reason, readonly string[]>>>;
}
