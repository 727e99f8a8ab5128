import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/locale.ts';

/** How far an address reaches: other phones anywhere, those in the same network (a hall), or this computer alone. */
export type Reach = 'everywhere' | 'hall' | 'nowhere';

const nowhere =
  /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;
const hall = [
  // private, shared and link-local networks, and their like in IPv6
  /^10(?:\.\d+){3}$/,
  /^172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}$/,
  /^192\.168(?:\.\d+){2}$/,
  /^169\.254(?:\.\d+){2}$/,
  /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d+){2}$/,
  /^\[f[cd][\da-f]{2}:/,
  /^\[fe[89ab][\da-f]:/,
  // names that only a router or the neighbouring machines know
  /^[^.[\]]+$/,
  /\.(?:local|lan|home|internal|intranet|home\.arpa)$/,
];

/** How far the address of a page reaches, by its host. */
export function reachOf(url: string): Reach {
  const host = new URL(url).hostname.toLowerCase().replace(/\.$/, '');
  if (nowhere.test(host)) return 'nowhere';
  return hall.some((names) => names.test(host)) ? 'hall' : 'everywhere';
}

/** What whoever prints an address has to know; '' where it opens everywhere. */
export function reachWords(url: string, locale: Locale): string {
  switch (reachOf(url)) {
    case 'nowhere':
      return m.reach_nowhere({}, { locale });
    case 'hall':
      return m.reach_hall({}, { locale });
    case 'everywhere':
      return '';
  }
}
