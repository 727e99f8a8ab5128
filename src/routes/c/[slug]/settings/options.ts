import { m } from '#lib/paraglide/messages.js';
import type { RosterView } from '#server/queries/council/roster.ts';

/** Seats to choose from, by number; vacant ones say so. */
export function seatOptions(roster: RosterView): { value: string; label: string }[] {
  return roster.seats.map((seat) => ({
    value: seat.id,
    label: `${seat.no}　${seat.label}${seat.member ? `　${seat.member.name}` : m.people_vacant_only()}`,
  }));
}

/** People to choose from, with where they come from. */
export function personOptions(roster: RosterView): { value: string; label: string }[] {
  return roster.people.map((person) => {
    const from = person.mandates.find((mandate) => mandate.from)?.from;
    return { value: person.personId, label: from ? `${person.name}　${from}` : person.name };
  });
}
