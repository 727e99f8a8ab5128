/**
 * Colours of people as stock editor bindings want them (`#rrggbb`), by slot 1–5; the same five as the
 * tokens --p1…--p5 of the light theme. Our own pages draw by slot, so that dark and high contrast hold.
 */
const bySlot = ['#5c10be', '#8b3200', '#0055ad', '#8b008b', '#115a36'] as const;

/** The colour of a slot; slots outside 1–5 wrap. */
export function colorOfSlot(slot: number): string {
  return bySlot[(((slot - 1) % 5) + 5) % 5] ?? bySlot[0];
}
