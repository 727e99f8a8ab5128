import { m } from '#lib/paraglide/messages.js';
import { announce } from '#lib/ui/base/announce.ts';
import type { Room } from './room.svelte.ts';

/** What the ear is told: the item everybody is at, a round that begins, a quorum that is lost, the end. */
export function tellTheEar(room: Room): void {
  const heard = $derived({
    item: room.currentItemId,
    round: room.floor.rounds.find((round) => round.state === 'open'),
    quorum: room.floor.quorum.met,
    closed: room.floor.meeting.state === 'closed',
  });
  let before: typeof heard | undefined;
  $effect(() => {
    const now = heard;
    if (before && now.item !== before.item && now.item !== null)
      announce(m.room_moved({ no: room.items.findIndex((item) => item.id === now.item) + 1 }));
    if (before && now.round && now.round.id !== before.round?.id)
      announce(m.room_round_opened({ no: now.round.no }));
    if (before?.quorum && !now.quorum && room.inSession) announce(m.room_quorum_lost(), 'assertive');
    if (before && now.closed && !before.closed) announce(m.closing_title());
    before = now;
  });
}
