/**
 * The number by which a decision is called, as it is printed and sealed: '2022-07', the fiscal year and its place there
 * with two digits at least (DEC12).
 */
export function decisionNumber(fiscalYear: number, seq: number): string {
  return `${fiscalYear}-${String(seq).padStart(2, '0')}`;
}
