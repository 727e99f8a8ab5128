import { act, type RefusedAct } from '#lib/client/acts.ts';
import { m } from '#lib/paraglide/messages.js';
import { announce } from '#lib/ui/base/announce.ts';
import type { Room } from './room.svelte.ts';

/** The acts of a live room and the refusal that stands above it: what is refused is told wherever one is. */
export class RoomActs {
  readonly #room: Room;
  readonly meetingId: string;
  refused = $state<RefusedAct | null>(null);
  /** The item made here just now: it wants its title. */
  fresh = $state('');

  constructor(room: Room, meetingId: string) {
    this.#room = room;
    this.meetingId = meetingId;
  }

  /** Runs a command; a refusal stands above the room until it is understood. */
  readonly run = async (command: string, input: object): Promise<RefusedAct | null> => {
    this.refused = await this.quietly(command, input);
    return this.refused;
  };

  /** For parts that show refusals themselves. */
  readonly quietly = async (command: string, input: object): Promise<RefusedAct | null> => {
    const answer = await act(command, input, m.room_offline_act());
    return answer.ok ? null : answer.error;
  };

  /** Who leads the others stays with them. */
  async moveHere(itemId: string): Promise<void> {
    const refused = await this.run('set-current-item', { meetingId: this.meetingId, itemId });
    if (refused === null) this.#room.following = true;
  }

  async restore(itemId: string): Promise<void> {
    const refused = await this.run('restore-item', { meetingId: this.meetingId, itemId });
    if (refused === null) announce(m.room_restored());
  }

  /** Writes a new item below the one shown; its id. */
  newItem(): string {
    this.fresh = this.#room.addItem();
    const no = this.#room.items.findIndex((item) => item.id === this.fresh) + 1;
    announce(m.room_new_item({ no }));
    return this.fresh;
  }

  /** A closed item is made by record: its words must never have stood in the open document. Its id; null: refused. */
  async newClosedItem(): Promise<string | null> {
    const answer = await act<{ itemId: string }>(
      'add-closed-item',
      { meetingId: this.meetingId, title: '' },
      m.room_offline_act(),
    );
    this.refused = answer.ok ? null : answer.error;
    if (!answer.ok) return null;
    this.fresh = answer.result.itemId;
    return this.fresh;
  }
}
