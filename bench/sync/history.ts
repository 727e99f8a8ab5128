import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as Y from 'yjs';
import { chance } from './typists.ts';

/*
 * A document's life, edit by edit: someone types word after word, takes characters back, goes elsewhere in the text
 * and goes on there. Seeded, so that everybody gets the same; kept in the temporary folder between runs.
 */

export interface History {
  /** one Yjs update for each edit */
  readonly updates: readonly Uint8Array[];
  /** everything in one update */
  readonly state: Uint8Array;
  readonly text: string;
}

/** Changed when the generator is. */
const version = 1;

/** Folder for what is expensive to make. */
export const cacheFolder = path.join(tmpdir(), 'yoriai-bench-cache');

/** The history of `edits` edits by `client`. */
export function history(edits: number, client = 77): History {
  const file = path.join(cacheFolder, `history-${version}-${edits}-${client}`);
  const updates = existsSync(file) ? readBack(file) : live(edits, client);
  if (!existsSync(file)) keep(file, updates);
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return { updates, state: Y.encodeStateAsUpdate(doc), text: doc.getText('t').toString() };
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz     ';

function live(edits: number, client: number): Uint8Array[] {
  const random = chance(edits);
  const pick = (below: number) => Math.floor(random() * below);
  const doc = new Y.Doc();
  doc.clientID = client;
  const text = doc.getText('t');
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  let cursor = 0;
  while (updates.length < edits) {
    const what = random();
    // mostly near where one was, sometimes anywhere
    if (what < 0.001) cursor = pick(text.length + 1);
    else if (what < 0.006) cursor = Math.min(text.length, Math.max(0, cursor + pick(400) - 200));
    else if (what < 0.04) {
      for (let back = 1 + pick(20); back > 0 && cursor > 0; back--) text.delete(--cursor, 1);
    }
    text.insert(cursor++, alphabet[pick(alphabet.length)] as string);
  }
  return updates;
}

function keep(file: string, updates: readonly Uint8Array[]): void {
  mkdirSync(cacheFolder, { recursive: true });
  const parts = updates.flatMap((update) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(update.length);
    return [length, update];
  });
  writeFileSync(`${file}.new`, Buffer.concat(parts));
  renameSync(`${file}.new`, file);
}

function readBack(file: string): Uint8Array[] {
  const bytes = readFileSync(file);
  const updates: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 4 + bytes.readUInt32LE(at);
    updates.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return updates;
}
