/*
 * Scripts, styles and pictures of a build. Names of a build's files change with what is in them, so that a kept one is
 * never old. Fonts stay out: a copy is readable without them, and they are many.
 */

const prefix = 'yoriai-files:';
const most = 400;

/** Whether an address is of a file that copies of pages are shown with. */
export function isStatic(url: URL): boolean {
  return (
    (url.pathname.startsWith('/_app/immutable/') && !/\.woff2?$/.test(url.pathname)) ||
    /^\/(_app\/)?[\w-]+\.(js|svg|png)$/.test(url.pathname)
  );
}

/** A file from the network or, where its name says what is in it, as it was kept. */
export async function staticOf(request: Request, build: string): Promise<Response> {
  const cache = await caches.open(prefix + build);
  const lasting = new URL(request.url).pathname.startsWith('/_app/immutable/');
  const kept = await cache.match(request);
  if (lasting && kept) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok && (kept || (await cache.keys()).length < most)) await cache.put(request, answer.clone());
    return answer;
  } catch (gone) {
    if (kept) return kept;
    throw gone;
  }
}

/** Removes the files of builds before this one. */
export async function dropOldStatics(build: string): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith(prefix) && name !== prefix + build)
      .map((name) => caches.delete(name)),
  );
}
