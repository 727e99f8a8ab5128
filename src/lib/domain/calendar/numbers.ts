/**
 * The number by which a decision is called, as it is printed and sealed: '2022-07', the fiscal year and its place there
 * with two digits at least (DEC12).
 */
export function decisionNumber(fiscalYear: number, seq: number): string {
  return `${fiscalYear}-${String(seq).padStart(2, '0')}`;
}

/** What such a number says; null: it is none. */
export function partsOfNumber(no: string): { readonly fiscalYear: number; readonly seq: number } | null {
  const [, fiscalYear, seq] = /^(\d{4})-(\d{2,6})$/.exec(no) ?? [];
  return fiscalYear && seq ? { fiscalYear: Number(fiscalYear), seq: Number(seq) } : null;
}
