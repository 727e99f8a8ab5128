import { self } from '$app/service-worker';
import { version } from '$app/env';
import { copies, forgetCopies, keepCopy } from './copies.ts';
import { forgetOffices, keepOffice, keepOfflinePage, offlinePage, withCopyNote } from './offline-page.ts';
import { dropOldStatics, isStatic, staticOf } from './statics.ts';

/*
 * What a browser shows when the network is gone: pages that were opened here before, said to be copies and of when, else
 * a page of our own. While there is a network every page comes from it. Whose pages may lie on a device is said by the
 * server with each page (`X-Yoriai-Copy`, lib/page/device-pages.ts); what it says is done before the page is shown.
 */

/** Asked by a page that was opened before this worker was there. */
interface KeepAsked {
  readonly page: string;
  readonly files: readonly string[];
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepOfflinePage(version).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([
      // pages of an earlier build need files that are gone with it
      dropOldStatics(version),
      forgetCopies({ exceptBuild: version }),
      self.registration.navigationPreload?.enable(),
    ]).then(() => self.clients.claim()),
  );
});

self.addEventListener('message', (event) => {
  const asked = event.data as Partial<KeepAsked> | null;
  if (typeof asked?.page !== 'string' || !Array.isArray(asked.files)) return;
  const own = (address: string) => new URL(address, self.location.origin);
  const files = asked.files.map(String).map(own).filter(isStatic);
  event.waitUntil(
    Promise.all([
      ...files.map((file) => staticOf(new Request(file), version).catch(() => undefined)),
      pageFromNetwork(new Request(own(asked.page)), (work) => event.waitUntil(work)).catch(() => undefined),
    ]),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  // what this answer says about the device is for the browser itself
  if (request.method === 'POST' && url.pathname.startsWith('/sign-out')) return;
  if (request.mode === 'navigate') {
    const later = (work: Promise<void>) => event.waitUntil(work);
    event.respondWith(
      request.method === 'GET' ? page(request, later, event.preloadResponse) : sentForm(request),
    );
  } else if (request.method === 'GET' && isStatic(url)) {
    event.respondWith(staticOf(request, version));
  }
});

/** What goes on when the page is there already. */
type Later = (work: Promise<void>) => void;

const pathOf = ({ url }: Request): string => new URL(url).pathname;

async function page(
  request: Request,
  later: Later,
  preloaded: Promise<Response | undefined>,
): Promise<Response> {
  try {
    return await pageFromNetwork(request, later, preloaded);
  } catch {
    const copy = await copies.of(request, version);
    return copy ? withCopyNote(copy) : offlinePage(version, pathOf(request), await copies.list(version));
  }
}

/** The page as the server has it now; what the server says about copies is done first. */
async function pageFromNetwork(
  request: Request,
  later: Later,
  preloaded?: Promise<Response | undefined>,
): Promise<Response> {
  const since = copies.forgotten;
  const answer = (await preloaded) ?? (await fetch(request));
  const owner = answer.headers.get('X-Yoriai-Copy');
  if (owner === 'none') await Promise.all([forgetCopies(), forgetOffices(version)]);
  else if (owner && answer.status === 200) {
    if (owner !== 'no')
      await keepCopy(request, answer.clone(), { owner, build: version, since }).catch(() => undefined);
    later(keepOffice(version, pathOf(request), () => since === copies.forgotten).catch(() => undefined));
  }
  return answer;
}

/** A form of a page without script: it is never kept and sent later, and what was in it comes back. */
async function sentForm(request: Request): Promise<Response> {
  const kept = request.clone();
  try {
    return await fetch(request);
  } catch {
    const form = await kept.formData().catch(() => new FormData());
    return offlinePage(version, pathOf(request), [], { action: request.url, form });
  }
}
