import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { storedFile } from '#lib/page/stored-file.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { RequestHandler } from './$types';

/**
 * Hands a material out. A file never opens as a page of ours: attachment, no sniffing, and a sandbox without
 * any source (safety B64). An address outside is where its number leads.
 */
export const GET: RequestHandler = async (event) => {
  const { locals, params } = event;
  const no = /^[1-9]\d{0,3}$/.test(params.no) ? Number(params.no) : 0;
  const read = await locals.app.read.meeting.material(locals.actor, params.id, no);
  if (isRefusal(read)) turnedAway(event, read);
  const { material, council } = read;
  if (council.slug !== params.slug) turnedAway(event, { refused: 'not-found' });
  if (material.url !== null) return leadOut(material.url);
  // neither a file nor an address: what a written meeting handed on, a page of its own
  if (material.blob_hash === null)
    redirect(307, `/c/${params.slug}/meetings/${params.id}/compiled/${material.no}`);
  const bytes = await storedFile(event, material.blob_hash);
  const name = encodeURIComponent(material.file_name ?? '').replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const ending = /\.([a-z0-9]{1,5})$/.exec(material.file_name ?? '')?.[1] ?? 'bin';
  return new Response(bytes, {
    headers: {
      'Content-Type': material.mime ?? 'application/octet-stream',
      'Content-Disposition': `attachment; filename="material-${material.no}.${ending}"; filename*=UTF-8''${name}`,
      'Content-Length': String(bytes.byteLength),
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, no-store',
    },
  });
};

/** Out of the house; the framework's own redirect stays inside it. */
function leadOut(url: string): Response {
  return new Response(null, {
    status: 302,
    headers: { Location: new URL(url).href, 'Cache-Control': 'no-store' },
  });
}
