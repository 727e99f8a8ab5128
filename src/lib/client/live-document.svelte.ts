import { untrack } from 'svelte';
import type { Awareness } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { removeAllCopies } from './device-copy.ts';
import { lineIsBack } from './line-back.ts';
import { LiveLine, type Closed, type LineOptions } from './live-line.ts';
import { peopleIn, type Present } from './presence.ts';
import type { SaveState } from './save-state.ts';

/** A live document on a page. What is not a method is reactive, except doc, awareness and provider. */
export interface LiveDocument {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly provider: WebsocketProvider;
  /** 'saved' only when the server said so for everything written here */
  readonly save: SaveState;
  /** edits made here that are not known to be on the server's disk */
  readonly unsaved: number;
  /** undefined until the server has said */
  readonly mode: 'rw' | 'r' | undefined;
  readonly online: boolean;
  /** the document is here: merged with the server's, or read from this device */
  readonly ready: boolean;
  /** why the server closed the door for good, and what text was not taken */
  readonly closed: Closed | undefined;
  /** who is here, oneself first, each person once */
  readonly people: readonly Present[];
  reconnect(): void;
  /** Ends the line. The copy on a trusted device stays. */
  destroy(): Promise<void>;
}

// nobody draws from it: it only knows what to end at sign-out
// eslint-disable-next-line svelte/prefer-svelte-reactivity
const open = new Set<LiveLine>();
const channelName = 'yoriai:forget';

/**
 * Opens a live document. In the browser only; destroy it when the page goes:
 * `$effect(() => () => void live.destroy())`.
 */
export function openLiveDocument(options: LineOptions): LiveDocument {
  const line = new LiveLine(options, () => look());
  open.add(line);
  const stopHearing = hearForget();
  const stopAsking = askBeforeLeaving(() => line.view().unsaved > 0 && !options.trusted);
  let view = $state.raw(line.view());
  let people = $state.raw<readonly Present[]>([]);
  // an editor that is taken off the page speaks up while the page is being drawn
  let wasHere = false;
  const look = () =>
    untrack(() => {
      const back = wasHere && !view.online;
      view = line.view();
      if (back && view.online) lineIsBack();
      wasHere ||= view.online;
      lookAtPeople();
    });
  const lookAtPeople = () =>
    untrack(() => {
      people = peopleIn(line.awareness, options.userId, line.me);
    });
  line.awareness.on('change', lookAtPeople);
  return {
    doc: line.doc,
    awareness: line.awareness,
    provider: line.provider,
    get save() {
      return view.save;
    },
    get unsaved() {
      return view.unsaved;
    },
    get mode() {
      return view.mode;
    },
    get online() {
      return view.online;
    },
    get ready() {
      return view.ready;
    },
    get closed() {
      return view.closed;
    },
    get people() {
      return people;
    },
    reconnect: () => line.reconnect(),
    async destroy() {
      open.delete(line);
      stopHearing();
      stopAsking();
      line.awareness.off('change', lookAtPeople);
      await line.destroy();
    },
  };
}

/**
 * For signing out: ends every line of this browser, other tabs included, and removes every copy, note and cached
 * page. Resolves when nothing is left (safety B58).
 */
export async function forgetEverything(): Promise<void> {
  if (typeof BroadcastChannel !== 'undefined') {
    const channel = new BroadcastChannel(channelName);
    channel.postMessage('forget');
    channel.close();
  }
  await closeLines();
  await removeAllCopies();
}

async function closeLines(): Promise<void> {
  const lines = [...open];
  open.clear();
  await Promise.all(lines.map((line) => line.forget()));
}

function hearForget(): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = () => void closeLines();
  return () => channel.close();
}

/** Words that are nowhere but in this tab would be gone with it. */
function askBeforeLeaving(wouldLose: () => boolean): () => void {
  if (typeof window === 'undefined') return () => undefined;
  const ask = (event: BeforeUnloadEvent) => {
    if (wouldLose()) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  return () => window.removeEventListener('beforeunload', ask);
}
