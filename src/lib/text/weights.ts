import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/locale.ts';

/**
 * An exact weight of a tally ("13/6") for people: whole numbers as they are, 2と6分の1, 6分の5. Never a
 * decimal, never a percentage (domain §5.0). What is no weight is said as it stands.
 */
export function weightWords(weight: string, locale: Locale): string {
  const match = /^(\d+)\/(\d+)$/.exec(weight);
  if (!match) return weight;
  const num = BigInt(match[1]!);
  const den = BigInt(match[2]!);
  if (den === 0n) return weight;
  const whole = num / den;
  const rest = { num: String(num % den), den: String(den) };
  return whole === 0n
    ? m.weight_fraction(rest, { locale })
    : m.weight_mixed({ whole: String(whole), ...rest }, { locale });
}
