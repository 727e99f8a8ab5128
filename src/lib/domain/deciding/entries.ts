/**
 * Replies that somebody enters for others (WAY1–WAY6): hands that were seen together, papers and telephone calls, what
 * corrects them, and piles that two people counted.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { askedWith } from './reply.ts';
import { rulesOf } from './modes/registry.ts';
import type { Mode, Via } from './words.ts';

/** How a reply reached whoever enters it: a hand or a word in the room, a paper, a telephone call. */
export const entryWays = ['hand', 'slip', 'telephone'] as const;
export type EntryWay = (typeof entryWays)[number];

/** The ways of what came otherwise than in the room (`via` paper). */
export const paperWays = ['slip', 'telephone'] as const satisfies readonly EntryWay[];

/** How an entry came: by what was said of it, else by its channel, as entries from before said nothing. */
export function entryWay(via: Via, said: EntryWay | undefined): EntryWay {
  return said ?? (via === 'live' ? 'hand' : 'slip');
}

/** A seat whose hand somebody says he has seen with others. */
export interface SeenHand {
  /** Has a vote in this round. */
  readonly votes: boolean;
  /** Somebody sits there now. */
  readonly there: boolean;
  /** Has replied, by itself or by somebody's entry. */
  readonly replied: boolean;
}

/**
 * Null when a choice can be entered for many at once (WAY1): one that the mode offers and that needs no reason. Nobody's
 * reason is written for him. Refuses `bad-input` at `choice` and `ballot-needs-reason`.
 */
export function handsChoiceRefusal(mode: Mode, choice: string): Refusal | null {
  if (!rulesOf(mode).offered.includes(choice)) return refuse('bad-input', { field: 'choice' });
  return askedWith(mode, choice)?.reason === 'required'
    ? refuse('ballot-needs-reason', { field: 'choice' })
    : null;
}

/**
 * Of the seats whose hands were seen together, those that get the reply (WAY1): whoever has replied meanwhile keeps what
 * he said. Refuses `not-on-roll` for a seat without a vote and `bad-input` (`not-there`) for an empty one, both at
 * `seats`: somebody has not seen what he says.
 */
export function handsTaken<S extends SeenHand>(seen: readonly S[]): readonly S[] | Refusal {
  if (seen.some(({ votes }) => !votes)) return refuse('not-on-roll', { field: 'seats' });
  const taken = seen.filter(({ replied }) => !replied);
  return taken.some(({ there }) => !there)
    ? refuse('bad-input', { field: 'seats', params: { why: 'not-there' } })
    : taken;
}

/**
 * Null unless a seat's paper is in already (WAY3): a second one is entered only where somebody says that another came,
 * so that one paper is not typed twice and none is typed over. Refuses `entered-already` at `for`.
 */
export function secondPaperRefusal(
  standing: readonly { readonly via: Via }[],
  another: boolean,
): Refusal | null {
  return !another && standing.some(({ via }) => via === 'paper')
    ? refuse('entered-already', { field: 'for' })
    : null;
}

/**
 * Null when a pile was counted by two people who found as many papers as were typed (WAY5). Refuses `bad-input`
 * (`same-person`) at `countedWith` and `count-differs` at `sheets`, with both figures.
 */
export function countedRefusal(
  pile: { readonly countedBy: string; readonly countedWith: string; readonly sheets: number },
  typed: number,
): Refusal | null {
  if (pile.countedBy === pile.countedWith)
    return refuse('bad-input', { field: 'countedWith', params: { why: 'same-person' } });
  return pile.sheets === typed && typed > 0
    ? null
    : refuse('count-differs', { field: 'sheets', params: { counted: pile.sheets, typed } });
}
