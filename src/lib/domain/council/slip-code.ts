import { codeOf, readCode } from '../typed-code.ts';

/**
 * The code of an invitation on paper (CNC36): the QR code carries it, and who has no camera types it. Sixteen signs of
 * 32, 80 bits: nobody guesses one in the month it is open. Longer secrets of slips given out before stay as they are.
 */
const length = 16;

/** The code of sixteen random bytes, as its hash is kept. */
export const slipCode = (random: Uint8Array): string => codeOf(random, length);

/** The code somebody typed, or null when it is none (CNC36). */
export const readSlipCode = (typed: string): string | null => readCode(typed, length);
