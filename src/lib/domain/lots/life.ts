/** The life of a draw (LOT7): announced, then drawn once or set aside with a reason; neither is undone. */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

export const lotStates = ['announced', 'drawn', 'set_aside'] as const;
export type LotState = (typeof lotStates)[number];

const next = { draw: 'drawn', set_aside: 'set_aside' } as const satisfies Record<string, LotState>;

/** The state after an act; refuses `already-done` once it is over. */
export function nextLotState(state: LotState, verb: keyof typeof next): LotState | Refusal {
  return state === 'announced' ? next[verb] : refuse('already-done', { params: { state } });
}

/** Null once a figure can be known (LOT2): one of the room at once, one that others publish from its day on. Days 'YYYY-MM-DD'. */
export function figureRefusal(on: string | null, today: string): Refusal | null {
  return on !== null && today < on
    ? refuse('bad-input', { field: 'said', params: { why: 'not-yet-published' } })
    : null;
}
