/**
 * Agenda items: their kinds, their life, their order (MTG5–MTG7). Source: domain §3.1 step 3, §4.2. Wording and
 * order are words that people edit together; calling the meeting copies them to rows.
 */
import { isRefusal, refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

export const itemTypes = [
  'opening',
  'greeting',
  'report',
  'discussion',
  'decision',
  'other',
  'next_date',
  'closing',
  'post_session',
] as const;
export type ItemType = (typeof itemTypes)[number];

export const itemStates = [
  'listed',
  'discussing',
  'decided',
  'reported',
  'carried_over',
  'withdrawn',
] as const;
export type ItemState = (typeof itemStates)[number];

export const itemVerbs = ['list', 'discuss', 'leave', 'decide', 'report', 'carry_over', 'withdraw'] as const;
export type ItemVerb = (typeof itemVerbs)[number];

const transitions: Readonly<Record<ItemState, Partial<Record<ItemVerb, ItemState>>>> = {
  listed: { discuss: 'discussing', carry_over: 'carried_over', withdraw: 'withdrawn' },
  discussing: {
    leave: 'listed',
    decide: 'decided',
    report: 'reported',
    carry_over: 'carried_over',
    withdraw: 'withdrawn',
  },
  // A council may come back to what it took note of or put off, not to what it decided: that takes a new decision.
  reported: { discuss: 'discussing' },
  carried_over: { discuss: 'discussing' },
  decided: {},
  // Its words came back to the agenda.
  withdrawn: { list: 'listed' },
};

/** State after `verb`; refuses `wrong-state` with the state and the verb (MTG6). */
export function nextItemState(state: ItemState, verb: ItemVerb): ItemState | Refusal {
  return transitions[state][verb] ?? refuse('wrong-state', { params: { state, verb } });
}

/** Kinds in which people talk things over; all others are taken note of (MTG5). */
export function isBusiness(type: ItemType): boolean {
  return type === 'discussion' || type === 'decision';
}

/**
 * State of an item whose decision is declared (MTG6): by that the council comes back to what it left or took note
 * of, not to what it put off. Refuses `wrong-state`.
 */
export function declaredItemState(state: ItemState): 'decided' | Refusal {
  const taken = state === 'listed' || state === 'reported' ? nextItemState(state, 'discuss') : state;
  const after = isRefusal(taken) ? taken : nextItemState(taken, 'decide');
  return isRefusal(after) ? after : 'decided';
}

/** Whether nothing more happens to the item at this meeting unless the council comes back to it. */
export function isFinished(state: ItemState): boolean {
  return state === 'decided' || state === 'reported' || state === 'carried_over' || state === 'withdrawn';
}

/** A copy in agenda order (MTG7): by `order`, ties by `id`, both by UTF-16 code unit, the same on every machine. */
export function sortAgenda<T extends { readonly order: string; readonly id: string }>(
  items: readonly T[],
): T[] {
  return [...items].sort((a, b) => compare(a.order, b.order) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
