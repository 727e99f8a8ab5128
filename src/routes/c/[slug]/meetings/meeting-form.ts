import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { isDay } from '#lib/domain/calendar/day.ts';
import { factFaults, type FactFault } from '#lib/domain/meeting/facts.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/locale.ts';
import { refusedForm, textOf, type RefusedForm } from '#lib/page/acts.ts';

/** A refused form for a meeting, with the words of every fault by the name of its field. */
export interface RefusedMeeting extends RefusedForm {
  readonly faults?: Readonly<Record<string, string>>;
}

/**
 * What the form for a meeting says, as create-meeting and change-meeting take it: day and times are those of
 * Japan. What is missing or no time stays as written, so that the command names the field.
 */
export function meetingInput(form: FormData): Record<string, unknown> {
  const day = textOf(form, 'day');
  const at = (name: string) => `${day}T${textOf(form, name)}:00+09:00`;
  const onlineUrl = textOf(form, 'onlineUrl').trim();
  const capacity = textOf(form, 'observerCapacity').trim();
  return {
    startsAt: at('from'),
    endsAt: at('to'),
    place: textOf(form, 'place'),
    kind: textOf(form, 'kind'),
    visibility: textOf(form, 'visibility'),
    closedReason: textOf(form, 'closedReason'),
    ...(onlineUrl === '' ? {} : { onlineUrl }),
    ...(capacity === '' ? {} : { observerCapacity: Number(capacity) }),
  };
}

/** The form as it goes back with all its faults (MTG20); null when the command may be asked. */
export function refusedMeeting(event: RequestEvent, form: FormData): ActionFailure<RefusedMeeting> | null {
  const { app, actor } = event.locals;
  const faults = meetingFaults(form, dayOf(app.clock.now()), actor.locale);
  if (Object.keys(faults).length === 0) return null;
  const { status, data } = refusedForm(event, refuse('bad-input'), form);
  return fail(status, { ...data, faults });
}

/** What is wrong in the form, in words by the name of the field; `today`: 'YYYY-MM-DD'. */
export function meetingFaults(form: FormData, today: string, locale: Locale): Record<string, string> {
  const o = { locale };
  const faults: Record<string, string> = {};
  const text = (name: string) => textOf(form, name).trim();
  const time = (name: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text(name));
  if (!isDay(text('day'))) faults.day = m.meeting_form_day_missing({}, o);
  for (const name of ['from', 'to']) if (!time(name)) faults[name] = m.meeting_form_time_missing({}, o);
  if (text('place') === '') faults.place = m.meeting_form_place_missing({}, o);
  if (text('onlineUrl') !== '' && !isWebAddress(text('onlineUrl')))
    faults.onlineUrl = m.meeting_form_online_wrong({}, o);
  if (text('observerCapacity') !== '' && !/^\d{1,4}$/.test(text('observerCapacity')))
    faults.observerCapacity = m.meeting_form_capacity_wrong({}, o);
  const words: Record<FactFault, [string, string]> = {
    end: ['to', m.meeting_form_to_wrong({}, o)],
    reason: ['closedReason', m.meeting_form_reason_missing({}, o)],
    past: ['day', m.meeting_form_day_past({}, o)],
  };
  // a missing day or time is said once, and the others are still judged without it
  const day = faults.day === undefined ? text('day') : '9999-12-31';
  const [from, to] = (faults.from ?? faults.to) ? ['00:00', '23:59'] : [text('from'), text('to')];
  const at = (hour: string) => Date.parse(`${day}T${hour}:00+09:00`);
  const { visibility, closedReason } = { visibility: text('visibility'), closedReason: text('closedReason') };
  for (const fault of factFaults({ startsAt: at(from!), endsAt: at(to!), visibility, closedReason }, today))
    faults[words[fault][0]] ??= words[fault][1];
  return faults;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}
