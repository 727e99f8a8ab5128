import { error } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { subscribedCalendar } from '#lib/page/calendar-file.ts';
import type { RequestHandler } from './$types';

/** The public meetings of a council, for calendars that subscribe (FEE1). */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { locale } = locals.actor;
  const view = await locals.app.read.meeting.calendar(params.slug);
  if (isRefusal(view)) error(404);
  return new Response(
    subscribedCalendar(view.meetings, { origin: url.origin, locale, name: view.council.name }),
    { headers: { 'Content-Type': 'text/calendar; charset=utf-8', 'Cache-Control': 'no-cache' } },
  );
};
