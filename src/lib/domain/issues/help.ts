/**
 * The private path 「困っている」 (ISS22–ISS23): a worry about oneself or somebody near, which reaches the secretariat
 * alone. The house keeps no case: it notes that somebody asked and where it was handed on, and when the request is
 * closed its words are erased. Source: R-HAC-15, domain §0.10, I11.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

export const helpStates = ['received', 'talking', 'handed_on', 'closed'] as const;
export type HelpState = (typeof helpStates)[number];

const next: Readonly<Record<HelpState, readonly HelpState[]>> = {
  received: ['talking', 'handed_on', 'closed'],
  talking: ['talking', 'handed_on', 'closed'],
  handed_on: ['talking', 'handed_on', 'closed'],
  closed: [],
};

/** Where a request can go from here; the same state again says something new (a reply). */
export function helpMoves(state: HelpState): readonly HelpState[] {
  return next[state];
}

/** State after a move of the secretariat; refuses `wrong-state` (ISS22). */
export function moveHelp(state: HelpState, to: HelpState): HelpState | Refusal {
  return next[state].includes(to) ? to : refuse('wrong-state', { field: 'to', params: { from: state, to } });
}

/** Whether the words of a request are to be erased now (ISS23). */
export function erasesWords(state: HelpState): boolean {
  return state === 'closed';
}
