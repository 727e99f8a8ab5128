/*
 * Copies of pages on a device its owner trusts, of one person at a time. The name of the cache says whose they are and
 * of which build; another person's page, or a page for nobody, removes them.
 */

const prefix = 'yoriai-pages:';
/** The oldest go first. */
const most = 60;
const mostBytes = 1_000_000;
/** When the page was read, ms since 1970 UTC by this device's clock. */
export const readAtHeader = 'X-Yoriai-Read-At';
/** Its title, for the list of what can be read. */
const titleHeader = 'X-Yoriai-Title';

/** A page that can be read without a network. */
export interface CopyLine {
  readonly path: string;
  readonly title: string;
  readonly lang: string;
  readonly readAt: number;
}

let turns: Promise<unknown> = Promise.resolve();
/** One after the other: a page must not come back after its removal. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turns.then(work, work);
  turns = done;
  return done;
}

const nameOf = (owner: string, build: string) => `${prefix}${build}:${owner}`;

async function namesOf(build: string): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(`${prefix}${build}:`));
}

export const copies = {
  /** How often everything was removed since this worker woke. */
  forgotten: 0,

  /** The copy of a page; undefined: there is none. */
  async of(request: Request, build: string): Promise<Response | undefined> {
    const [name] = await namesOf(build);
    return name === undefined ? undefined : (await caches.open(name)).match(request, { ignoreVary: true });
  },

  /** What can be read, the latest first. */
  async list(build: string): Promise<CopyLine[]> {
    const [name] = await namesOf(build);
    if (name === undefined) return [];
    const cache = await caches.open(name);
    const lines = await Promise.all(
      (await cache.keys()).map(async (request) => {
        const { headers } = (await cache.match(request, { ignoreVary: true })) ?? new Response();
        const { pathname, search } = new URL(request.url);
        const [lang = '', title = ''] = decodeURIComponent(headers.get(titleHeader) ?? '').split('\n');
        return { path: pathname + search, title, lang, readAt: Number(headers.get(readAtHeader)) };
      }),
    );
    return lines.sort((a, b) => b.readAt - a.readAt);
  },
};

/** Keeps a page of a person; pages of anybody else are removed first. */
export function keepCopy(
  request: Request,
  answer: Response,
  { owner, build, since }: { owner: string; build: string; since: number },
): Promise<void> {
  return inTurn(async () => {
    const name = nameOf(owner, build);
    for (const other of await caches.keys())
      if (other.startsWith(prefix) && other !== name) await caches.delete(other);
    const html = await answer.text();
    // everything was removed while the page was on its way: it is not for this device any more
    if (since !== copies.forgotten || html.length > mostBytes) return;
    const headers = new Headers(answer.headers);
    headers.set(readAtHeader, String(Date.now()));
    headers.set(titleHeader, encodeURIComponent(headOf(html)));
    const cache = await caches.open(name);
    const { origin, pathname, search } = new URL(request.url);
    const key = origin + pathname + search;
    // the last to be read is the last to go
    await cache.delete(key, { ignoreVary: true });
    await cache.put(key, new Response(html, { status: 200, headers }));
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - most)))
      await cache.delete(old, { ignoreVary: true });
  });
}

/** Language and title of a page, as its head says them. */
function headOf(html: string): string {
  const lang = /<html[^>]*\blang="(\w+)/.exec(html)?.[1] ?? '';
  return `${lang}\n${/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''}`;
}

/** Removes copies: all, or those of earlier builds. */
export function forgetCopies({ exceptBuild }: { exceptBuild?: string } = {}): Promise<void> {
  if (exceptBuild === undefined) copies.forgotten++;
  return inTurn(async () => {
    for (const name of await caches.keys())
      if (name.startsWith(prefix) && !(exceptBuild && name.startsWith(`${prefix}${exceptBuild}:`)))
        await caches.delete(name);
  });
}
