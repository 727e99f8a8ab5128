import { m } from '#lib/paraglide/messages.js';
import type { HouseholdFigures } from '#lib/domain/deciding/households.ts';
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

/** A quorum in households: who attended, who is needed and of how many, as words. */
export interface SaidHouseholds {
  readonly households: string;
  readonly members: number;
  readonly attended: string;
  readonly needed: string;
  /** The same without their unit, where a ring has little room: 4と12分の5, 必要：3超. */
  readonly short: { readonly attended: string; readonly needed: string };
}

/** So many households: 3世帯, 2と6分の1世帯分. */
export function householdsOf(weight: string, locale: Locale): string {
  const n = weightWords(weight, locale);
  return weight.includes('/') ? m.households_share({ n }, { locale }) : m.households_whole({ n }, { locale });
}

/** 3世帯, 2と6分の1世帯分; what is needed may have to be exceeded: 2世帯分を超える数. Null where people are counted. */
export function householdWords(
  figures: HouseholdFigures | null | undefined,
  { attended, needed }: Pick<QuorumFigures, 'attended' | 'needed'>,
  locale: Locale,
): SaidHouseholds | null {
  if (!figures) return null;
  const { households, members, exceeds } = figures;
  const words = (weight: string) => householdsOf(weight, locale);
  const n = weightWords(needed ?? '0', locale);
  return {
    households: words(households),
    members,
    attended: words(attended),
    needed: exceeds ? m.households_more_than({ n }, { locale }) : words(needed ?? '0'),
    short: {
      attended: weightWords(attended, locale),
      needed: exceeds ? m.quorum_ring_over({ n }, { locale }) : m.quorum_ring_need({ n }, { locale }),
    },
  };
}

/** 「25人のうち22人が参加（必要 13人）」 (domain §5.8 ②); of a round that counted households, those. */
export function quorumSentence(
  quorum: Pick<QuorumFigures, 'attended' | 'needed'>,
  eligible: string | number,
  locale: Locale,
  figuresOfHouseholds?: HouseholdFigures | null,
): string {
  const households = householdWords(figuresOfHouseholds, quorum, locale);
  if (households)
    return quorum.needed === null
      ? m.quorum_sentence_households_free({ ...households }, { locale })
      : m.quorum_sentence_households({ ...households }, { locale });
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
