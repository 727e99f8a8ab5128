import * as decoding from 'lib0/decoding';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { fingerprintOf } from '#lib/doc/fingerprint.ts';
import { encodeAck, parseServerAck } from '#lib/wire/ack.ts';
import { closeCode, closeCodes } from '#lib/wire/close-codes.ts';
import { message, sync } from '#lib/wire/tags.ts';
import { countingSocket, helloOf } from './counting-socket.ts';
import { forgetEpoch, knownEpoch, openCopy, type DeviceCopy } from './device-copy.ts';
import { statesIn, userIn, type User } from './presence.ts';
import { patience, isSaved, saveState, type SaveState } from './save-state.ts';
import { whatServerHas } from './server-clocks.ts';
import { clocksOf, encodeClocks, unsavedText, type Clocks } from './unsaved-text.ts';

export interface LineOptions {
  /** name of the document, `meeting/{id}/agenda` … */
  readonly docName: string;
  /** person the copy on this device belongs to */
  readonly userId: string;
  /** shapes of documents this page knows */
  readonly schema: number;
  /** the person said that this device is his own: words are kept on it */
  readonly trusted: boolean;
  /** the copy is compared with the server's when it has been still for so long, ms; default 10 s */
  readonly checkAfter?: number;
  /** `ws://…/sync`; default: of this page */
  readonly url?: string;
  /** default: the browser's */
  readonly socket?: typeof WebSocket;
}

export interface Closed {
  readonly code: number;
  /** 'session-ended', 'forbidden', 'epoch' …; '' for codes that are not ours */
  readonly reason: string;
  /** text written here that the server did not take; '' when nothing was lost */
  readonly rejected: string;
}

/** What the screen shows of a line. */
export interface LineView {
  readonly save: SaveState;
  /** edits made here that are not known to be on the disk */
  readonly unsaved: number;
  /** undefined until the server has said */
  readonly mode: 'rw' | 'r' | undefined;
  /** the line is there and answers */
  readonly online: boolean;
  /** the document is here: merged with the server's, or read from this device */
  readonly ready: boolean;
  /** the server closed the door for good */
  readonly closed: Closed | undefined;
}

/** How often the line is asked whether it is still there, when nothing comes by itself. */
const beat = 1_500;
/** No answer for so long: a new line is tried. */
const lost = 8_000;
const tick = 250;

/**
 * The line of one document to the server: stock y-websocket with our hello, counted acknowledgements, a
 * heartbeat, and the copy on the device. Plain TypeScript; live-document.svelte.ts makes it reactive.
 */
export class LiveLine {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly provider: WebsocketProvider;
  private readonly options: LineOptions;
  private readonly onChange: () => void;
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly stopListening: () => void;
  private copy: DeviceCopy | undefined;
  private copyOpen = false;
  private copyLoaded = false;
  /** it was merged with the server's once: a line that is lost takes nothing of it away */
  private whole = false;
  private epoch: number | undefined;
  private mode: 'rw' | 'r' | undefined;
  private helloAnswered = false;
  private closed: Closed | undefined;
  private destroyed = false;
  /** messages counted on this line, and edits made when each was sent; set from the first step 2 on */
  private sent = 0;
  private acknowledged = 0;
  private step2Sent = false;
  private editsAtSend: number[] = [];
  /** what each of these messages brings the server up to */
  private clocksAtSend: Clocks[] = [];
  /** edits made here, and how many of them are on the disk */
  private edits = 0;
  private savedEdits = 0;
  private savedClocks: Clocks = new Map();
  private connectingSince = 0;
  private notSavedSince: number | undefined;
  private heardAt = 0;
  private askedAt: number | undefined;
  private shown = '';
  /** when the document last changed, until it has been compared */
  private changedAt: number | undefined;
  private comparedAt = 0;
  /** oneself, as the server shows one to others */
  me: User | undefined;

  constructor(options: LineOptions, onChange: () => void) {
    this.options = options;
    this.onChange = onChange;
    // Awareness passes over a first state: who has said nothing yet would be here and seen by nobody
    this.awareness.setLocalState({});
    this.epoch = options.trusted ? knownEpoch(options.userId, options.docName) : undefined;
    // before the provider listens: an edit is counted, then sent
    this.doc.on('update', this.onUpdate);
    const base = options.socket ?? globalThis.WebSocket;
    const Socket = countingSocket(base, {
      clientId: () => this.doc.clientID,
      epoch: () => this.epoch,
      reads: () => this.mode === 'r',
      schema: options.schema,
      opened: () => this.opened(),
      sending: (kind) => this.sending(kind),
      heard: () => this.heard(),
    });
    this.provider = new WebsocketProvider(options.url ?? pageUrl(), options.docName, this.doc, {
      connect: false,
      awareness: this.awareness,
      params: this.epoch === undefined ? {} : { epoch: String(this.epoch) },
      // another tab's edits would look saved here, and would pass the server by
      disableBc: true,
      WebSocketPolyfill: Socket,
    });
    this.listenToServer();
    this.provider.on('sync', (synced) => {
      this.whole ||= synced;
      this.look();
    });
    this.provider.on('status', ({ status }) => {
      if (status === 'connecting') this.connectingSince = Date.now();
      this.look();
    });
    this.provider.on('connection-close', (event) => this.lineClosed(event));
    this.provider.on('closed', ({ code }) => void this.closedForGood(code));
    this.timer = setInterval(() => this.onTick(), tick);
    this.stopListening = this.listenToPage();
    void this.start();
  }

  /** What to show now. */
  view(): LineView {
    const now = Date.now();
    const facts = this.facts(now);
    return {
      save: saveState(facts),
      unsaved: facts.unsaved,
      mode: this.mode,
      online: facts.open && facts.answering,
      ready: this.copyLoaded || this.whole,
      closed: this.closed,
    };
  }

  /** Tries again at once after the door was closed for good (a new session, another epoch). */
  reconnect(): void {
    if (this.destroyed) return;
    this.closed = undefined;
    this.provider.connect();
    this.look();
  }

  /** Ends the line; the copy on the device stays. */
  async destroy(): Promise<void> {
    if (this.destroyed) return;
    this.destroyed = true;
    clearInterval(this.timer);
    this.stopListening();
    this.doc.off('update', this.onUpdate);
    this.doc.off('afterTransaction', this.onRead);
    this.provider.destroy();
    this.awareness.destroy();
    await this.copy?.close();
    this.doc.destroy();
  }

  /**
   * Ends the line and removes the copy from the device: somebody signed out, perhaps in another tab. What was not
   * saved is shown; from here on nothing is taken, and nothing says it is saved.
   */
  async forget(): Promise<void> {
    const { copy } = this;
    if (!this.destroyed && !this.closed) {
      const { code, name: reason } = closeCodes.sessionEnded;
      this.closed = { code, reason, rejected: unsavedText(this.doc, this.savedClocks) };
      this.look();
    }
    await this.destroy();
    await copy?.remove();
  }

  // ── starting ──────────────────────────────────────────────────────────────────────────────────────

  /** What is on the device first, so that the server is told of everything in one step. */
  private async start(): Promise<void> {
    // whoever makes a line has it in hand before it first speaks up
    await Promise.resolve();
    if (this.epoch !== undefined) await this.keepCopy(this.epoch);
    if (!this.destroyed) this.provider.connect();
  }

  private async keepCopy(epoch: number): Promise<void> {
    if (!this.options.trusted || this.copy) return;
    this.copy = openCopy(this.options.userId, this.options.docName, epoch, this.doc);
    const note = await this.copy?.loaded;
    if (this.destroyed || !note) return;
    this.edits += note.unsaved;
    if (note.saved && this.savedClocks.size === 0) this.savedClocks = Y.decodeStateVector(note.saved);
    this.copyOpen = true;
    this.copyLoaded = this.doc.store.clients.size > 0;
    this.look();
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown) => {
    this.changedAt = Date.now();
    // what came from the server or from this device is no edit of now
    if (origin === this.provider) return this.heardWords(update);
    if ((origin as { name?: string } | null)?.name?.startsWith('yoriai:')) return;
    if (update.length === 0) return;
    this.edits++;
    this.look();
  };

  private readonly onRead = (transaction: Y.Transaction) => {
    if (transaction.changed.size > 0) this.changedAt = Date.now();
  };

  /**
   * Whoever only reads counts no edits and sends none. Yjs writes an update for whoever hears it, at the price of
   * reading it once more: nobody does then.
   */
  private hearEdits(mode: 'rw' | 'r'): void {
    if (mode === this.mode) return;
    this.mode = mode;
    const { doc, onUpdate, onRead } = this;
    // the provider's own, which sends
    const { _updateHandler: send } = this.provider;
    doc.off('update', onUpdate);
    doc.off('update', send);
    doc.off('afterTransaction', onRead);
    if (mode === 'r') doc.on('afterTransaction', onRead);
    else {
      doc.on('update', onUpdate);
      doc.on('update', send);
    }
  }

  /** What the server sends is on its disk (S1). */
  private heardWords(update: Uint8Array): void {
    // not encodeStateVectorFromUpdate: it passes over writers whose part does not begin at their first letter
    this.savedUpTo(Y.parseUpdateMeta(update).to);
  }

  private savedUpTo(known: Clocks): void {
    const clocks = new Map(this.savedClocks);
    for (const [client, clock] of known) clocks.set(client, Math.max(clock, clocks.get(client) ?? 0));
    this.savedClocks = clocks;
  }

  // ── the line ──────────────────────────────────────────────────────────────────────────────────────

  private opened(): void {
    this.sent = 0;
    this.acknowledged = 0;
    this.step2Sent = false;
    this.editsAtSend = [];
    this.clocksAtSend = [];
    this.helloAnswered = false;
    this.heardAt = Date.now();
    this.askedAt = Date.now();
  }

  private sending(kind: 'step2' | 'update'): void {
    this.sent++;
    if (kind === 'step2') this.step2Sent = true;
    // before the first step 2 an update says nothing of the edits made without a line
    this.editsAtSend.push(this.step2Sent ? this.edits : this.savedEdits);
    this.clocksAtSend.push(this.clocksNow(kind));
    this.look();
  }

  /** A step 2 brings everything that is here; an update what was written here, once a step 2 went before it. */
  private clocksNow(kind: 'step2' | 'update'): Clocks {
    if (kind === 'step2') return clocksOf(this.doc);
    const { clientID, store } = this.doc;
    return new Map(this.step2Sent ? [[clientID, Y.getState(store, clientID)]] : []);
  }

  private heard(): void {
    this.heardAt = Date.now();
    this.askedAt = undefined;
  }

  private listenToServer(): void {
    const handlers = this.provider.messageHandlers;
    handlers[message.ack] = (_encoder, decoder) => this.acked(decoding.readVarString(decoder));
    const onSync = handlers[message.sync];
    handlers[message.sync] = (encoder, decoder, ...rest) => {
      if (decoder.arr[decoder.pos] === sync.step1) this.serverHas(decoder.arr.subarray(decoder.pos + 1));
      onSync?.(encoder, decoder, ...rest);
      if (this.mode === 'r' && this.provider.synced) this.savedClocks = clocksOf(this.doc);
    };
    const onAwareness = handlers[message.awareness];
    handlers[message.awareness] = (encoder, decoder, ...rest) => {
      const mine = statesIn(decoder.arr.subarray(decoder.pos)).get(this.doc.clientID);
      onAwareness?.(encoder, decoder, ...rest);
      const user = mine === undefined ? undefined : userIn(mine);
      if (!user || user.name === this.me?.name) return;
      this.me = user;
      this.onChange();
    };
  }

  /** The server's state vector: whatever goes beyond it is on this device alone. */
  private serverHas(bytes: Uint8Array): void {
    // only those who may write are asked what they have
    if (this.mode === 'r') this.hearEdits('rw');
    this.savedClocks = Y.decodeStateVector(decoding.readVarUint8Array(decoding.createDecoder(bytes)));
  }

  private acked(json: string): void {
    const ack = parseServerAck(json);
    if (!ack) return;
    if ('hi' in ack) {
      this.helloAnswered = true;
      const waits = ack.mode === 'r' && this.edits > this.savedEdits;
      this.hearEdits(ack.mode);
      // who wrote without a line and may only read now would keep words that nobody else ever sees
      if (waits) this.lateWords();
      if (this.epoch === undefined) {
        this.epoch = ack.epoch;
        this.provider.params = { epoch: String(ack.epoch) };
        void this.keepCopy(ack.epoch);
      }
    } else if ('saved' in ack) {
      for (const clocks of this.clocksAtSend.slice(this.acknowledged, ack.saved)) this.savedUpTo(clocks);
      this.acknowledged = Math.max(this.acknowledged, ack.saved);
      this.savedEdits = Math.max(this.savedEdits, this.editsAtSend[ack.saved - 1] ?? 0);
      if (isSaved(this.facts(Date.now()))) this.savedClocks = clocksOf(this.doc);
    }
    this.look();
  }

  /** The right to write went while there was no line: what was written meanwhile is shown, as when a door closes. */
  private lateWords(): void {
    this.provider.disconnect();
    void this.closedForGood(closeCodes.forbidden.code);
  }

  private lineClosed(event: CloseEvent | null): void {
    this.helloAnswered = false;
    // y-websocket waits 100 ms · 2^n up to maxBackoffTime, everybody alike: a little chance spreads a room
    const tries = Math.min(10, this.provider.wsUnsuccessfulReconnects + 1);
    const chance = Math.random();
    if (event?.code === 1013) {
      this.provider.maxBackoffTime = 1_000 + chance * Math.min(29_000, 1_000 * 2 ** tries);
      this.provider.wsUnsuccessfulReconnects = Math.max(10, this.provider.wsUnsuccessfulReconnects);
    } else this.provider.maxBackoffTime = (0.5 + chance) * Math.min(4_000, 200 * 2 ** tries);
    this.look();
  }

  /**
   * The door is closed. A commit may have been on its way: where words seem to be missing and the document can still
   * be read, the server is asked what it has before anybody is alarmed.
   */
  private async closedForGood(code: number): Promise<void> {
    const differs = code === closeCodes.epoch.code && Date.now() - this.comparedAt < 2_000;
    // a copy that differs from the server's is shown whole
    if (differs) this.savedClocks = new Map();
    else if (code === closeCodes.forbidden.code && unsavedText(this.doc, this.savedClocks) !== '') {
      const { docName, url = pageUrl(), socket } = this.options;
      const there = await whatServerHas(url, docName, socket);
      if (there) this.savedUpTo(there);
    }
    if (!this.destroyed) this.endWith(code);
  }

  private endWith(code: number): void {
    const row = closeCode(code);
    const words = row?.words ?? 'keep';
    const rejected = words === 'show-rejected' ? unsavedText(this.doc, this.savedClocks) : '';
    this.closed = { code, reason: row?.name ?? '', rejected };
    const { copy } = this;
    // an expired session on a person's own device: edits that are not saved wait there for his return
    const waits = code === 4401 && this.edits > this.savedEdits;
    if (words !== 'keep' && !waits) {
      this.copy = undefined;
      this.epoch = undefined;
      this.provider.params = {};
      forgetEpoch(this.options.userId, this.options.docName);
      void copy?.remove();
    }
    this.look();
  }

  private readonly goAgain = () => {
    if (this.closed || this.destroyed) return;
    this.provider.disconnect();
    this.provider.connect();
  };

  // ── time ──────────────────────────────────────────────────────────────────────────────────────────

  private onTick(): void {
    const now = Date.now();
    const { ws, wsconnected } = this.provider;
    // a browser waits for minutes for a line that does not come about
    if (!wsconnected && ws && now - this.connectingSince > lost) this.goAgain();
    if (wsconnected && ws && ws.readyState === ws.OPEN && !hidden()) {
      if (this.askedAt === undefined && now - this.heardAt > beat) {
        this.askedAt = now;
        ws.send(helloOf({ schema: this.options.schema, epoch: this.epoch }) as Uint8Array<ArrayBuffer>);
      } else if (this.askedAt !== undefined && now - this.askedAt > lost) {
        this.askedAt = now;
        this.goAgain();
      } else this.compare(ws, now);
    }
    this.look();
  }

  /** Once all is saved and still: does this copy show what the server shows? */
  private compare(ws: WebSocket, now: number): void {
    const { checkAfter = 10_000 } = this.options;
    if (this.changedAt === undefined || now - this.changedAt < checkAfter) return;
    if (!isSaved(this.facts(now))) return;
    this.changedAt = undefined;
    this.comparedAt = now;
    ws.send(encodeAck(fingerprintOf(this.doc)) as Uint8Array<ArrayBuffer>);
  }

  private facts(now: number) {
    const { provider } = this;
    const open = provider.wsconnected && provider.ws?.readyState === 1 && !offline();
    return {
      open,
      answering: this.askedAt === undefined || now - this.askedAt < 1_000,
      synced: provider.synced,
      mode: this.helloAnswered ? this.mode : undefined,
      sent: this.sent,
      acknowledged: this.acknowledged,
      unsaved: Math.max(0, this.edits - this.savedEdits),
      since: this.notSavedSince ?? now,
      now,
      closed: this.closed !== undefined,
    };
  }

  /** Tells the screen when what it shows has changed. */
  private look(): void {
    if (this.destroyed) return;
    const now = Date.now();
    if (isSaved(this.facts(now))) this.notSavedSince = undefined;
    else this.notSavedSince ??= now;
    const view = this.view();
    const shown = JSON.stringify(view);
    if (shown === this.shown) return;
    this.shown = shown;
    if (this.copyOpen) this.copy?.note({ unsaved: view.unsaved, saved: encodeClocks(this.savedClocks) });
    this.onChange();
  }

  private listenToPage(): () => void {
    if (typeof window === 'undefined') return () => undefined;
    const onOffline = () => this.look();
    const onVisible = () => {
      if (document.visibilityState === 'visible' && !this.provider.wsconnected) this.goAgain();
    };
    window.addEventListener('offline', onOffline);
    window.addEventListener('online', this.goAgain);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('offline', onOffline);
      window.removeEventListener('online', this.goAgain);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }
}

/** The longest time a loss of the line stays unseen: heartbeat and one second for its answer. */
export const seenWithin = Math.max(patience, beat + 1_000);

function offline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false;
}

function hidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden';
}

function pageUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;
}
