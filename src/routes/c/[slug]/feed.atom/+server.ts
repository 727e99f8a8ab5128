import { error } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { recordsFeed } from '#lib/page/records-feed.ts';
import type { RequestHandler } from './$types';

/** The public records of a council for readers of feeds (FEE4). */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const street = await locals.app.read.council.street(params.slug);
  if (isRefusal(street)) error(404);
  return new Response(recordsFeed(street, url.origin, locals.actor.locale), {
    headers: { 'Content-Type': 'application/atom+xml; charset=utf-8', 'Cache-Control': 'no-cache' },
  });
};
