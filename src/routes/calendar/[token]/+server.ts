import { isRefusal } from '#lib/domain/refusal.ts';
import { subscribedCalendar } from '#lib/page/calendar-file.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** The meetings of one person, for his calendar alone: whoever has the address has the right (FEE2). */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const view = await locals.app.read.meeting.calendarBy(locals.actor, params.token.replace(/\.ics$/, ''));
  if (isRefusal(view)) return new Response(null, { status: locals.app.statusOf(view) });
  const { locale } = view;
  return new Response(
    subscribedCalendar(view.meetings, {
      origin: url.origin,
      locale,
      name: m.calendar_name({}, { locale }),
    }),
    {
      headers: {
        'Content-Type': 'text/calendar; charset=utf-8',
        'Cache-Control': 'private, no-store',
        'X-Robots-Tag': 'noindex',
      },
    },
  );
};
