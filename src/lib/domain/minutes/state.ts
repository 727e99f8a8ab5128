/** The life of minutes (MIN14, I8): what is sealed never changes, corrections are new entries. Source: domain §4.2. */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

export const minutesStates = ['drafting', 'circulated', 'sealed', 'published', 'erratum_added'] as const;
export type MinutesState = (typeof minutesStates)[number];

export const minutesVerbs = ['circulate', 'seal', 'publish', 'add_erratum'] as const;
export type MinutesVerb = (typeof minutesVerbs)[number];

const transitions: Readonly<Record<MinutesState, Partial<Record<MinutesVerb, MinutesState>>>> = {
  drafting: { circulate: 'circulated' },
  // A corrected text is circulated again and signed anew.
  circulated: { circulate: 'circulated', seal: 'sealed' },
  // an error found before the publication waits for it no longer than behind it
  sealed: { publish: 'published', add_erratum: 'sealed' },
  published: { add_erratum: 'erratum_added' },
  erratum_added: { add_erratum: 'erratum_added' },
};

/** State after `verb`; refuses `minutes-sealed` for what would change sealed minutes, otherwise `wrong-state`. */
export function nextMinutesState(state: MinutesState, verb: MinutesVerb): MinutesState | Refusal {
  const next = transitions[state][verb];
  if (next !== undefined) return next;
  const changesSealed = isSealed(state) && (verb === 'circulate' || verb === 'seal');
  return refuse(changesSealed ? 'minutes-sealed' : 'wrong-state', { params: { state, verb } });
}

/** Whether nothing of them can be touched any more, also with errata behind them (I8). */
export function isSealed(state: MinutesState): boolean {
  return state === 'sealed' || state === 'published' || state === 'erratum_added';
}

/** States of minutes that are sealed. */
export const sealedStates = minutesStates.filter(isSealed);

/**
 * The state as it is shown: errata stand behind published minutes as records of their own, and the row of the minutes,
 * which is sealed, says nothing of them.
 */
export function stateShown(state: MinutesState, errata: number): MinutesState {
  return state === 'published' && errata > 0 ? 'erratum_added' : state;
}

/** Whether the street reads them (I12): published, also with errata behind them. */
export function isPublished(state: MinutesState): boolean {
  return state === 'published' || state === 'erratum_added';
}

/** States of minutes that the street reads. */
export const publishedStates = minutesStates.filter(isPublished);

/** Whether the draft is open words: until it is circulated (contracts §4). */
export function draftIsOpen(state: MinutesState): boolean {
  return state === 'drafting';
}
