/**
 * Corrections to minutes that go round (COR1–COR8): where a passage stands in a text, what the text reads with the
 * correction in it, and who may still propose one. Source: domain §3.1 step 10, §4.2, §4.3.
 */
import type { Day } from '../calendar/day.ts';
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { isSealed } from './state.ts';
import type { MinutesState } from './state.ts';

export const correctionStates = ['open', 'taken', 'declined', 'withdrawn'] as const;
export type CorrectionState = (typeof correctionStates)[number];

/** Corrections to one text of minutes: more than any evening gives cause for, and no flood. */
export const mostCorrections = 200;

/** What the records say (attendance, counts, decisions): nobody rewrites it, the record itself is put right. */
export const factsPlace = 'facts';
/** What else was said. */
export const otherPlace = 'other';

/** The place an item of the document is, by its number. */
export function itemPlace(no: number): string {
  return String(no);
}

/** Whether a place is one that minutes with so many items have. */
export function isPlace(place: string, items: number): boolean {
  if (place === factsPlace || place === otherPlace) return true;
  return /^[1-9]\d{0,3}$/.test(place) && Number(place) <= items;
}

/** Blanks do not tell passages apart: names are filled in with or without one. */
const blank = /[\s\u3000]/u;

/** Where a passage stands in a text, the first time, blanks aside; null: it does not (any more). */
export function passageIn(text: string, passage: string): { start: number; end: number } | null {
  const places: number[] = [];
  let bare = '';
  for (let i = 0; i < text.length; i++) {
    if (blank.test(text[i]!)) continue;
    places.push(i);
    bare += text[i]!;
  }
  const wanted = [...passage].filter((sign) => !blank.test(sign)).join('');
  const found = wanted === '' ? -1 : bare.indexOf(wanted);
  if (found < 0) return null;
  return { start: places[found]!, end: places[found + wanted.length - 1]! + 1 };
}

/** A passage and what is proposed in its place; no passage: something is added, no wording: it is left out. */
export interface ProposedWords {
  readonly quote: string;
  readonly wording: string;
}

/** Whether what a correction is about still stands in the text (COR3). What adds something always fits. */
export function stillStands(text: string, { quote }: ProposedWords): boolean {
  return quote === '' || passageIn(text, quote) !== null;
}

/** The text with the correction in it; null where its passage has moved or was changed meanwhile (COR3). */
export function corrected(text: string, { quote, wording }: ProposedWords): string | null {
  if (quote === '') return text === '' ? wording : `${text.replace(/\n+$/, '')}\n${wording}`;
  const found = passageIn(text, quote);
  return found && text.slice(0, found.start) + wording + text.slice(found.end);
}

/**
 * null where a correction may be proposed (COR1). Refuses `minutes-not-circulated` before, `minutes-sealed` after,
 * `correction-late` once the day is over — but not to those who keep the record — and `corrections-full`.
 */
export function proposalRefusal(minutes: {
  readonly state: MinutesState;
  readonly dueOn: Day | null;
  readonly today: Day;
  readonly keepsRecord: boolean;
  readonly corrections: number;
}): Refusal | null {
  const { state, dueOn, today, keepsRecord, corrections } = minutes;
  if (isSealed(state)) return refuse('minutes-sealed');
  if (state !== 'circulated') return refuse('minutes-not-circulated');
  if (dueOn !== null && today > dueOn && !keepsRecord) return refuse('correction-late');
  return corrections >= mostCorrections ? refuse('corrections-full') : null;
}

/** How many corrections hold up the sealing (COR6): not answered, and taken after the text went round. */
export function holdingUp(
  corrections: readonly { readonly state: CorrectionState; readonly answeredAt: number | null }[],
  circulatedAt: number,
): { readonly openCorrections: number; readonly takenSince: number } {
  return {
    openCorrections: corrections.filter(({ state }) => state === 'open').length,
    takenSince: corrections.filter(
      ({ state, answeredAt }) => state === 'taken' && (answeredAt ?? 0) >= circulatedAt,
    ).length,
  };
}
