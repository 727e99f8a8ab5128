import type { SeatCounts } from './ring.ts';

/** An objection or concern with what was answered to it. Names as the round allows them to be shown. */
export interface ResultVoice {
  choice: 'concern' | 'objection' | 'against';
  /** 懸念, 異議. */
  word: string;
  /** Who said it; left out in secret rounds. */
  who?: string;
  text: string;
  wouldAgreeIf?: string;
  /** State in a word: 取下げ, 取り入れ. */
  state?: string;
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
    sentence: string;
    detail?: string;
  };
  /** 三 */
  numbers: readonly { choice: string; label: string; value: string }[];
  numbersNote?: string;
  /** 四 */
  rule: { sentence: string; source?: string };
  /** 五; null where room and total are not asked (written procedures) */
  room: {
    columns: readonly string[];
    rows: readonly { label: string; cells: readonly string[]; result: string }[];
    same: boolean;
  } | null;
  /** 五: how the replies came, a sentence each (WAY7) */
  channels: readonly string[];
  /** 六 */
  voices: readonly ResultVoice[];
  voicesNote?: string;
  /** 七 */
  next: readonly ResultStep[];
  /** 八 */
  text: { version: number; text: string; spoken: string; hex: string };
  checkHref?: string;
}
