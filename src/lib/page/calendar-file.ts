import ical, { ICalCalendarMethod, ICalEventStatus, type ICalCalendar } from 'ical-generator';
import { calendarStatus, type CalendarMeeting } from '#lib/domain/meeting/announcement.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateRangeWords, dateTimeWords } from '#lib/text/dates.ts';
import { meetingTitle } from '#lib/text/meeting.ts';

/*
 * Meetings as calendars read them (RFC 5545). A meeting has one name for ever, so that a file taken once and a calendar that
 * subscribes do not show it twice; each act on its announcement is a newer one (REG12, P10).
 */

type Locale = App.Locals['actor']['locale'];

/** An empty calendar; `name`: what the calendar of who subscribes is called. */
export function calendarFile(locale: Locale, name?: string): ICalCalendar {
  return ical({
    prodId: { company: 'Yoriai', product: 'Yoriai', language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ...(name === undefined ? {} : { name, ttl: 3_600 }),
  });
}

/**
 * Adds a meeting, of one held in writing its deadline; `page`: its address, `lines`: what else is said of it. Times are written in UTC: with a zone the library
 * would move them by 9 hours.
 */
export function addMeeting(
  calendar: ICalCalendar,
  meeting: CalendarMeeting,
  page: string,
  locale: Locale,
  lines: readonly string[] = [],
): void {
  const written = meeting.kind === 'written';
  const title = meetingTitle(meeting, meeting.council.name, locale);
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
      ...lines,
      '',
      page,
    ].join('\n'),
    url: page,
  });
}

/** All of these in one calendar that one subscribes to. */
export function subscribedCalendar(
  meetings: readonly CalendarMeeting[],
  { origin, locale, name }: { readonly origin: string; readonly locale: Locale; readonly name: string },
): string {
  const calendar = calendarFile(locale, name);
  for (const meeting of meetings)
    addMeeting(calendar, meeting, `${origin}/c/${meeting.council.slug}/meetings/${meeting.id}`, locale);
  return calendar.toString();
}
