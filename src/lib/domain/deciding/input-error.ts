/**
 * What is wrong with the JSON of a round (T1): a code of this closed list and the path of the field, such as
 * `ballots[3].choice`; null where there is no field. Others test against the codes: extend, never rename.
 */
export const inputErrorCodes = [
  /** A choice, or the choice on a proxy, that the mode does not have. */
  'bad-choice',
  /** Not JSON, or a file that cannot be read; never has a field. */
  'bad-json',
  /** Not a whole number in its range (`num` ≥ 0, `den` ≥ 1, dots ≥ 0). */
  'bad-number',
  /** Not an instant with date, minutes and offset, such as `2023-02-15T23:59+09:00`. */
  'bad-time',
  /** Another JSON type than the field has. */
  'bad-type',
  /** A weight that is not `n` or `n/d` above 0. */
  'bad-weight',
  /** The same key, channel and instant twice. */
  'duplicate-ballot',
  /** A key twice on the roll. */
  'duplicate-key',
  /** An option twice, in `options` or within one ranked ballot. */
  'duplicate-option',
  /** A second proxy of one grantor. */
  'duplicate-proxy',
  /** A field that cannot be left out in this mode. */
  'missing',
  /** A ranking mode without options. */
  'missing-options',
  /** A proxy to oneself. */
  'self-proxy',
  /** More dots than the rule gives, in all or on one option. */
  'too-many-dots',
  /** A second chair on the roll. */
  'two-chairs',
  /** A word outside the closed set of its field. */
  'unknown-enum',
  /** A key that is not on the roll. */
  'unknown-key',
  /** A ballot names an option that is not in `options`. */
  'unknown-option',
] as const;
export type InputErrorCode = (typeof inputErrorCodes)[number];

export interface InputError {
  readonly error: { readonly code: InputErrorCode; readonly field: string | null };
}

export function inputError(code: InputErrorCode, field: string | null): InputError {
  return { error: { code, field } };
}

export function isInputError(value: object): value is InputError {
  return Object.hasOwn(value, 'error');
}
