import { m } from '#lib/paraglide/messages.js';
import { locales } from '#lib/paraglide/runtime.js';
import type { Locale } from '#lib/i18n/locale.ts';

/** One way to read, as a link at the top of a page offers it. */
export interface LookChoice {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
  /** A language's own tag; absent elsewhere. */
  readonly lang?: string;
}

export interface LookGroup {
  /** What the link asks for: `?look-text=large`. */
  readonly name: 'look-text' | 'look-theme' | 'lang';
  readonly title: string;
  readonly choices: readonly LookChoice[];
}

/** Text size, colours and language in words; said by the server, so that no page carries the words in its script. */
export function lookGroups(now: { text: string; theme: string }, locale: Locale): LookGroup[] {
  const said = { locale };
  const group = (
    name: LookGroup['name'],
    title: string,
    chosen: string,
    choices: readonly (readonly [value: string, label: string])[],
  ): LookGroup => ({
    name,
    title,
    choices: choices.map(([value, label]) => ({ value, label, chosen: value === chosen })),
  });
  return [
    group('look-text', m.me_text({}, said), now.text, [
      ['', m.me_text_normal({}, said)],
      ['large', m.me_text_large({}, said)],
      ['larger', m.me_text_larger({}, said)],
    ]),
    group('look-theme', m.me_theme({}, said), now.theme, [
      ['', m.me_theme_device({}, said)],
      ['light', m.me_theme_light({}, said)],
      ['dark', m.me_theme_dark({}, said)],
      ['contrast', m.me_theme_contrast({}, said)],
    ]),
    {
      name: 'lang',
      title: m.me_language({}, said),
      choices: locales.map((tag) => ({
        value: tag,
        label: m.locale_name({}, { locale: tag }),
        chosen: tag === locale,
        lang: tag,
      })),
    },
  ];
}
