import { textOf } from '../../../acts.ts';

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
