import { instantOf } from '#lib/domain/calendar/jst.ts';
import { isRead, readDay, readTime } from '#lib/domain/calendar/written.ts';
import { refuse, isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { textOf } from './acts.ts';

/** A figure as people type it, in any width; null: none. */
export function figureIn(form: FormData, name: string): number | null {
  const text = textOf(form, name).normalize('NFKC').trim();
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** When a paper or a call came in, as ISO 8601; refuses `bad-input` at `arrived`. */
export function arrivedIn(form: FormData): string | Refusal {
  const day = readDay(textOf(form, 'day'));
  const at = isRead(day) ? instantOf(day, readTime(textOf(form, 'time')) ?? '') : refuse('bad-input');
  return isRefusal(at) ? refuse('bad-input', { field: 'arrived' }) : new Date(at).toISOString();
}

/** What was written beside a choice; left out where nothing was. */
export function wordsIn(form: FormData): { reason?: string; wouldAgreeIf?: string } {
  const [reason, wouldAgreeIf] = [textOf(form, 'reason').trim(), textOf(form, 'wouldAgreeIf').trim()];
  return { ...(reason && { reason }), ...(wouldAgreeIf && { wouldAgreeIf }) };
}
