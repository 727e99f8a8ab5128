import { locales, type Locale } from './locale.ts';

/** Language and script of a tag: zh-TW is zh, Hant. Undefined for what is no tag. */
function spokenBy(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return undefined;
  }
}

const spoken = locales.map((locale) => ({ locale, by: spokenBy(locale) }));

/**
 * The language of a request from its Accept-Language header: the first tag we speak, by the reader's own order of
 * preference; undefined when there is none (the base language then follows). `en-GB;q=0.9, ja;q=0.8` → 'en'. A region
 * speaks its language in its script, so that zh-TW finds zh-Hant. Broken parts are skipped; q=0 means never.
 */
export function negotiate(header: string | null | undefined): Locale | undefined {
  const wanted = (header ?? '')
    .slice(0, 1_000)
    .split(',')
    .map((part, order) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const q = params.map((p) => /^\s*q=(\d(?:\.\d+)?)\s*$/.exec(p)?.[1]).find((v) => v !== undefined);
      return { tag: tag.trim(), q: q === undefined ? 1 : Number(q), order };
    })
    .filter(({ tag, q }) => tag !== '' && q > 0)
    .sort((a, b) => b.q - a.q || a.order - b.order);
  for (const { tag } of wanted) {
    const by = spokenBy(tag);
    const found = by && spoken.find((ours) => ours.by === by);
    if (found) return found.locale;
  }
  return undefined;
}

const localeCookie = /(?:^|;\s*)yoriai_locale=([a-z-]+)/i;

/**
 * The language of a request: the one chosen on this device, else the one its header asks for. Paraglide
 * asks an own strategy before its cookie strategy, so that the choice has to be looked up here.
 */
export function localeOfRequest(headers: Headers): Locale | undefined {
  const chosen = localeCookie.exec(headers.get('cookie') ?? '')?.[1]?.toLowerCase();
  return (
    locales.find((locale) => locale.toLowerCase() === chosen) ?? negotiate(headers.get('accept-language'))
  );
}
