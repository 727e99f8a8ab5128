import { spokenHash } from '#lib/domain/canonical/text.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { hexGroups } from '#lib/text/minutes-items.ts';
import type { RequestHandler } from './$types';

/**
 * The foot of every printed page: words and first 20 digits of what is on paper, so that any single sheet can be
 * held against the record (B75). A stylesheet of its own, because a page can't write margin boxes into itself.
 */
export const GET: RequestHandler = async ({ locals, params }) => {
  const view = await locals.app.read.minutes.view(locals.actor, params.id);
  const hash = isRefusal(view) ? undefined : (view.seal?.hash ?? view.circulation?.textHash);
  const foot = hash === undefined ? '' : `${spokenHash(hash).join('・')}　${hexGroups(hash.slice(0, 20), 4)}`;
  return new Response(
    `@page { @bottom-right { content: "${foot}"; font: 7.5pt "BIZ UDPGothic", "Noto Sans CJK JP", sans-serif; } }\n`,
    { headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'private, no-store' } },
  );
};
