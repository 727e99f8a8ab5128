import * as Y from 'yjs';
import type { JsonValue } from './ports.ts';

export type MirrorValue = Readonly<Record<string, JsonValue>>;

/** The root map of a mirror document: the last part of its name ('floor', 'board'). */
export function mirrorRoot(docName: string): string {
  return docName.slice(docName.lastIndexOf('/') + 1);
}

/** Whether the document's mirror already says `value`. Only looks; works on types nobody has named. */
export function saysAlready(doc: Y.Doc, root: string, value: MirrorValue): boolean {
  const now = plainMap(doc, root);
  const keys = Object.keys(value);
  return keys.length === now.size && keys.every((key) => now.has(key) && sameJson(now.get(key), value[key]));
}

/** Writes the difference between the document's mirror and `value`, key by key. */
export function writeDifference(doc: Y.Doc, root: string, value: MirrorValue): void {
  const now = plainMap(doc, root);
  const map = doc.getMap(root);
  for (const key of now.keys()) if (!Object.hasOwn(value, key)) map.delete(key);
  for (const [key, wanted] of Object.entries(value)) {
    if (now.has(key) && sameJson(now.get(key), wanted)) continue;
    map.set(key, JSON.parse(JSON.stringify(wanted)));
  }
}

function plainMap(doc: Y.Doc, root: string): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [key, item] of doc.share.get(root)?._map ?? []) {
    if (!item.deleted) values.set(key, item.content.getContent().at(-1));
  }
  return values;
}

/** Deep equality of plain JSON; a property that is undefined counts as absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((value, i) => sameJson(value, b[i]));
  }
  const [left, right] = [a, b].map((o) => Object.entries(o).filter(([, v]) => v !== undefined));
  if (!left || !right || left.length !== right.length) return false;
  const other = new Map(right);
  return left.every(([key, value]) => other.has(key) && sameJson(value, other.get(key)));
}
