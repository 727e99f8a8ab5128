/**
 * Amendments (修正案) come before the original (原案): they are asked about in order, and what they carried stands in the
 * text that is put to the vote in the end (AMD4–AMD8). Source: domain §5.4.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { agrees } from './outcome.ts';
import type { OutcomeCode } from './outcome.ts';

export const amendmentStates = ['waiting', 'asked', 'carried', 'lost', 'withdrawn'] as const;
export type AmendmentState = (typeof amendmentStates)[number];

/** Amendments one proposal may have in all: more are a new proposal. */
export const mostAmendments = 20;

/** Neither carried nor lost nor withdrawn: the original waits for it. */
export function isPending(state: AmendmentState): boolean {
  return state === 'waiting' || state === 'asked';
}

/**
 * What an outcome makes of an amendment that was asked about. `asked`: nothing is settled (no quorum, a tie, consent that
 * was not reached), it can be asked about again or be withdrawn.
 */
export function settledAs(code: OutcomeCode): Exclude<AmendmentState, 'waiting' | 'withdrawn'> {
  if (agrees(code)) return 'carried';
  return code === 'REJECTED' || code === 'REJECTED_BY_CASTING_VOTE' ? 'lost' : 'asked';
}

/** An amendment as far as its turn hangs on it. */
export interface InLine {
  readonly id: string;
  /** 1, 2, … in the order they are asked about. */
  readonly no: number;
  readonly state: AmendmentState;
}

/** The amendment whose turn it is; null where the original may be asked about. */
export function nextAmendment<A extends InLine>(amendments: readonly A[]): A | null {
  const pending = amendments.filter(({ state }) => isPending(state));
  return pending.reduce<A | null>((first, one) => (first && first.no < one.no ? first : one), null);
}

/**
 * Null where this may be asked about now: `asked` names an amendment, null the original. Refuses `amendments-first` where
 * another amendment has its turn, with its number, and `already-done` on one that is settled.
 */
export function turnRefusal(amendments: readonly InLine[], asked: string | null): Refusal | null {
  const next = nextAmendment(amendments);
  const named = amendments.find(({ id }) => id === asked);
  if (asked !== null && !named) return refuse('not-found', { field: 'amendmentId' });
  if (named && !isPending(named.state)) return refuse('already-done', { field: 'amendmentId' });
  if ((next?.id ?? null) === asked) return null;
  return refuse('amendments-first', { field: 'amendmentId', params: { n: next?.no ?? 0 } });
}
