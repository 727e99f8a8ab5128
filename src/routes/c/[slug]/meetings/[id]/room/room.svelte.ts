import { DocView } from '#lib/client/doc-view.ts';
import type { Closed } from '#lib/client/live-line.ts';
import { openLiveDocument, type LiveDocument } from '#lib/client/live-document.svelte.ts';
import {
  addItem,
  agendaShape,
  moveItem,
  readAgenda,
  readAgendaItem,
  type AgendaItem,
} from '#lib/doc/agenda.ts';
import { withClosedWords } from '#lib/doc/closed-items.ts';
import { floorShape, readFloor, type Floor } from '#lib/doc/floor.ts';
import { planAgenda, replanAgenda, type TimePlan } from '#lib/domain/meeting/time-plan.ts';
import { newItemId } from '#lib/client/new-item-id.ts';
import { markWriting } from '#lib/client/writing-mark.ts';
import { closedItemDoc } from '#lib/doc/names.ts';

/*
 * The state of one live room: the agenda's words, the floor's acts, which item is shown, and the time plan.
 * The first paint uses what the server rendered; the documents take over when they have arrived.
 */
export interface RoomStart {
  readonly userId: string;
  readonly meetingId: string;
  /** Others use this device, too: no words are kept on it. */
  readonly sharedDevice: boolean;
  readonly docs: { readonly agenda: string; readonly floor: string };
  readonly floor: Floor;
  readonly agenda: readonly AgendaItem[];
  /** ms since 1970 UTC, by the server's clock. */
  readonly now: number;
}

interface Lines {
  readonly words: LiveDocument;
  readonly acts: LiveDocument;
  readonly agenda: DocView<AgendaItem[]>;
  readonly floor: DocView<Floor | undefined>;
}

interface ClosedLine {
  readonly itemId: string;
  readonly words: LiveDocument;
  readonly item: DocView<AgendaItem | undefined>;
}

export class Room {
  readonly #start: RoomStart;
  #lines = $state.raw<Lines | null>(null);
  /** Lines of closed items, by item; only for those who may read them. */
  #closed = $state.raw<readonly ClosedLine[]>([]);
  #picked = $state<string | null>(null);
  /** Shows what the facilitator shows, until somebody looks elsewhere. */
  following = $state(true);
  /** The server's time, each second. */
  now = $state(0);

  constructor(start: RoomStart) {
    this.#start = start;
    this.now = start.now;
  }

  /** Others use this device, too. */
  get sharedDevice(): boolean {
    return this.#start.sharedDevice;
  }

  /** Opens the lines to the server, in the browser only. Answers how to close them. */
  open(): () => void {
    const { docs, userId, sharedDevice, now } = this.#start;
    const ahead = now - Date.now();
    const ticking = setInterval(() => (this.now = Date.now() + ahead), 1000);
    const words = openLiveDocument({
      docName: docs.agenda,
      userId,
      schema: agendaShape,
      trusted: !sharedDevice,
    });
    // acts are the server's to keep: no copy on the device
    const acts = openLiveDocument({ docName: docs.floor, userId, schema: floorShape, trusted: false });
    this.#lines = {
      words,
      acts,
      agenda: new DocView(words.doc, readAgenda),
      floor: new DocView(acts.doc, readFloor),
    };
    const stopMark = markWriting(words.doc, words.awareness);
    return () => {
      clearInterval(ticking);
      stopMark();
      this.#lines = null;
      void words.destroy();
      void acts.destroy();
    };
  }

  /** Opens the lines of closed items. Answers how to close them. */
  openClosed(itemIds: readonly string[]): () => void {
    const { userId, meetingId, sharedDevice } = this.#start;
    const lines = itemIds.map((itemId): ClosedLine => {
      const docName = closedItemDoc(meetingId, itemId);
      const words = openLiveDocument({ docName, userId, schema: agendaShape, trusted: !sharedDevice });
      return { itemId, words, item: new DocView(words.doc, (doc) => readAgendaItem(doc, itemId)) };
    });
    this.#closed = lines;
    const marks = lines.map(({ words }) => markWriting(words.doc, words.awareness));
    return () => {
      for (const stop of marks) stop();
      this.#closed = [];
      for (const { words } of lines) void words.destroy();
    };
  }

  #closedLine(itemId: string): ClosedLine | undefined {
    return this.#closed.find((line) => line.itemId === itemId);
  }

  /** The line that holds an item's words: its own where it is closed. */
  lineOf(item: AgendaItem): LiveDocument | null {
    return item.visibility === 'closed' ? (this.#closedLine(item.id)?.words ?? null) : this.words;
  }

  /** The agenda's document, once its line is open. */
  get words(): LiveDocument | null {
    return this.#lines?.words ?? null;
  }

  get acts(): LiveDocument | null {
    return this.#lines?.acts ?? null;
  }

  /**
   * The first door that was closed for good, of the agenda, the acts or a closed item, with all words that were not
   * taken anywhere; undefined: all are open.
   */
  get shut(): Closed | undefined {
    const lines = [this.words, this.acts, ...this.#closed.map(({ words }) => words)];
    const shut = lines.flatMap((line) => line?.closed ?? []);
    const [first] = shut;
    if (!first) return undefined;
    return { ...first, rejected: shut.flatMap(({ rejected }) => rejected || []).join('\n') };
  }

  /** Everything that is written; with the words of closed items for those who may read them. */
  readonly #written: readonly AgendaItem[] = $derived.by(() => {
    const lines = this.#lines;
    if (!lines?.words.ready) return this.#start.agenda;
    return lines.agenda.value.map((item) =>
      item.visibility === 'open' ? item : withClosedWords(item, this.#closedLine(item.id)?.item.value),
    );
  });

  /** The agenda as it is written, without what was taken off. */
  readonly items: readonly AgendaItem[] = $derived(this.#written.filter(({ id }) => !this.removalOf(id)));

  /** Who took an item off, and when; undefined: it is on the agenda. */
  removalOf(itemId: string): Floor['removals'][number] | undefined {
    return this.floor.removals.find((removal) => removal.itemId === itemId);
  }

  get floor(): Floor {
    const lines = this.#lines;
    return (lines?.acts.ready ? lines.floor.value : undefined) ?? this.#start.floor;
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
    // whoever is at an item that is taken off stays there, and may be writing
    return this.#written.find((item) => item.id === wanted) ?? this.items[0];
  }

  /** Whoever has looked at an item without picking one goes on looking at it, whatever comes before it. */
  keepShowing(itemId: string): void {
    this.#picked ??= itemId;
  }

  /** Looking at another item lets the facilitator go. */
  show(itemId: string): void {
    this.#picked = itemId;
    this.following = itemId === this.currentItemId;
  }

  /** Writes a new item below the one shown; its id, or '' while there are no words to write in. */
  addItem(): string {
    const doc = this.words?.doc;
    if (!doc) return '';
    const id = newItemId();
    addItem(doc, { id, type: 'discussion', title: '', minutes: 15 }, this.shown?.id);
    return id;
  }

  /** Moves an item one place up (-1) or down (1). */
  moveItem(itemId: string, by: -1 | 1): void {
    const doc = this.words?.doc;
    const at = this.items.findIndex((item) => item.id === itemId);
    if (!doc || at < 0) return;
    const after = by === 1 ? this.items[at + 1] : this.items[at - 2];
    moveItem(doc, itemId, after?.id ?? null);
  }

  get plan(): TimePlan {
    const { items, meeting } = this.floor;
    if (!this.inSession && meeting.state !== 'closed') return planAgenda(this.items, meeting.startsAt);
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
          spentMs: (recorded?.spentMs ?? 0) + running,
        };
      }),
      startsAt: meeting.startsAt,
      endsAt: meeting.endsAt,
      now: this.inSession ? this.now : meeting.startsAt,
    });
  }

  /** Minutes by which the agenda as planned runs past the end announced. */
  get overSlot(): number {
    return Math.max(0, Math.round((this.plan.expectedEnd - this.floor.meeting.endsAt) / 60_000));
  }

  /** Minutes left of the current item, negative when it overruns; null while none runs. */
  get minutesLeft(): number | null {
    const id = this.currentItemId;
    const { items, meeting } = this.floor;
    const item = this.items.find((entry) => entry.id === id);
    if (id === null || !item || meeting.currentSince === null) return null;
    // the clock of this screen ticks once a second and may be behind the act
    const spent = (items[id]?.spentMs ?? 0) + Math.max(0, this.now - meeting.currentSince);
    return Math.ceil(item.minutes - spent / 60_000);
  }
}
