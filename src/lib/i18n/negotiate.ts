/**
 * The language of a request from its Accept-Language header: the first tag we speak, by the reader's own
 * order of preference; undefined when there is none (the base language, Japanese, then follows). Kept as
 * a table, so that further languages and scripts (zh-TW → zh-Hant) are one line each.
 */
export type Locale = 'ja' | 'en';

const spoken: readonly (readonly [prefix: string, locale: Locale])[] = [
  ['ja', 'ja'],
  ['en', 'en'],
];

/** `en-GB;q=0.9, ja;q=0.8` → 'en'. Broken parts are skipped; q=0 means never. */
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
    const found = spoken.find(([prefix]) => tag === prefix || tag.startsWith(`${prefix}-`));
    if (found) return found[1];
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
  return spoken.find(([, locale]) => locale === chosen)?.[1] ?? negotiate(headers.get('accept-language'));
}
