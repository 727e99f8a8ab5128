import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { isRead, readDay, readTime } from '#lib/domain/calendar/written.ts';
import { factFaults, type FactFault } from '#lib/domain/meeting/facts.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { dayFaultWords } from '#lib/text/day-faults.ts';
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
  const day = dayOfForm(form);
  const at = (name: string) => `${day}T${timeOfForm(form, name)}:00+09:00`;
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

/** The day a form says, 'YYYY-MM-DD'; as written where that is none. */
function dayOfForm(form: FormData): string {
  const read = readDay(textOf(form, 'day'));
  return isRead(read) ? read : textOf(form, 'day');
}

const timeOfForm = (form: FormData, name: string) => readTime(textOf(form, name)) ?? textOf(form, name);

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
  const read = readDay(text('day'));
  if (text('day') === '') faults.day = m.meeting_form_day_missing({}, o);
  else if (!isRead(read)) faults.day = dayFaultWords(read, locale);
  for (const name of ['from', 'to'])
    if (text(name) === '') faults[name] = m.meeting_form_time_missing({}, o);
    else if (readTime(text(name)) === null) faults[name] = m.time_fault_unreadable({}, o);
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
  const day = faults.day === undefined ? dayOfForm(form) : '9999-12-31';
  const [from, to] =
    (faults.from ?? faults.to) ? ['00:00', '23:59'] : [timeOfForm(form, 'from'), timeOfForm(form, 'to')];
  const at = (hour: string) => Date.parse(`${day}T${hour}:00+09:00`);
  const { visibility, closedReason } = { visibility: text('visibility'), closedReason: text('closedReason') };
  for (const fault of factFaults({ startsAt: at(from!), endsAt: at(to!), visibility, closedReason }, today))
    faults[words[fault][0]] ??= words[fault][1];
  return faults;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}
