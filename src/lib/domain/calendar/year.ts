/**
 * Fiscal years (April to March) and eras as data (CAL4–CAL6, R-HAC-01). Wording like 令和元年度 is the
 * catalogues' work.
 */
import { partsOf } from './day.ts';
import type { Day } from './day.ts';

export type EraKey = 'showa' | 'heisei' | 'reiwa';

/** `year` 1 is written 元年. */
export interface EraYear {
  readonly era: EraKey;
  readonly year: number;
}

/** First day and the Western year before year 1, the latest first. */
const eras: readonly { readonly era: EraKey; readonly from: Day; readonly before: number }[] = [
  { era: 'reiwa', from: '2019-05-01', before: 2018 },
  { era: 'heisei', from: '1989-01-08', before: 1988 },
  { era: 'showa', from: '1926-12-25', before: 1925 },
];

/** The first day of an era, the first day after it (null: it goes on), and the Western year before its year 1 (CAL5). */
export function eraDays(era: EraKey): {
  readonly from: Day;
  readonly until: Day | null;
  readonly before: number;
} {
  const at = eras.findIndex(({ era: key }) => key === era);
  const { from, before } = eras[at]!;
  return { from, before, until: eras[at - 1]?.from ?? null };
}

/** By which eras are written, in lower case. */
const eraSigns: Readonly<Record<string, EraKey>> = {
  令和: 'reiwa',
  令: 'reiwa',
  r: 'reiwa',
  平成: 'heisei',
  平: 'heisei',
  h: 'heisei',
  昭和: 'showa',
  昭: 'showa',
  s: 'showa',
};

/** The era that is written 令和, 令 or r; throws RangeError for what is none. */
export function eraBySign(sign: string): EraKey {
  const era = eraSigns[sign];
  if (era === undefined) throw new RangeError(`not an era: ${sign}`);
  return era;
}

/** The Western year of a year of an era: 2022 of 令和, 4. */
export function yearOfEra(sign: string, year: number): number {
  return eraDays(eraBySign(sign)).before + year;
}

/** Era and year of `day`; null before Shōwa (CAL5). */
export function eraOf(day: Day): EraYear | null {
  const [year] = partsOf(day);
  const found = eras.find(({ from }) => day >= from);
  return found === undefined ? null : { era: found.era, year: year - found.before };
}

/** The Western year in whose April the fiscal year of `day` began (CAL4): 2022 for 2023-02-15. */
export function fiscalYearOf(day: Day): number {
  const [year, month] = partsOf(day);
  return month >= 4 ? year : year - 1;
}

/**
 * The fiscal year of a list that is shown: the one asked for where the list has it, else its newest (CAL10). `years` the
 * newest first; null where there is none.
 */
export function yearShown(
  years: readonly { readonly fiscalYear: number }[],
  asked: number | null,
): number | null {
  return (years.find(({ fiscalYear }) => fiscalYear === asked) ?? years[0])?.fiscalYear ?? null;
}

/** First and last day of a fiscal year, both included (CAL4). */
export function fiscalYearDays(fiscalYear: number): { readonly first: Day; readonly last: Day } {
  const four = (year: number): string => String(year).padStart(4, '0');
  return { first: `${four(fiscalYear)}-04-01`, last: `${four(fiscalYear + 1)}-03-31` };
}

/**
 * Era and year by which a fiscal year is called (CAL6): those of its 1 May. So 2019 is Reiwa 1 as a whole, as the
 * government decided for its budget, and 1988 is Shōwa 63 although Heisei began in its January.
 */
export function eraOfFiscalYear(fiscalYear: number): EraYear | null {
  return eraOf(`${String(fiscalYear).padStart(4, '0')}-05-01`);
}
