import { textOf } from '#lib/page/acts.ts';

/** Rows of the form of a plan: those there are, and so many empty ones. */
export const emptyRows = 3;

/** The plan as its form says it: rows without a purpose are none, one with a meeting has the month of that meeting. */
export function stepsInput(form: FormData) {
  const rows = Number(textOf(form, 'rows')) || 0;
  return {
    steps: Array.from({ length: Math.min(rows, 40) }, (_, i) => ({
      month: textOf(form, `month-${i}`),
      purpose: textOf(form, `purpose-${i}`).trim(),
      meetingId: textOf(form, `meeting-${i}`),
    }))
      .filter(({ purpose }) => purpose !== '')
      .map(({ meetingId, ...step }) => ({ ...step, ...(meetingId && { meetingId }) })),
  };
}
