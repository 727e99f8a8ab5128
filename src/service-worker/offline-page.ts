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

/** The page itself: for a page that cannot be had, or for a form that was not sent. */
export async function offlinePage(
  build: string,
  readable: readonly CopyLine[],
  unsent?: UnsentForm,
): Promise<Response> {
  const kept = await (await caches.open(prefix + build)).match(address, { ignoreVary: true });
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
