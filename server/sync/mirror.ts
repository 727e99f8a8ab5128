import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { JsonValue } from './ports.ts';

export type MirrorValue = Readonly<Record<string, JsonValue>>;

/** The root map of a mirror document: the last part of its name ('floor', 'board'). */
export function mirrorRoot(docName: string): string {
  return docName.slice(docName.lastIndexOf('/') + 1);
}

/** What has to happen to a mirror, key by key, so that it says something else. */
export interface Difference {
  readonly gone: readonly string[];
  readonly said: readonly (readonly [key: string, value: JsonValue])[];
}

/**
 * How the document's mirror differs from `value`; undefined: not at all. `only`: the keys it is about, all when left out.
 * Only looks; works on types nobody has named.
 */
export function differenceTo(
  doc: Y.Doc,
  root: string,
  value: MirrorValue,
  only?: readonly string[],
): Difference | undefined {
  const now = plainMap(doc, root);
  const gone = (only ?? [...now.keys()]).filter((key) => now.has(key) && !Object.hasOwn(value, key));
  const said = Object.entries(value).filter(
    ([key, wanted]) => !now.has(key) || !sameJson(now.get(key), wanted),
  );
  return gone.length + said.length === 0 ? undefined : { gone, said };
}

/**
 * The difference as an update by `client`, whose next clock is `clock`: what a Y.Map would send for the same keys. Made
 * from the document as it lies there; a copy to write in would cost as much as the whole mirror and its last changes.
 */
export function updateSaying(
  doc: Y.Doc,
  root: string,
  { client, clock }: { readonly client: number; readonly clock: number },
  { gone, said }: Difference,
): Uint8Array {
  const shared = doc.share.get(root);
  // where nothing was said yet there is only a name
  const parent = shared ?? new Y.Doc().getMap(root);
  const encoder = new Y.UpdateEncoderV1();
  encoding.writeVarUint(encoder.restEncoder, said.length === 0 ? 0 : 1);
  if (said.length > 0) {
    encoding.writeVarUint(encoder.restEncoder, said.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, clock);
  }
  const replaced = gone.flatMap((key) => shared?._map.get(key) ?? []);
  said.forEach(([key, wanted], i) => {
    const before = shared?._map.get(key) ?? null;
    if (before && !before.deleted) replaced.push(before);
    const content = new Y.ContentAny([JSON.parse(JSON.stringify(wanted))]);
    const id = Y.createID(client, clock + i);
    new Y.Item(id, before, before && before.lastId, null, null, parent, key, content).write(encoder, 0);
  });
  writeDeleted(encoder, replaced);
  return encoder.toUint8Array();
}

/** The delete set of an update: by client, runs of clocks. */
function writeDeleted({ restEncoder }: Y.UpdateEncoderV1, items: readonly Y.Item[]): void {
  const byClient = Map.groupBy(items, ({ id }) => id.client);
  encoding.writeVarUint(restEncoder, byClient.size);
  for (const [client, theirs] of byClient) {
    encoding.writeVarUint(restEncoder, client);
    encoding.writeVarUint(restEncoder, theirs.length);
    for (const { id, length } of theirs.sort((a, b) => a.id.clock - b.id.clock)) {
      encoding.writeVarUint(restEncoder, id.clock);
      encoding.writeVarUint(restEncoder, length);
    }
  }
}

/** Says `value` in a document of the caller's own. */
export function say(doc: Y.Doc, root: string, value: MirrorValue): void {
  const map = doc.getMap(root);
  for (const [key, wanted] of Object.entries(value)) map.set(key, JSON.parse(JSON.stringify(wanted)));
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
