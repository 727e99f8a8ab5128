import { textOf } from '#lib/page/acts.ts';

/** What was asked, as a form says it; the same to enter it and to correct it. */
export function askedInput(form: FormData) {
  const askedNo = textOf(form, 'askedNo').trim();
  return {
    askedBy: textOf(form, 'askedBy'),
    ...(askedNo && { askedNo }),
    title: textOf(form, 'title'),
    text: textOf(form, 'text'),
    receivedOn: textOf(form, 'receivedOn'),
    dueMonth: textOf(form, 'dueMonth'),
  };
}
