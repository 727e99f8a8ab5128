import type { SaidNumber } from '#lib/text/ballots.ts';
import type { SaidHouseholds } from '#lib/text/quorum.ts';
import type { ResultPicture } from '#lib/text/picture.ts';
import type { SaidRoom } from '#lib/text/result.ts';
import type { SeatCounts } from './ring.ts';

/** An objection or concern with what was answered to it. Names as the round allows them to be shown. */
export interface ResultVoice {
  choice: string;
  /** 懸念, 異議. */
  word: string;
  /** Who said it; left out in secret rounds. */
  who?: string;
  text: string;
  wouldAgreeIf?: string;
  /** State in a word: 取下げ, 取り入れ. */
  state?: string;
  /** Somebody is to answer it; what was only counted is not answered. */
  answered: boolean;
  replies: readonly { who: string; text: string }[];
}

/** What happens next, by whom and when. */
export interface ResultStep {
  /** YYYY-MM-DD for machines. */
  on?: string;
  /** 「2月17日（金）まで」. */
  when: string;
  text: string;
  tag?: string;
  tone?: 'line' | 'care' | 'ok' | 'late';
}

/**
 * Everything a result says, in the fixed order 一 to 八 of domain §5.8, as plain words and numbers: the
 * same object draws the page, the paper and the projector. Sentences come from #lib/text/outcome.ts.
 */
export interface ResultFacts {
  /** 一 */
  sentence: string;
  declared?: string;
  decision?: { no: string; href?: string };
  /** 二 */
  people: {
    counts: SeatCounts;
    counted: number | string;
    needed: number | null;
    eligible: number | string;
    /** Where households were counted. */
    households: SaidHouseholds | null;
    sentence: string;
    detail?: string;
    /** The meter at its opening, who could reply when, members and comers: a sentence each. */
    more: readonly string[];
  };
  /** 三 */
  numbers: readonly SaidNumber[];
  picture: ResultPicture;
  numbersNote?: string;
  /** 四 */
  rule: { sentence: string; source?: string };
  /** 五; null where room and total are not asked (written procedures) */
  room: SaidRoom | null;
  /** 五: how the replies came, a sentence each (WAY7) */
  channels: readonly string[];
  /** 六 */
  voices: readonly ResultVoice[];
  /** Said where nobody wrote anything. */
  noVoices: string;
  voicesNote?: string;
  /** 七 */
  next: readonly ResultStep[];
  /** 八 */
  text: { version: number; text: string; spoken: string; hex: string };
  checkHref?: string;
}
