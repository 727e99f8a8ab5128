import { yearOfEra } from './year.ts';

/**
 * The number by which a decision is called, as it is printed and sealed: '2022-07', the fiscal year and its place there
 * with two digits at least (DEC12).
 */
export function decisionNumber(fiscalYear: number, seq: number): string {
  return `${fiscalYear}-${String(seq).padStart(2, '0')}`;
}

/** Decisions that somebody calls by their number; without a year, those of any. */
export interface CalledDecision {
  readonly fiscalYear: number | null;
  readonly seq: number;
}

const calledShort = /^(\d{4})-(\d{1,6})$/;
const calledInWords =
  /^(?:(?:(令和|平成|昭和|[rhs])(\d{1,2}|元)|(?:fy)?(\d{4}))(?:年度|年)?(?:\(\d{4}年度\))?の?,?)?(?:決定|decision)?(?:第|no\.?)?(\d{1,6})号?$/;

/** The decision that `words` call (LST3): 2022-03, 令和4年度 決定第3号, 第3号, 決定3号; null where they call none. */
export function decisionCalled(words: string): CalledDecision | null {
  const plain = words
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212\u30fc]/gu, '-')
    .replace(/\s+/g, '')
    .toLowerCase();
  const short = calledShort.exec(plain);
  if (short) return { fiscalYear: Number(short[1]), seq: Number(short[2]) };
  const [, era, year = '', western, seq] = calledInWords.exec(plain) ?? [];
  if (seq === undefined || !/号|決定|decision|no/.test(plain)) return null;
  if (western !== undefined) return { fiscalYear: Number(western), seq: Number(seq) };
  return {
    fiscalYear: era === undefined ? null : yearOfEra(era, year === '元' ? 1 : Number(year)),
    seq: Number(seq),
  };
}

/** What such a number says; null: it is none. */
export function partsOfNumber(no: string): { readonly fiscalYear: number; readonly seq: number } | null {
  const [, fiscalYear, seq] = /^(\d{4})-(\d{2,6})$/.exec(no) ?? [];
  return fiscalYear && seq ? { fiscalYear: Number(fiscalYear), seq: Number(seq) } : null;
}
