import * as Y from 'yjs';

/** Next clock of each writer that the server is known to have. */
export type Clocks = ReadonlyMap<number, number>;

export function clocksOf(doc: Y.Doc): Clocks {
  return Y.decodeStateVector(Y.encodeStateVector(doc));
}

/** As a Yjs state vector. */
export function encodeClocks(clocks: Clocks): Uint8Array {
  return Y.encodeStateVector(new Map(clocks));
}

/**
 * The text in this document that the server does not have, in the order it was written, one line for each
 * place. For showing to the person whose words were not taken, so that they can be copied.
 */
export function unsavedText(doc: Y.Doc, saved: Clocks): string {
  const lines: string[] = [];
  let place: unknown;
  for (const [client, structs] of doc.store.clients) {
    const from = saved.get(client) ?? 0;
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || struct.deleted) continue;
      if (struct.id.clock + struct.length <= from || !(struct.content instanceof Y.ContentString)) continue;
      const text = struct.content.str.slice(Math.max(0, from - struct.id.clock));
      if (struct.parent === place) lines.push((lines.pop() ?? '') + text);
      else lines.push(text);
      place = struct.parent;
    }
  }
  return lines.join('\n');
}
