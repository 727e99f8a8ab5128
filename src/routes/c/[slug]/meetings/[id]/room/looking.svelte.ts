import { tick } from 'svelte';
import type { Room } from './room.svelte.ts';

/** Until then there is nothing to follow: the room is a page about the meeting. */
const before: ReadonlySet<string> = new Set(['draft', 'called', 'postponed', 'cancelled']);

/** The meeting has not begun, and perhaps never will. */
export const isBefore = (state: string): boolean => before.has(state);

/** Which part of a room is looked at: before the opening the overview, until an item is chosen; on a phone one part at a time. */
export class Looking {
  readonly #room: Room;
  #atItem = $state(false);
  place = $state<'item' | 'agenda' | 'people'>('item');

  constructor(room: Room) {
    this.#room = room;
  }

  get before(): boolean {
    return isBefore(this.#room.floor.meeting.state);
  }

  get overview(): boolean {
    return this.before && !this.#atItem;
  }

  /** An item, on a phone in place of what stood there. */
  show(itemId: string): void {
    const from = this.overview;
    this.#room.show(itemId);
    this.#go('item', true);
    if (from) this.#focus('item');
  }

  /** The agenda with the first item, to be written. */
  edit(): void {
    this.#go('agenda', true);
    this.#focus('item');
  }

  back(): void {
    this.#go('item', false);
    this.#focus('overview-h');
  }

  /** Where one says whether one comes. */
  toMine(): void {
    if (!this.overview) this.place = 'people';
    void tick().then(() => document.getElementById('mine')?.scrollIntoView({ block: 'center' }));
  }

  #go(place: this['place'], atItem: boolean): void {
    this.place = place;
    this.#atItem = atItem;
  }

  /** What was pressed is gone: what came in its stead has the focus. */
  #focus(id: string): void {
    void tick().then(() => document.getElementById(id)?.focus());
  }
}
