/**
 * Support that is no vote (ISS24–ISS25): 「私も困っている」 and 「私もできます」, an offer to lend a hand. Once a person
 * and kind, taken back at any time. Numbers decide nothing. Source: R-YOS-10, R-KAW-08.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { unfinishedStates, type IssueState } from './state.ts';

/** too: troubled by it as well · can: offers to help. */
export const supportKinds = ['too', 'can'] as const;

/** Whether an issue takes support: while it is on the board and not finished. */
export function takesSupport(state: IssueState): boolean {
  return unfinishedStates.some((open) => open === state);
}

/** Refuses `wrong-state` for new support of what is finished; taking back is always possible (ISS25). */
export function supportRefusal(state: IssueState, withdraw: boolean): Refusal | undefined {
  return withdraw || takesSupport(state) ? undefined : refuse('wrong-state', { params: { state } });
}
