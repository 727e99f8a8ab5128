import { addMeeting, calendarFile } from '#lib/page/calendar-file.ts';
import { m } from '#lib/paraglide/messages.js';
import { clock } from '#lib/text/dates.ts';
import { readMeeting } from '../read-meeting.ts';
import type { RequestHandler } from './$types';

/** The meeting for a calendar, with its agenda. */
export const GET: RequestHandler = async (event) => {
  const { locale } = event.locals.actor;
  const meeting = await readMeeting(event);
  const agenda = meeting.agenda.map((line) => {
    const said = `${line.no} ${line.title || m.paper_closed_item({}, { locale })}`;
    return meeting.kind === 'written' ? said : `${clock(line.startsAt)} ${said}`;
  });
  const calendar = calendarFile(locale);
  addMeeting(
    calendar,
    meeting,
    `${event.url.origin}/c/${meeting.council.slug}/meetings/${meeting.id}`,
    locale,
    [...agenda, ...(meeting.onlineUrl ? ['', meeting.onlineUrl] : [])],
  );
  return new Response(calendar.toString(), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `attachment; filename="meeting-${meeting.fiscalYear}-${meeting.seq}.ics"`,
      'Cache-Control': 'private, no-store',
    },
  });
};
