import { DocView } from '#lib/client/doc-view.ts';
import { openLiveDocument, type LiveDocument } from '#lib/client/live-document.svelte.ts';
import { agendaShape, readAgenda, type AgendaItem } from '#lib/doc/agenda.ts';
import { readFloor, type Floor } from '#lib/doc/floor.ts';
import { replanAgenda, type TimePlan } from '#lib/domain/meeting/time-plan.ts';

/*
 * The state of one open live room: the agenda's words, the floor's acts, which item is shown, and the
 * time plan. Made once per page visit (`openRoom`), closed when the page leaves. The first paint uses what
 * the server rendered; the documents take over when they have arrived.
 */
export interface RoomStart {
  readonly userId: string;
  readonly docs: { readonly agenda: string; readonly floor: string };
  readonly floor: Floor;
  readonly agenda: readonly AgendaItem[];
}

export class Room {
  readonly words: LiveDocument;
  readonly acts: LiveDocument;
  readonly #start: RoomStart;
  readonly #agenda: DocView<AgendaItem[]>;
  readonly #floor: DocView<Floor | undefined>;
  readonly #ticking: ReturnType<typeof setInterval>;

  /** Shows what the facilitator shows, until somebody looks elsewhere. */
  following = $state(true);
  #picked = $state<string | null>(null);
  /** ms since 1970 UTC by the server's clock, each second. */
  now = $state(0);

  constructor(start: RoomStart, serverNow: number) {
    this.#start = start;
    this.now = serverNow;
    const ahead = serverNow - Date.now();
    this.#ticking = setInterval(() => (this.now = Date.now() + ahead), 1000);
    this.words = openLiveDocument({ docName: start.docs.agenda, userId: start.userId, schema: agendaShape });
    this.acts = openLiveDocument({ docName: start.docs.floor, userId: start.userId, schema: 1, keep: false });
    this.#agenda = new DocView(this.words.doc, readAgenda);
    this.#floor = new DocView(this.acts.doc, readFloor);
  }

  get items(): readonly AgendaItem[] {
    const live = this.#agenda.value;
    return live.length > 0 || this.words.synced ? live : this.#start.agenda;
  }

  get floor(): Floor {
    return this.#floor.value ?? this.#start.floor;
  }

  get inSession(): boolean {
    return this.floor.meeting.state === 'in_session' || this.floor.meeting.state === 'recess';
  }

  get currentItemId(): string | null {
    return this.inSession ? this.floor.meeting.currentItemId : null;
  }

  /** The item in the middle: the facilitator's while followed, else the one picked, else the first. */
  get shown(): AgendaItem | undefined {
    const wanted = this.following && this.currentItemId !== null ? this.currentItemId : this.#picked;
    return this.items.find((item) => item.id === wanted) ?? this.items[0];
  }

  /** Looking at another item lets the facilitator go. */
  show(itemId: string): void {
    this.#picked = itemId;
    this.following = itemId === this.currentItemId;
  }

  follow(): void {
    this.following = true;
  }

  get plan(): TimePlan {
    const { items, meeting } = this.floor;
    return replanAgenda({
      items: this.items.map((item) => {
        const recorded = items[item.id];
        const running = item.id === this.currentItemId ? this.now - (meeting.currentSince ?? this.now) : 0;
        return {
          id: item.id,
          type: item.type,
          minutes: item.minutes,
          state: recorded?.state ?? 'listed',
          startedAt: recorded?.startedAt ?? null,
          spentMs: (recorded?.spentMs ?? 0) + running
        };
      }),
      startsAt: meeting.startsAt,
      endsAt: meeting.endsAt,
      now: this.inSession ? this.now : meeting.startsAt
    });
  }

  /** Minutes left of the current item, negative when it overruns; null while no item runs. */
  get minutesLeft(): number | null {
    const id = this.currentItemId;
    const { items, meeting } = this.floor;
    const recorded = id === null ? undefined : items[id];
    const item = this.items.find((entry) => entry.id === id);
    if (!recorded || !item || meeting.currentSince === null) return null;
    const spent = recorded.spentMs + (this.now - meeting.currentSince);
    return Math.ceil(item.minutes - spent / 60_000);
  }

  close(): void {
    clearInterval(this.#ticking);
    this.words.close();
    this.acts.close();
  }
}
