import { addDays, addMonths, type Day } from '#lib/domain/calendar/day.ts';
import { weekBegins } from '#lib/domain/calendar/written.ts';

/** The day a key leads to in a calendar (ARIA date grid); null: not a key of it. */
export function dayByKey(key: string, shift: boolean, day: Day): Day | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return weekBegins(day);
    case 'End':
      return addDays(weekBegins(day), 6);
    case 'PageUp':
      return addMonths(day, shift ? -12 : -1);
    case 'PageDown':
      return addMonths(day, shift ? 12 : 1);
    default:
      return null;
  }
}

/** The days of the month of `day` in weeks from Sunday; null: of another month. */
export function weeksOf(day: Day): (Day | null)[][] {
  const month = day.slice(0, 7);
  const weeks: (Day | null)[][] = [];
  for (let sunday = weekBegins(`${month}-01`); sunday.slice(0, 7) <= month; sunday = addDays(sunday, 7))
    weeks.push(
      Array.from({ length: 7 }, (_, i) => addDays(sunday, i)).map((at) =>
        at.startsWith(`${month}-`) ? at : null,
      ),
    );
  return weeks;
}
