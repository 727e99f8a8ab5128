import { codeOf, readCode } from '../typed-code.ts';

/**
 * The code on a reply slip (ISS20–ISS21): with it alone a person without an account sees what became of what he
 * brought. Twelve signs of 32, 60 bits: at the limit of look-ups nobody guesses one.
 */
const length = 12;

/** The code of twelve random bytes, as it is kept. */
export const receiptCode = (random: Uint8Array): string => codeOf(random, length);

/** The code somebody typed, or null when it is none (ISS21). */
export const readReceiptCode = (typed: string): string | null => readCode(typed, length);
