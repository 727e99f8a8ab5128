import { textOf } from '#lib/page/acts.ts';

/** What the form for circulating sends, as the command takes it. */
export function circulateInput(form: FormData) {
  const signatoryIds = [...form.keys()]
    .filter((name) => /^signatory\d+$/.test(name))
    .sort()
    .map((name) => textOf(form, name))
    .filter((id) => id !== '');
  return { meetingId: textOf(form, 'meetingId'), dueOn: textOf(form, 'dueOn'), signatoryIds };
}
