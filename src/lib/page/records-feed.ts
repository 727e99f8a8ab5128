import { Feed } from 'feed';
import { m } from '#lib/paraglide/messages.js';
import { outcomeLabel, type SaidCode } from '#lib/text/outcome.ts';
import { meetingTitleShort } from '#lib/text/meeting.ts';
import { decisionHref, decisionWords } from '#lib/text/states.ts';

type Locale = App.Locals['actor']['locale'];

/** What of the public page the feed tells. */
export interface PublicRecords {
  readonly council: { readonly slug: string; readonly name: string; readonly foundedOn: string };
  readonly decisions: readonly {
    readonly no: string;
    readonly title: string;
    readonly text: string;
    readonly declaredCode: string;
    /** ms since 1970 UTC */
    readonly declaredAt: number;
    readonly tasks: readonly { readonly title: string; readonly leads: readonly string[] }[];
  }[];
  readonly minutes: readonly {
    readonly meetingId: string;
    readonly fiscalYear: number;
    readonly seq: number;
    readonly publishedAt: number;
  }[];
}

/** What no XML may hold: control characters that somebody pasted (XML 1.0 §2.2). */
const unfit = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * What a council has published, the newest first, for readers of feeds (FEE4): sealed decisions with who does what, and
 * minutes. Atom, RFC 4287.
 */
export function recordsFeed(street: PublicRecords, origin: string, locale: Locale): string {
  const o = { locale };
  const { council } = street;
  const base = `${origin}/c/${council.slug}`;
  const entries = [
    ...street.decisions.map((decision) => ({
      at: decision.declaredAt,
      link: origin + decisionHref(`/c/${council.slug}`, decision.no),
      id: `${base}/decisions/${decision.no}`,
      title: m.feed_decision({ no: decisionWords(decision.no, locale), title: decision.title }, o),
      words: [
        outcomeLabel(decision.declaredCode as SaidCode, locale),
        decision.text,
        ...decision.tasks.map(({ title, leads }) =>
          leads.length === 0 ? title : m.feed_task({ title, names: leads.join(m.ui_list_comma({}, o)) }, o),
        ),
      ],
    })),
    ...street.minutes.map((minutes) => ({
      at: minutes.publishedAt,
      link: `${base}/meetings/${minutes.meetingId}/minutes`,
      id: `${base}/meetings/${minutes.meetingId}/minutes`,
      title: m.street_minutes_of({ meeting: meetingTitleShort(minutes, locale) }, o),
      words: [],
    })),
  ].sort((a, b) => b.at - a.at);
  const fit = (text: string) => text.replace(unfit, '');
  const feed = new Feed({
    id: `${base}/public`,
    title: fit(m.feed_title({ council: council.name }, o)),
    updated: new Date(entries[0]?.at ?? Date.parse(`${council.foundedOn}T00:00:00+09:00`)),
    generator: 'Yoriai',
    language: locale,
    link: `${base}/public`,
    feedLinks: { atom: `${base}/feed.atom` },
    author: { name: fit(council.name) },
  });
  for (const { at, id, link, title, words } of entries)
    feed.addItem({
      id,
      link,
      title: fit(title),
      date: new Date(at),
      ...(words.length > 0 && { description: fit(words.join('\n')) }),
    });
  return feed.atom1();
}
