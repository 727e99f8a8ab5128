import * as Y from 'yjs';
import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import { DocDamaged, WordsClosed } from './doc-faults.ts';
import { LogMoved, type DocLog } from './doc-log.ts';
import { differenceTo, mirrorRoot, say, updateSaying, type MirrorValue } from './mirror.ts';
import type { DocRoom, Rooms } from './rooms.ts';
import { scanUpdate } from './scan-update.ts';

/** So often the server writes again what somebody else's words came before. */
const triesMost = 16;

/** What a mirror should say by the records; `only`: these keys are enough. undefined: no mirror. */
export type MirrorOf = (docName: string, only?: readonly string[]) => Promise<MirrorValue | undefined>;

/** What the words port asks of the group commit. */
export interface WordsCommits {
  wake(room: DocRoom): void;
  drained(): Promise<void>;
}

/** What is needed where other processes write into the same log. */
export interface WordsBeside {
  /** Brings a room to the end of its log. */
  follow(room: DocRoom): Promise<void>;
  /** A new epoch of a document has begun. */
  begun(docName: string, epoch: number): void;
}

/** Documents as the commands see them: the server as an author, mirrors, epochs. One thing at a time for each document. */
export class WordsPort {
  private readonly log: DocLog;
  private readonly rooms: Rooms;
  private readonly commits: WordsCommits;
  private readonly clock: () => number;
  private readonly madeAnew: (docName: string) => void;
  private readonly turns = new Map<string, Promise<void>>();
  private readonly refreshing = new Map<string, { only: Set<string> | undefined; done: Promise<void> }>();
  private readonly mirrorOf: MirrorOf;
  private readonly beside: WordsBeside | undefined;

  /**
   * `mirrorOf`: what a mirror should say; `madeAnew`: a damaged one was made anew from the records; `beside`: where other
   * processes write into the same log.
   */
  constructor(
    log: DocLog,
    rooms: Rooms,
    commits: WordsCommits,
    clock: () => number,
    mirrorOf: MirrorOf,
    madeAnew: (docName: string) => void,
    beside?: WordsBeside,
  ) {
    this.log = log;
    this.beside = beside;
    this.rooms = rooms;
    this.commits = commits;
    this.clock = clock;
    this.mirrorOf = mirrorOf;
    this.madeAnew = madeAnew;
  }

  /** Something is under way in this document. */
  isBusy(docName: string): boolean {
    return this.turns.has(docName);
  }

  /** A private copy of what is on the disk. Throws DocDamaged when part of it is lost. */
  readDoc(docName: string): Promise<Y.Doc> {
    return this.withinFresh(docName, (room) => whole(room).copy());
  }

  /**
   * What `read` finds in what is on the disk: it answers at once, keeps nothing of the document and changes nothing.
   * Where people write there is a Y.Doc already, and a copy of a long evening costs ten milliseconds of everybody's time.
   * Throws DocDamaged when part of it is lost.
   */
  look<T>(docName: string, read: (doc: Y.Doc) => T): Promise<T> {
    return this.withinFresh(docName, (room) => {
      if (whole(room).awake) return read(room.doc());
      const copy = room.copy();
      try {
        return read(copy);
      } finally {
        copy.destroy();
      }
    });
  }

  /** Where a document stands that is whole on the disk. */
  placeOf(docName: string): Promise<DocPlace> {
    return this.withinFresh(docName, placeOf);
  }

  /** Looks at a room that has read all there is in its log. */
  private async withinFresh<T>(docName: string, look: (room: DocRoom) => T): Promise<T> {
    for (;;) {
      const seen = await this.rooms.within(docName, async (room) => {
        await this.beside?.follow(room);
        // where another epoch has begun there is another room
        return room.gone ? undefined : { seen: look(room) };
      });
      if (seen) return seen.seen;
    }
  }

  /**
   * The server as an author: `change` works on a copy; what it did goes through commit, apply and broadcast
   * like anybody's words. Resolves when it is on the disk. `author` stands in the log. Doing it once only is
   * the caller's business. Throws when the document is closed, full or damaged.
   */
  writeAs(docName: string, author: string, change: (doc: Y.Doc) => void): Promise<void> {
    return this.inTurn(docName, () => this.write(docName, author, (room) => changedCopy(room, change)));
  }

  /**
   * Makes the mirror document say what the records say: root Y.Map named by the last part of the document's name, plain
   * JSON per key; `only`: nothing but these keys has changed. Writes the difference. Calls that come while one is under
   * way become one, which begins after it and has seen all their acts: a hundred ballots at the same moment are two
   * pictures, not a hundred.
   */
  refreshMirror(docName: string, only?: readonly string[]): Promise<void> {
    const waiting = this.refreshing.get(docName);
    if (waiting) {
      if (!only) waiting.only = undefined;
      for (const key of only ?? []) waiting.only?.add(key);
      return waiting.done;
    }
    const entry = { only: only && new Set(only), done: Promise.resolve() };
    entry.done = this.inTurn(docName, () => {
      this.refreshing.delete(docName);
      return this.writeMirror(docName, entry.only && [...entry.only]);
    });
    this.refreshing.set(docName, entry);
    return entry.done;
  }

  /** No more words: what was accepted is written, then a new epoch begins and sockets are closed 4409. */
  closeEpoch(docName: string, state: 'frozen' | 'sealed'): Promise<void> {
    return this.replace(docName, closeCodes.epoch, async (room) => {
      if (room.state !== state) await this.log.setEpoch(docName, room.epoch + 1, state);
    });
  }

  /** A new epoch with other words; the old ones are removed from the disk. Old sockets get 4409. */
  reseed(docName: string, update: Uint8Array): Promise<void> {
    return this.replace(docName, closeCodes.epoch, (room) => this.beginAnew(room, update));
  }

  /** A mirror nobody is in, with what the records say and nothing else: its history goes. Answers whether it did. */
  renewMirror(docName: string): Promise<boolean> {
    return this.inTurn(docName, () =>
      this.rooms.within(docName, async (room) => {
        const value = await this.mirrorOf(docName);
        // asked last: somebody may have come in meanwhile
        if (!value || room.sockets.size > 0 || room.state !== 'live' || room.damage !== undefined)
          return false;
        await this.replaceIn(room, closeCodes.epoch, () => this.beginAnew(room, freshMirror(docName, value)));
        return true;
      }),
    );
  }

  /** Removes every byte. Sockets get 4404, for good. */
  erase(docName: string): Promise<void> {
    return this.replace(docName, closeCodes.gone, (room) => this.log.erase(docName, room.epoch + 1));
  }

  /** Where somebody else has written into the log meanwhile, `make` is asked again on what it says now. */
  private async write(docName: string, author: string, make: MakeUpdate): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.writeOnce(docName, author, make);
      } catch (error) {
        if (!(error instanceof LogMoved) || tries === triesMost) throw error;
      }
    }
  }

  private async writeOnce(docName: string, author: string, make: MakeUpdate): Promise<void> {
    await this.rooms.within(docName, (room) => {
      if (room.state !== 'live' || room.closing) throw new WordsClosed(docName);
      const update = make(whole(room));
      if (!update) return Promise.resolve();
      const judgement = room.judge(scanUpdate(update), 'server', false);
      if (judgement.verdict === 'known') return Promise.resolve();
      if (judgement.verdict !== 'take')
        throw new Error(`${docName}: the server's own update has a ${judgement.verdict}`);
      if (!room.hasSpace(judgement.scan.body.length)) throw new Error(`${docName} is full`);
      const { scan, binds } = judgement;
      return new Promise<void>((resolve, reject) => {
        const done = (error?: unknown) => (error === undefined ? resolve() : reject(error as Error));
        room.enqueue({ scan, binds, actor: author, from: undefined, done });
        this.commits.wake(room);
      });
    });
  }

  /**
   * What was read of the records is written only where nobody has said anything since. Where others write beside us, they
   * are read once more after every word: whoever acted in between, and saw nothing to say, relies on it.
   */
  private async writeMirror(docName: string, only: readonly string[] | undefined): Promise<void> {
    if (await this.mendMirror(docName)) return;
    for (let tries = 1; tries <= triesMost; tries++) {
      try {
        if (!(await this.writeMirrorOnce(docName, only)) || !this.beside) return;
      } catch (error) {
        if (!(error instanceof LogMoved) || tries === triesMost) throw error;
      }
    }
  }

  /** Answers whether there was something to say. */
  private async writeMirrorOnce(docName: string, only: readonly string[] | undefined): Promise<boolean> {
    const from = await this.placeOf(docName);
    const value = await this.mirrorOf(docName, only);
    if (!value) return false;
    const root = mirrorRoot(docName);
    let said = false;
    await this.writeOnce(docName, 'server', (room) => {
      if (!isAt(room, from)) throw new LogMoved(docName);
      const doc = room.doc();
      const difference = differenceTo(doc, root, value, only);
      const client = room.serverClient;
      said = difference !== undefined;
      return difference && updateSaying(doc, root, { client, clock: room.planned(client) }, difference);
    });
    return said;
  }

  /** Over a mirror of which a part is lost. Answers whether there was one: it then begins anew, whoever is in it. */
  private async mendMirror(docName: string): Promise<boolean> {
    const mended = await this.rooms.within(docName, async (room) => {
      if (room.damage === undefined) return false;
      const value = await this.mirrorOf(docName);
      if (!value) return false;
      await this.replaceIn(room, closeCodes.epoch, () => this.beginAnew(room, freshMirror(docName, value)));
      return true;
    });
    if (mended) this.madeAnew(docName);
    return mended;
  }

  private async beginAnew(room: DocRoom, update: Uint8Array): Promise<void> {
    scanUpdate(update);
    await this.log.reseed(room.name, room.epoch + 1, { actor: 'server', at: this.clock(), body: update });
  }

  private replace(docName: string, code: CloseCode, change: (room: DocRoom) => Promise<void>): Promise<void> {
    return this.inTurn(docName, async () => {
      for (let tries = 1; ; tries++) {
        try {
          return await this.rooms.within(docName, (room) => this.replaceIn(room, code, () => change(room)));
        } catch (error) {
          // somebody else has begun an epoch: looked at again, it may be the one that was wanted
          if (!(error instanceof LogMoved) || tries === triesMost) throw error;
        }
      }
    });
  }

  /** Closes the room for new words, lets the accepted ones reach the disk, does `change`, and forgets the room. */
  private async replaceIn(room: DocRoom, code: CloseCode, change: () => Promise<void>): Promise<void> {
    room.closing = true;
    try {
      while (!room.idle) await this.commits.drained();
      await change();
      this.beside?.begun(room.name, room.epoch + 1);
    } finally {
      this.rooms.drop(room, code);
    }
  }

  /** One after the other for each document. */
  private inTurn<T>(docName: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.turns.get(docName) ?? Promise.resolve()).then(work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    this.turns.set(docName, settled);
    void settled.then(() => {
      if (this.turns.get(docName) === settled) this.turns.delete(docName);
    });
    return mine;
  }
}

/** Makes the server's update to a document; undefined: there is nothing to say. */
type MakeUpdate = (room: DocRoom) => Uint8Array | undefined;

/** Where a document's log ends. */
export interface DocPlace {
  readonly epoch: number;
  readonly seq: number;
}

function placeOf({ epoch, head }: DocRoom): DocPlace {
  return { epoch, seq: head.seq };
}

function isAt({ epoch, head }: DocRoom, place: DocPlace): boolean {
  return epoch === place.epoch && head.seq === place.seq;
}

/** The room, if nothing of its document is lost. */
function whole(room: DocRoom): DocRoom {
  if (room.damage !== undefined) throw new DocDamaged(room.name, room.damage);
  return room;
}

/** What `change` does to a copy of the document. */
function changedCopy(room: DocRoom, change: (doc: Y.Doc) => void): Uint8Array | undefined {
  const copy = room.copy();
  copy.clientID = room.serverClient;
  let update: Uint8Array | undefined;
  copy.on('update', (made: Uint8Array) => (update = made));
  copy.transact(() => change(copy));
  copy.destroy();
  return update;
}

/** A mirror that says `value` and remembers nothing else, as an update of its own. */
function freshMirror(docName: string, value: MirrorValue): Uint8Array {
  const doc = new Y.Doc();
  say(doc, mirrorRoot(docName), value);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
