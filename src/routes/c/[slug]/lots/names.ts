/** Seats as lines of a list to draw from: the organisation or seat, with the person's name where several are called alike. */
export function namesToBeginWith(
  seats: readonly { readonly label: string; readonly name: string }[],
): string {
  const often = new Map<string, number>();
  for (const { label } of seats) often.set(label, (often.get(label) ?? 0) + 1);
  return seats
    .map(({ label, name }) => ((often.get(label) ?? 0) > 1 && name !== '' ? `${label} ${name}` : label))
    .join('\n');
}
