import type { Present } from '#lib/client/presence.ts';

/** Who else has which card in the hand, by card id; from the presence of others, to be shown and nothing more. */
export function heldBy(people: readonly Present[]): ReadonlyMap<string, { name: string; color: number }> {
  return new Map(
    people.flatMap(({ me, name, color, state }) =>
      !me && typeof state.card === 'string' ? [[state.card, { name, color }] as const] : [],
    ),
  );
}
