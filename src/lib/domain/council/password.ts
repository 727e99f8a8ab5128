/**
 * What a new password must be (CNC15, CNC16). Pure: the list of common ones is handed in. Source: NIST SP 800-63B,
 * 3.1.1.2: length counts, rules about kinds of characters don't, what is known to be common is refused.
 */

/** Characters a password has at least; one with other than Latin letters, signs and digits is harder to guess. */
export const leastCharacters = { latin: 10, other: 8 } as const;
export const mostCharacters = 200;

/** As it is compared and hashed: input methods produce full-width letters. */
const spelled = (password: string): string => password.normalize('NFKC');

/** Whether it is long enough and not too long (CNC15). */
export function passwordFits(password: string): boolean {
  const text = spelled(password);
  const least = /^[ -~]*$/.test(text) ? leastCharacters.latin : leastCharacters.other;
  return [...text].length >= least && text.length <= mostCharacters;
}

/**
 * Whether anybody would try it soon (CNC16): one of the common ones, hardly any different characters, a row of
 * neighbours like 0123456789, or what stands beside it in the form (`own`), with or without figures around it.
 */
export function isEasilyGuessed(
  password: string,
  own: readonly string[],
  isCommon: (lowerCase: string) => boolean,
): boolean {
  const text = spelled(password).toLowerCase();
  const core = text.replace(/^[\s\d!-/]+|[\s\d!-/]+$/g, '');
  const letters = [...text];
  if (new Set(letters).size < 4 || isRow(letters) || isCommon(text)) return true;
  return core.length >= 3 && own.some((name) => spelled(name).toLowerCase().trim() === core);
}

/** Each one above, or each one below, the one before it. */
function isRow(letters: readonly string[]): boolean {
  const steps = letters
    .slice(1)
    .map((letter, i) => (letter.codePointAt(0) ?? 0) - (letters[i]?.codePointAt(0) ?? 0));
  return [1, -1].some((step) => steps.every((each) => each === step));
}
