import { cookieName as localeCookie, isLocale } from '#lib/paraglide/runtime.js';
import { textCookie, textSizes, themeCookie, themes } from './look.ts';

/*
 * The choices at the top of every page are links, so that they need no script and no account: the answer keeps
 * the choice in a cookie of this device and shows the same page again without it in the address.
 */
const yearS = 365 * 86_400;

interface Choice {
  readonly cookie: string;
  /** What may be kept; an empty value means as the device says. */
  readonly allows: (value: string) => boolean;
  /** Only the language is read by scripts, too. */
  readonly hidden: boolean;
}

const oneOf = (values: readonly string[]) => (value: string) => value === '' || values.includes(value);
const choices: Readonly<Record<string, Choice>> = {
  lang: { cookie: localeCookie, allows: (value) => isLocale(value), hidden: false },
  'look-text': { cookie: textCookie, allows: oneOf(textSizes), hidden: true },
  'look-theme': { cookie: themeCookie, allows: oneOf(themes), hidden: true },
};

/** The answer to a link that chooses language, text size or colours; undefined where nothing is chosen. */
export function lookChosen(url: URL, method: string): Response | undefined {
  if (method !== 'GET') return undefined;
  const chosen = Object.entries(choices).flatMap(([name, choice]) => {
    const value = url.searchParams.get(name);
    return value !== null && choice.allows(value) ? [{ name, value, ...choice }] : [];
  });
  if (chosen.length === 0) return undefined;
  const search = new URLSearchParams(url.search);
  for (const { name } of chosen) search.delete(name);
  // a path of our own: two slashes would name another host
  const path = `/${url.pathname.replace(/^\/+/, '')}`;
  const headers = new Headers({
    Location: search.size > 0 ? `${path}?${search}` : path,
    'Cache-Control': 'no-store',
  });
  for (const { cookie, value, hidden } of chosen)
    headers.append(
      'Set-Cookie',
      `${cookie}=${value}; Path=/; Max-Age=${value === '' ? 0 : yearS}; SameSite=Lax${hidden ? '; HttpOnly' : ''}`,
    );
  return new Response(null, { status: 303, headers });
}
