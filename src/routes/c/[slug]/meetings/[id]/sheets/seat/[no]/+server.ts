import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import type { RequestHandler } from './$types';

/**
 * Where the code on a paper leads: whoever enters replies to the paper's own entry, while its round is open; everybody
 * else to the meeting, where it can be answered on a screen.
 */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { slug, id, no } = params;
  const text = url.searchParams.get('text');
  const sheets = await locals.app.read.rounds.sheets(locals.actor, id, text || null);
  const open = isRefusal(sheets) ? null : (sheets.shown?.openRoundId ?? null);
  const seat = /^\d{1,5}$/.test(no) ? Number(no) : 0;
  redirect(
    303,
    open === null
      ? `/c/${encodeURIComponent(slug)}/meetings/${encodeURIComponent(id)}`
      : `/c/${encodeURIComponent(slug)}/rounds/${open}/papers?seat=${seat}`,
  );
};
