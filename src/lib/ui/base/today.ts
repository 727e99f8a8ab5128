import { page } from '$app/state';
import type { Day } from '#lib/domain/calendar/day.ts';

/** The day in Japan on which the page is read, by the server's clock: dates of the same year need not say it. */
export const today = (): Day => (page.data as { readonly today: Day }).today;
