import type { Floor, FloorRound } from '#lib/doc/floor.ts';

export interface Decided {
  readonly no: string;
  readonly title: string;
  readonly text: string;
  readonly round: FloorRound;
}

/** What the meeting decided, by number, as the floor knows it: the words that have force, not the heading they stood under. */
export function decidedIn(floor: Floor): Decided[] {
  return floor.rounds
    .flatMap((round) =>
      round.decisionNo === null
        ? []
        : [{ no: round.decisionNo, title: floor.items[round.itemId]?.title ?? '', text: round.text, round }],
    )
    .sort((a, b) => (a.no < b.no ? -1 : 1));
}

/** The same as the calm end shows it until the server has said the rest. */
export function closingOf(floor: Floor) {
  return {
    decisions: decidedIn(floor).map(({ no, title, round }) => ({
      id: round.decisionId ?? round.id,
      no,
      title,
      declaredCode: round.outcome?.code ?? '',
    })),
  };
}
