import * as Y from 'yjs';

/*
 * The lens over `meeting/{id}/minutes`: the draft that grows out of records and notes and is then edited
 * as words. Root types: `sections` (Y.Map of section id → Y.Map {order, heading: Y.Text, body: Y.Text})
 * and `grown` (Y.Map with `at`: written once by the server). Facts of the record (attendance, outcomes,
 * decisions) are not in it: they come from the records when the minutes are rendered. Shape version 1.
 */

export interface MinutesSection {
  readonly id: string;
  readonly order: string;
  readonly heading: string;
  readonly body: string;
}

export function sectionsOf(doc: Y.Doc): Y.Map<Y.Map<unknown>> {
  return doc.getMap('sections');
}

/** Whether the server has written the first draft. */
export function isGrown(doc: Y.Doc): boolean {
  return doc.getMap('grown').has('at');
}

/** Writes the first draft, once: a second call does nothing. `at`: ms since 1970 UTC. */
export function growMinutes(doc: Y.Doc, sections: readonly MinutesSection[], at: number): void {
  if (isGrown(doc)) return;
  doc.getMap('grown').set('at', at);
  for (const section of sections) {
    const map = new Y.Map<unknown>();
    map.set('order', section.order);
    map.set('heading', new Y.Text(section.heading));
    map.set('body', new Y.Text(section.body));
    sectionsOf(doc).set(section.id, map);
  }
}

/** The shared text of a section's heading or body. */
export function sectionText(doc: Y.Doc, id: string, part: 'heading' | 'body'): Y.Text | undefined {
  const value = sectionsOf(doc).get(id)?.get(part);
  return value instanceof Y.Text ? value : undefined;
}

/** Sections in their order, by (order, id). */
export function readMinutes(doc: Y.Doc): MinutesSection[] {
  const found: MinutesSection[] = [];
  for (const [id, map] of sectionsOf(doc).entries()) {
    if (!(map instanceof Y.Map)) continue;
    found.push({
      id,
      order: plain(map.get('order')),
      heading: plain(map.get('heading')),
      body: plain(map.get('body')),
    });
  }
  return found.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1));
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 50_000);
  return value instanceof Y.Text ? value.toString().slice(0, 50_000) : '';
}
