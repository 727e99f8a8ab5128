import { dayInput, timeInput } from './day-input.ts';

/* Day and time fields of a page that has no other script; where it has one, they are found alive. */
for (const root of document.querySelectorAll<HTMLElement>('[data-day-field]')) dayInput(root);
for (const root of document.querySelectorAll<HTMLElement>('[data-time-field]')) timeInput(root);
