/**
 * The code on a reply slip (ISS20–ISS21): with it alone a person without an account sees what became of what he
 * brought. Twelve signs of 32, 60 bits: at the limit of look-ups nobody guesses one. Signs that look or sound alike
 * (I L O U) are left out, and are read as what was meant when somebody types them. Chance is handed in.
 */

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 12;

/** The code of twelve random bytes, as it is kept: twelve signs without hyphens. */
export function receiptCode(random: Uint8Array): string {
  if (random.length < length) throw new RangeError('a receipt code needs twelve random bytes');
  return Array.from(random.subarray(0, length), (byte) => signs[byte % signs.length]).join('');
}

/** As it is printed and read out: three groups of four, 7K3M-9QX2-FDRT. */
export function shownCode(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-');
}

/**
 * The code somebody typed, or null when it is none: half and full width, small letters, blanks and hyphens as they
 * come, O for 0 and I or L for 1 (ISS21).
 */
export function readReceiptCode(typed: string): string | null {
  if (typed.length > 60) return null;
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s‐‑‒–—―−ーｰ_.-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return plain.length === length && [...plain].every((sign) => signs.includes(sign)) ? plain : null;
}
