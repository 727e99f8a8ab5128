/*
 * Codes that are printed, read out and typed by hand: signs out of 32, five random bits each. Signs that look or sound
 * alike (I L O U) are left out, and are read as what was meant when somebody types them. Chance is handed in.
 */

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code of so many random bytes, as it is kept: a sign a byte, without hyphens. */
export function codeOf(random: Uint8Array, length: number): string {
  if (random.length < length) throw new RangeError('a code needs a random byte for each of its signs');
  return Array.from(random.subarray(0, length), (byte) => signs[byte % signs.length]).join('');
}

/** As it is printed and read out: groups of four, 7K3M-9QX2-FDRT. */
export function shownCode(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-');
}

/**
 * The code of so many signs that somebody typed, or null when it is none: half and full width, small letters, blanks and
 * hyphens as they come, O for 0 and I or L for 1.
 */
export function readCode(typed: string, length: number): string | null {
  if (typed.length > 5 * length) return null;
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s‐‑‒–—―−ーｰ_.-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return plain.length === length && [...plain].every((sign) => signs.includes(sign)) ? plain : null;
}
