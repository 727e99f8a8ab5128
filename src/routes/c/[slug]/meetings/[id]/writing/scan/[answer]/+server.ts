import { isRefusal } from '#lib/domain/refusal.ts';
import { storedFile } from '#lib/page/stored-file.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { RequestHandler } from './$types';

/** The scanned paper of an answer, for who types in: never opened as a page of ours (safety B64). */
export const GET: RequestHandler = async (event) => {
  const { locals, params } = event;
  const scan = await locals.app.read.writing.scan(locals.actor, params.id, params.answer);
  if (isRefusal(scan)) turnedAway(event, scan);
  const bytes = await storedFile(event, scan.hash);
  return new Response(bytes, {
    headers: {
      'Content-Type': scan.mime,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(scan.name)}`,
      'Content-Length': String(bytes.byteLength),
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, no-store',
    },
  });
};
