import { isRead, readDay, readTime } from '#lib/domain/calendar/written.ts';
import { textOf } from './acts.ts';

/** The minute a form names as a deadline, of Japan, as commands take it; what is no time stays, so that they name the field. */
export function deadlineIn(form: FormData): string {
  const read = readDay(textOf(form, 'day'));
  const day = isRead(read) ? read : textOf(form, 'day');
  return `${day}T${readTime(textOf(form, 'time')) ?? textOf(form, 'time')}:00+09:00`;
}
