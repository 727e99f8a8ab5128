/**
 * The quick public word (QPW1–QPW4): what a closed meeting decided is public before its minutes are sealed, marked as
 * such and without full names. Source: findings on needs, domain §3.1 step 9 (outline), I12.
 */
import { hideNames, fillNames } from './names.ts';
import { isSealed, type MinutesState } from './state.ts';

/** What stands for a full name until the minutes say who may be named. */
const masked = '○○';

/**
 * Whether the street reads the decisions of a meeting before its minutes are sealed (QPW1): it is closed, was no closed
 * meeting, and the rules it was held by let them be told.
 */
export function isProvisional(meeting: {
  readonly visibility: 'open' | 'partly' | 'closed';
  /** Of its minutes, which begin with the closing; null before it. */
  readonly minutes: MinutesState | null;
  readonly outlinePublic: boolean;
}): boolean {
  const { visibility, minutes, outlinePublic } = meeting;
  return outlinePublic && visibility !== 'closed' && minutes !== null && !isSealed(minutes);
}

/** `value` with every full name of `names` masked in every text of it (QPW3). */
export function withoutNames<T>(value: T, names: readonly string[]): T {
  const known = names.map((name) => ({ path: 'name', name }));
  const mask = (_: string, part: unknown) =>
    typeof part === 'string' ? fillNames(hideNames(part, known), () => undefined, masked) : part;
  return JSON.parse(JSON.stringify(value), mask) as T;
}
