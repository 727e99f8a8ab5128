import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateTimeWords } from '#lib/text/dates.ts';

interface SlipAnswer {
  /** For which council; '' is the link that a start prints. */
  readonly council: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** What `invite-council` answers: the slip it has made, those that are open, or the one it has taken back. */
export type InvitedAnswer =
  | { readonly invited: SlipAnswer & { readonly url: string } }
  | { readonly slips: readonly SlipAnswer[] }
  | { readonly tookBack: string };

/** The same in the words of a terminal, one sentence a line. */
export function invitedWords(answer: InvitedAnswer, locale: Locale): string[] {
  const o = { locale };
  const until = ({ expiresAt }: SlipAnswer) => dateTimeWords(Date.parse(expiresAt), locale);
  if ('tookBack' in answer) return [m.cli_invite_taken_back({ name: answer.tookBack }, o)];
  if ('invited' in answer) {
    const { council, url } = answer.invited;
    return [m.cli_invite_made({ name: council, date: until(answer.invited) }, o), `  ${url}`];
  }
  if (answer.slips.length === 0) return [m.cli_invite_none({}, o)];
  return [
    m.cli_invite_list({ n: answer.slips.length }, o),
    ...answer.slips.map((slip) => {
      const name = slip.council === '' ? m.cli_invite_of_start({}, o) : slip.council;
      return `  ${m.cli_invite_one({ name, date: until(slip) }, o)}`;
    }),
  ];
}
