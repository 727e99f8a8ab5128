import { baseLocale, isLocale, type Locale } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';
import { readAtHeader, type CopyLine } from './copies.ts';
import { isWritten } from '#lib/page/again.ts';
import { staticOf } from './statics.ts';

/*
 * The page that stands where the browser's own error page would: rendered by the server in both languages (/offline),
 * with places for what only this device knows.
 */

const prefix = 'yoriai-offline:';
const address = '/offline';
/** The page that says how the office of a council is reached. */
const addressOf = (slug: string) => `${address}?council=${slug}`;
/** Hardly anybody sits in more councils. */
const mostOffices = 8;
/** How long what was read of an office is taken for the same, ms. */
const officeLasts = 3_600_000;

/** A form that did not reach the server. */
export interface UnsentForm {
  readonly action: string;
  readonly form: FormData;
}

/** Fetches the page and its styles, so that they are there when the network is not. */
export async function keepOfflinePage(build: string): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(prefix) && name !== prefix + build) await caches.delete(name);
  const answer = await fetch(address, { cache: 'no-store', credentials: 'omit' });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const html = await answer.clone().text();
  const styles = [...html.matchAll(/<link[^>]*href="(\/_app\/immutable\/[^"]+\.css)"/g)];
  await Promise.all(styles.map(([, path]) => staticOf(new Request(path ?? ''), build)));
  await (await caches.open(prefix + build)).put(address, answer);
}

/** The council below whose address a page lies; undefined: none. */
const councilOf = (path: string): string | undefined => /^\/c\/([a-z0-9-]+)(?:\/|$)/.exec(path)?.[1];

/**
 * Keeps how the office is reached of the council to which a page belongs, for pages of its that cannot be had. `may`: asked
 * when it is there, for by then the device may be nobody's.
 */
export async function keepOffice(build: string, path: string, may: () => boolean): Promise<void> {
  const slug = councilOf(path);
  if (slug === undefined) return;
  const cache = await caches.open(prefix + build);
  const [key, kept] = [addressOf(slug), await cache.match(addressOf(slug), { ignoreVary: true })];
  if (kept && Date.now() - Number(kept.headers.get(readAtHeader)) < officeLasts) return;
  const answer = await fetch(key, { cache: 'no-store', credentials: 'omit' });
  if (!answer.ok || !may()) return;
  const headers = new Headers(answer.headers);
  headers.set(readAtHeader, String(Date.now()));
  // the last to be read is the last to go
  await cache.delete(key, { ignoreVary: true });
  await cache.put(key, new Response(await answer.text(), { status: 200, headers }));
  const offices = await officesIn(cache);
  for (const old of offices.slice(0, Math.max(0, offices.length - mostOffices)))
    await cache.delete(old, { ignoreVary: true });
}

/** Removes what tells of which councils pages were read here. */
export async function forgetOffices(build: string): Promise<void> {
  // whoever has signed out has removed it all
  if (!(await caches.has(prefix + build))) return;
  const cache = await caches.open(prefix + build);
  for (const office of await officesIn(cache)) await cache.delete(office, { ignoreVary: true });
}

async function officesIn(cache: Cache): Promise<Request[]> {
  return (await cache.keys()).filter(({ url }) => new URL(url).search !== '');
}

/** The page kept for an address: with its council's office, on pages outside all councils that of the last one read. */
async function pageFor(build: string, path: string): Promise<Response | undefined> {
  const cache = await caches.open(prefix + build);
  const slug = councilOf(path);
  const office = slug === undefined ? (await officesIn(cache)).at(-1) : addressOf(slug);
  return (
    (office && (await cache.match(office, { ignoreVary: true }))) ??
    (await cache.match(address, { ignoreVary: true }))
  );
}

/** The page itself: for a page that cannot be had, or for a form that was not sent. */
export async function offlinePage(
  build: string,
  path: string,
  readable: readonly CopyLine[],
  unsent?: UnsentForm,
): Promise<Response> {
  const kept = await pageFor(build, path);
  if (!kept) return Response.error();
  const html = (await kept.text())
    .replace(/(<ul data-readable[^>]*>)/g, (list) => list + readable.map(lineOf).join(''))
    .replace(/(<div data-fields[^>]*>)/g, (place) => place + (unsent ? fieldsOf(unsent.form) : ''))
    .replace(/data-unsent-action(?:="")?/g, () => (unsent ? `action="${escaped(unsent.action)}"` : ''))
    .replace('data-about="page"', `data-about="${unsent ? 'form' : 'page'}"`)
    .replace('data-some="no"', `data-some="${readable.length > 0 ? 'yes' : 'no'}"`);
  const headers = new Headers(kept.headers);
  headers.delete('Content-Length');
  return new Response(html, { status: 503, headers });
}

/** What was in a form goes along unseen; what was written in it is shown. Chosen files do not come back. */
function fieldsOf(form: FormData): string {
  return [...form]
    .map(([name, value]) => {
      if (typeof value !== 'string') return '';
      const [key, words] = [escaped(name), escaped(value)];
      if (/password/i.test(name)) return '';
      return isWritten(value)
        ? `<textarea class="in" name="${key}" rows="2" readonly aria-label="${key}">\n${words}</textarea>`
        : `<input type="hidden" name="${key}" value="${words}">`;
    })
    .join('');
}

function lineOf({ path, title, lang, readAt }: CopyLine): string {
  const place = escaped(path);
  const own = unescaped(title).replace(m.ui_page_title({ page: '' }, { locale: localeOf(lang) }), '');
  return `<li lang="${escaped(lang)}"><a class="lk" href="${place}">${escaped(own) || place}</a><small>${escaped(m.offline_copy_at({ when: whenOf(readAt, lang) }, { locale: localeOf(lang) }))}</small></li>`;
}

/** A copy, with the words that it is one and of when in place. */
export async function withCopyNote(copy: Response): Promise<Response> {
  const html = await copy.text();
  const lang = /<html[^>]*\blang="(\w+)/.exec(html)?.[1] ?? '';
  const when = whenOf(Number(copy.headers.get(readAtHeader)), lang);
  const words = escaped(m.offline_copy({ when }, { locale: localeOf(lang) }));
  const note = `<p class="copy-note" role="status">${words}</p>`;
  const headers = new Headers(copy.headers);
  headers.delete('Content-Length');
  return new Response(
    html.replace('<div class="page">', (start) => note + start),
    { status: 200, headers },
  );
}

const localeOf = (lang: string): Locale => (isLocale(lang) ? lang : baseLocale);

function whenOf(at: number, lang: string): string {
  return new Date(at).toLocaleString(localeOf(lang), {
    dateStyle: 'long',
    timeStyle: 'short',
  });
}

function escaped(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A title as it stands in HTML, which escapes these. */
function unescaped(words: string): string {
  return words
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
