import { isRefusal } from '#lib/domain/refusal.ts';
import { storedFile } from '#lib/page/stored-file.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { RequestHandler } from './$types';

/** Hands out the photo of an issue, never as a page of ours: drawn by us, no sniffing, a sandbox (safety B64). */
export const GET: RequestHandler = async (event) => {
  const { app, actor } = event.locals;
  const council = await app.read.council.bySlug(event.params.slug);
  if (isRefusal(council)) return turnedAway(event, council);
  const photo = await app.read.issues.photo(actor, council.id, event.params.id);
  if (isRefusal(photo)) return turnedAway(event, photo);
  return new Response(await storedFile(event, photo.hash), {
    headers: {
      'Content-Type': photo.mime,
      'Content-Disposition': 'inline; filename="photo.webp"',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, no-store',
    },
  });
};
