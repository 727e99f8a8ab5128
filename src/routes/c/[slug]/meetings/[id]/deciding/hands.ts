import type { FloorRound, FloorSeat } from '#lib/doc/floor.ts';
import type { TypedReply } from '#lib/ui/deciding/round.ts';

/* The list by which a show of hands is entered: one row for each seat that has a vote, in the order of the seats. */

export interface Hand {
  readonly seatId: string;
  readonly no: number;
  readonly name: string;
  readonly label: string;
  /** In the room: the hand was seen. Else the reply came on paper or by telephone. */
  readonly there: boolean;
  /** Nothing yet, his own reply (nobody's to replace, DEC14), or one that was typed for him. */
  readonly state: 'missing' | 'own' | 'typed';
  /** What was typed, where I typed it. */
  readonly choice: string | null;
  /** Who typed it, where that was not me. */
  readonly enteredBy: string;
}

/** The rows of a round; `own`: seats I act for myself, who reply by their own form. */
export function handsOf(
  round: Pick<FloorRound, 'roll' | 'replied'>,
  seats: readonly FloorSeat[],
  typed: readonly TypedReply[],
  own: readonly string[],
): Hand[] {
  const entries = new Map(typed.map((entry) => [entry.seatId, entry]));
  return seats
    .filter(({ seatId }) => round.roll.includes(seatId) && !own.includes(seatId))
    .map(({ seatId, no, name, label, mode }) => {
      const entry = entries.get(seatId);
      const replied = round.replied.includes(seatId);
      return {
        seatId,
        no,
        name: name || label,
        label,
        there: mode === 'in_person' || mode === 'online' || mode === 'alternate',
        state: !replied ? 'missing' : entry ? 'typed' : 'own',
        choice: (replied && entry?.choice) || null,
        enteredBy: (replied && entry?.enteredBy) || '',
      };
    });
}

/** Whose hand is still to be entered; who is absent may reply on paper and is not waited for. */
export function missingOf(hands: readonly Hand[]): Hand[] {
  return hands.filter(({ state, there }) => state === 'missing' && there);
}

/** The next row that waits, after the one just entered and around the end; undefined: everybody has replied. */
export function nextMissing(hands: readonly Hand[], after: string): Hand | undefined {
  const at = hands.findIndex(({ seatId }) => seatId === after);
  return missingOf([...hands.slice(at + 1), ...hands.slice(0, Math.max(at, 0))])[0];
}
