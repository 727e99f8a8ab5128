import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/locale.ts';
import type { MinutesReplies, MinutesSeat } from '#lib/domain/minutes/document.ts';
import { sentences } from './customs.ts';

/** What minutes of a meeting held in writing say of its members, in place of who came (WRT14). */
export function writtenFacts(
  { replies, seats }: { readonly replies: MinutesReplies; readonly seats: readonly MinutesSeat[] },
  nameOf: (seat: MinutesSeat) => string,
  locale: Locale,
): { replies: [string, string, string]; people: [string, string, readonly string[]][] } {
  const o = { locale };
  const late = replies.late === 0 ? [] : [m.minutes_replies_late({ n: replies.late }, o)];
  const named = (answered: boolean) =>
    seats.filter(({ standing }) => (standing === 'written') === answered).map(nameOf);
  return {
    replies: [
      'replies',
      m.minutes_fact_replies({}, o),
      sentences([m.minutes_replies({ ...replies }, o), ...late], locale),
    ],
    people: [
      ['answered', m.minutes_fact_answered({}, o), named(true)],
      ['unanswered', m.minutes_fact_unanswered({}, o), named(false)],
    ],
  };
}
