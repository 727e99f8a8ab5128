import * as encoding from 'lib0/encoding';
import type { Dialect } from './dialect.ts';
import { Line } from './line.ts';
import { nowMicros, paragraph, typed, updateMessage, wordOf, wordsIn, type Words } from './word.ts';

/** Where a load process finds the server. */
export interface Address {
  readonly port: number;
  /** cookie headers, one for each person; empty: nobody asks */
  readonly cookies: readonly string[];
}

/** Somebody in a document: one line, one clientID. Types words and hears what others type. */
export class Member {
  readonly client: number;
  readonly line: Line;
  /** characters typed */
  clock = 0;
  /** words sent */
  sent = 0;
  /** messages sent that change a document, empty ones included */
  messages = 0;
  /** sync step 2 has come, or there is none to come */
  readonly synced: Promise<void>;
  isSynced = false;
  /** messages the server said are on its disk (ours), or applied (Hocuspocus) */
  acknowledged = 0;
  cursorsHeard = 0;
  updatesHeard = 0;
  /** bytes of documents heard, updates and whole states */
  heardBytes = 0;
  heard: (words: Words) => void = () => undefined;
  /** whether words in the state at the beginning count as heard, too */
  hearsState = false;
  onContent: () => void = () => undefined;
  /** what was heard, where it is kept */
  readonly content: Uint8Array[] = [];
  readonly keeps: boolean = false;
  private readonly dialect: Dialect;
  private readonly prefix: Uint8Array;
  private cursorClock = 0;
  private settle: () => void = () => undefined;

  constructor(dialect: Dialect, address: Address, doc: string, no: number) {
    this.dialect = dialect;
    this.client = 1_024 * (1 + Math.floor(Math.random() * 4_000_000)) + (no % 1_024);
    this.prefix = dialect.prefix(doc);
    this.synced = new Promise((resolve) => (this.settle = resolve));
    const cookie = address.cookies[no % address.cookies.length];
    const headers = { origin: `http://127.0.0.1:${address.port}`, ...(cookie ? { cookie } : {}) };
    this.line = new Line({ port: address.port, path: dialect.path(doc), headers });
    this.line.hear = (payload) => this.take(payload);
    void this.line.opened.then((why) => (why === undefined ? this.begin() : undefined));
  }

  send(message: Uint8Array): void {
    this.line.send(this.prefix, message);
  }

  /** Sends an update as it is. */
  put(update: Uint8Array): void {
    this.send(updateMessage(update));
    this.messages++;
  }

  /** How many of one's messages the server has taken, as far as it says so. */
  get taken(): number {
    return this.dialect.acknowledges ? this.acknowledged : this.updatesHeard;
  }

  /** Types the present moment and answers it. */
  type(): number {
    const moment = nowMicros();
    this.write(wordOf(moment));
    return moment;
  }

  /** Types at the end of one's paragraph. */
  write(text: string): void {
    if (this.clock === 0) {
      this.put(paragraph(this.client));
      this.clock = 1;
    }
    this.put(typed(this.client, this.clock, text));
    this.clock += text.length;
    this.sent++;
  }

  /** Says where the cursor is, as y-prosemirror does after every edit. */
  moveCursor(): void {
    const place = { type: null, tname: 't', item: { client: this.client, clock: this.clock - 1 }, assoc: 0 };
    const state = {
      user: { name: `委員${this.client}`, color: '#3a6ea5' },
      cursor: { anchor: place, head: place },
    };
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, 1);
    encoding.writeVarUint(inner, this.client);
    encoding.writeVarUint(inner, ++this.cursorClock);
    encoding.writeVarString(inner, JSON.stringify(state));
    const outer = encoding.createEncoder();
    encoding.writeVarUint(outer, 1);
    encoding.writeVarUint8Array(outer, encoding.toUint8Array(inner));
    this.send(encoding.toUint8Array(outer));
  }

  private begin(): void {
    for (const greeting of this.dialect.greetings) this.send(greeting);
    // state vector of nothing: everything is asked for
    if (this.dialect.syncs) this.send(new Uint8Array([0, 0, 1, 0]));
    else this.finishSync();
  }

  private finishSync(): void {
    this.isSynced = true;
    this.settle();
  }

  private take(payload: Buffer): void {
    const at = this.prefix.length;
    const type = payload[at];
    // sync; Hocuspocus answers the first step with a message of its own kind
    if (type === 0 || type === 4) this.takeSync(payload, at + 1);
    else if (type === 1) this.cursorsHeard++;
    else if (type === 100) this.takeSaved(payload, at + 1);
    else if (type === 8) this.acknowledged += payload[at + 1] === 1 ? 1 : 0;
  }

  private takeSync(payload: Buffer, at: number): void {
    const kind = payload[at];
    const start = skipUint(payload, at + 1);
    if (kind === 0) {
      // what the server lacks: nothing
      this.send(new Uint8Array([0, 1, 2, 0, 0]));
      this.messages++;
      return;
    }
    this.heardBytes += payload.length - start;
    if (this.keeps) this.content.push(Uint8Array.from(payload.subarray(start)));
    if (kind === 2) this.updatesHeard++;
    if (kind === 2 || this.hearsState) this.heard(wordsIn(payload, start));
    if (kind === 1 && !this.isSynced) this.finishSync();
    this.onContent();
  }

  private takeSaved(payload: Buffer, at: number): void {
    const said = JSON.parse(payload.toString('latin1', skipUint(payload, at))) as { saved?: number };
    if (said.saved !== undefined) this.acknowledged = said.saved;
  }
}

function skipUint(bytes: Buffer, from: number): number {
  let at = from;
  while ((bytes[at++] as number) >= 128);
  return at;
}
