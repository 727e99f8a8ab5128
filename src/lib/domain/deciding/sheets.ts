/**
 * Papers that go out and come back (WAY9): which seats a line of numbers names, and how far a paper is. Reads what people
 * write on the envelope: 「12、15～18」.
 */

/** Papers a meeting sends out. */
export const sheetKinds = ['ballot', 'proxy'] as const;
export type SheetKind = (typeof sheetKinds)[number];

/** How far a paper is: nothing yet, with the household, back, typed in. */
export const sheetStates = ['unsent', 'sent', 'returned', 'typed'] as const;
export type SheetState = (typeof sheetStates)[number];

/** `typed` goes before `returned`: a paper that was typed in has come back, whether somebody noted it or not. */
export function sheetState(sheet: {
  readonly sentAt: number | null;
  readonly returnedAt: number | null;
  readonly typed: boolean;
}): SheetState {
  if (sheet.typed) return 'typed';
  if (sheet.returnedAt !== null) return 'returned';
  return sheet.sentAt === null ? 'unsent' : 'sent';
}

/** As many numbers as one line may name. */
const mostNumbers = 5000;

/**
 * The seat numbers a line names, each once, in order; figures in any width, parted by whatever is not a figure, with a
 * dash or a wave from the first to the last. null: something in it is no number, runs backward, or names too many.
 */
export function seatNumbers(text: string): readonly number[] | null {
  const parts = text
    .normalize('NFKC')
    .replace(/[~〜～ー―–—‐−]/g, '-')
    .split(/[\s,、，・;；番]+/)
    .filter(Boolean);
  const numbers = new Set<number>();
  for (const part of parts) {
    const [, first = '', last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === '' || from < 1 || to < from || to - from > mostNumbers) return null;
    for (let no = from; no <= to; no++) numbers.add(no);
    if (numbers.size > mostNumbers) return null;
  }
  return [...numbers].sort((a, b) => a - b);
}
