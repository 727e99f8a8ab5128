import { m } from '#lib/paraglide/messages.js';
import { optionLimits } from '#lib/domain/deciding/index.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import type { Locale } from '#lib/i18n/locale.ts';

/*
 * What is wrong with options and dots (DEC16), in words: said by the page before anything is sent, and where the server
 * refuses.
 */

const o = (locale: Locale) => ({ locale });
type Params = Readonly<Record<string, string | number>>;

const words: Readonly<Record<string, (params: Params, locale: Locale) => string>> = {
  'few-options': (_, locale) => m.refusal_why_few_options({ fewest: optionLimits.fewest }, o(locale)),
  'many-options': (_, locale) => m.refusal_why_many_options({ most: optionLimits.most }, o(locale)),
  'long-option': (_, locale) => m.refusal_why_long_option({ letters: optionLimits.letters }, o(locale)),
  'same-option': (_, locale) => m.refusal_why_same_option({}, o(locale)),
  'no-dots': (_, locale) => m.refusal_why_no_dots({}, o(locale)),
  'too-many-dots': (p, locale) =>
    m.refusal_why_too_many_dots(
      { perVoter: p.perVoter ?? '', maxPerOption: p.maxPerOption ?? '' },
      o(locale),
    ),
};

/** Why options or dots are not taken; undefined where the refusal is about something else. */
export function optionsWhy(params: Params, locale: Locale): string | undefined {
  return typeof params.why === 'string' && Object.hasOwn(words, params.why)
    ? words[params.why]?.(params, locale)
    : undefined;
}

/** Why a text has nothing to put dots on, and what to write. */
export function sayWhyUnfit({ params = {} }: Refusal, locale: Locale): string {
  return optionsWhy(params, locale) ?? '';
}
