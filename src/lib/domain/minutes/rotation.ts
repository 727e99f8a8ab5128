/**
 * Whose turn it is to sign (MIN17): the signatories go round the table, so that nobody is asked each time and
 * nobody never. A suggestion only; the meeting chooses. Source: domain §3.1 step 10 (two signatories in roster
 * rotation).
 */
export interface RotationSeat {
  readonly no: number;
  /** null: vacant */
  readonly person: string | null;
  /** Whether that person took part himself, in the room or online. */
  readonly present: boolean;
}

/**
 * The next `count` persons after seat `lastNo` (null: nobody was chosen yet), round the table; fewer when fewer were
 * there. `chair` signs anyway and is left out.
 */
export function nextSignatories(
  seats: readonly RotationSeat[],
  lastNo: number | null,
  chair: string | null,
  count: number,
): string[] {
  const after = lastNo ?? 0;
  const round = [...seats].sort((a, b) => a.no - b.no);
  const inTurn = [...round.filter(({ no }) => no > after), ...round.filter(({ no }) => no <= after)];
  const persons = inTurn.flatMap(({ person, present }) =>
    present && person !== null && person !== chair ? [person] : [],
  );
  return [...new Set(persons)].slice(0, count);
}
