import { m } from '#lib/paraglide/messages.js';
import type { QuorumFigures } from '#lib/domain/deciding/outcome.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { weightWords } from './weights.ts';

/** Seats by kind, always counted apart and always in this order. */
export interface SeatFigures {
  readonly inPerson: number;
  readonly online: number;
  readonly alternate: number;
  readonly proxy: number;
  readonly written: number;
  readonly absent: number;
}

/** 「25人のうち22人が参加（必要 13人）」 (domain §5.8 ②). */
export function quorumSentence(
  quorum: Pick<QuorumFigures, 'attended' | 'needed'>,
  eligible: string | number,
  locale: Locale,
): string {
  const figures = {
    eligible: weightWords(String(eligible), locale),
    attended: weightWords(quorum.attended, locale),
  };
  return quorum.needed === null
    ? m.quorum_sentence_free(figures, { locale })
    : m.quorum_sentence({ ...figures, needed: weightWords(quorum.needed, locale) }, { locale });
}

/** 成立しています, or 定足数に2人足りません while seats are whole. */
export function quorumStateWords(counted: number, needed: number | null, locale: Locale): string {
  return needed === null || counted >= needed
    ? m.quorum_met({}, { locale })
    : m.quorum_missing({ n: needed - counted }, { locale });
}

/** Who stood in which kind, and who is not counted; observers where they are known. */
export function attendanceDetail(counts: SeatFigures, observers: number | null, locale: Locale): string {
  return observers === null
    ? m.attendance_detail({ ...counts }, { locale })
    : m.attendance_detail_observers({ ...counts, observers }, { locale });
}
