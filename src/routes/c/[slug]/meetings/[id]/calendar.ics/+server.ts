import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { calendarStatus } from '#lib/domain/meeting/announcement.ts';
import { m } from '#lib/paraglide/messages.js';
import { clock, dateRangeWords, dateTimeWords } from '#lib/text/dates.ts';
import { meetingTitle } from '#lib/text/meeting.ts';
import { readMeeting } from '../read-meeting.ts';
import type { RequestHandler } from './$types';

/** The meeting for a calendar, of one held in writing its deadline; each act on its announcement is a newer one (REG12). Times are written in UTC: with a zone the library would move them by 9 hours. */
export const GET: RequestHandler = async (event) => {
  const { locale } = event.locals.actor;
  const meeting = await readMeeting(event);
  const page = `${event.url.origin}/c/${meeting.council.slug}/meetings/${meeting.id}`;
  const written = meeting.kind === 'written';
  const agenda = meeting.agenda.map((line) => {
    const said = `${line.no} ${line.title || m.paper_closed_item({}, { locale })}`;
    return written ? said : `${clock(line.startsAt)} ${said}`;
  });
  const title = meetingTitle(meeting, meeting.council.name, locale);
  const calendar = ical({
    prodId: { company: 'Yoriai', product: 'Yoriai', language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${meeting.id}@yoriai`,
    start: new Date(written ? meeting.endsAt : meeting.startsAt),
    end: new Date(meeting.endsAt),
    stamp: new Date(meeting.announcement.at),
    sequence: meeting.announcement.no - 1,
    status: ICalEventStatus[calendarStatus(meeting.state, meeting.moved)],
    summary: written ? m.writing_calendar({ title }, { locale }) : title,
    ...(!written && { location: meeting.place }),
    description: [
      written
        ? m.writing_until({ time: dateTimeWords(meeting.endsAt, locale) }, { locale })
        : dateRangeWords(meeting.startsAt, meeting.endsAt, locale),
      ...agenda,
      ...(meeting.onlineUrl ? ['', meeting.onlineUrl] : []),
      '',
      page,
    ].join('\n'),
    url: page,
  });
  return new Response(calendar.toString(), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `attachment; filename="meeting-${meeting.fiscalYear}-${meeting.seq}.ics"`,
      'Cache-Control': 'private, no-store',
    },
  });
};
