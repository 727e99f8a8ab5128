/**
 * Instants as a round writes them: ISO 8601 with date, hours, minutes and an offset; seconds and up to nine
 * decimals may follow. Kept as whole nanoseconds since 1970 UTC, so that two ballots a microsecond apart stay two.
 */
const PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2}))$/;

const SECOND = 1_000_000_000n;
export const MINUTE = 60n * SECOND;
/** The same minute in ms, for clocks of the server. */
export const minuteMs = 60_000;

/** ms since 1970 UTC as an instant. */
export function instantOfMs(ms: number): bigint {
  return BigInt(ms) * 1_000_000n;
}

/** Nanoseconds since 1970 UTC, or undefined: no offset, no such day or hour, or another notation. */
export function parseInstant(text: string): bigint | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const part = (i: number): number => Number(match[i] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (part(4) > 23 || part(5) > 59 || part(6) > 59 || part(9) > 23 || part(10) > 59) return undefined;
  const offset = (part(9) * 60 + part(10)) * (match[8] === '-' ? -1 : 1);
  const minutes = (daysSince1970(year, month, day) * 24 + part(4)) * 60 + part(5) - offset;
  return BigInt(minutes) * MINUTE + BigInt(part(6)) * SECOND + BigInt((match[7] ?? '').padEnd(9, '0'));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days of the proleptic Gregorian calendar; years are counted from March, so that a leap day ends one. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}
