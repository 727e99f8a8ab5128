import { m } from '#lib/paraglide/messages.js';

/** あと45日, 今日まで, 3日遅れ; `late` wears 朱. */
export function leftWords(days: number): { words: string; late: boolean } {
  if (days < 0) return { words: m.minutes_late({ n: -days }), late: true };
  return { words: days === 0 ? m.minutes_left_today() : m.minutes_left({ n: days }), late: false };
}
