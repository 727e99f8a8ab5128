import { generateKeyBetween } from 'fractional-indexing';
import * as Y from 'yjs';

/*
 * The lens over `council/{slug}/canvas`: the affinity canvas (KJ-hō), on which members gather issues and notes into
 * clusters and name them. Root types: `clusters` (Y.Map of id → {`name` Y.Text, `order`, `candidate`}), `notes` (Y.Map
 * of id → {`text` Y.Text, `place`}), `cards` (Y.Map of issue id → `place`). A place is one plain value {`cluster`,
 * `order`}, so that a move is one step; what has no place, or whose cluster is gone, lies loose. An issue is only
 * named here: nothing that happens on the canvas can delete one. Values come from untrusted clients: anything of
 * another shape reads as its default. Shape version 1.
 */

export const canvasShape = 1;

export interface CanvasItem {
  readonly kind: 'note' | 'card';
  /** Of the note, or of the issue. */
  readonly id: string;
  /** Words of a note; '' for cards, whose title the records keep. */
  readonly text: string;
}

export interface Cluster {
  readonly id: string;
  readonly name: string;
  /** Id of the agenda candidate that was made of it; a hint, the records know. */
  readonly candidate: string | null;
  readonly items: readonly CanvasItem[];
}

export interface Canvas {
  readonly clusters: readonly Cluster[];
  /** Notes that lie in no cluster; loose issues are all that `placed` lacks. */
  readonly loose: readonly CanvasItem[];
  /** Issues that lie in a cluster, by id. */
  readonly placed: ReadonlySet<string>;
}

export const mostClusters = 60;
export const mostNotes = 500;
export const longestNote = 300;

type Entry = Y.Map<unknown>;
interface Place {
  readonly cluster: string;
  readonly order: string;
}

const clustersOf = (doc: Y.Doc): Y.Map<Entry> => doc.getMap('clusters');
const notesOf = (doc: Y.Doc): Y.Map<Entry> => doc.getMap('notes');
const cardsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('cards');

/** The canvas as it lies now: clusters and what is in them, in order. */
export function readCanvas(doc: Y.Doc): Canvas {
  const clusters: (Cluster & { order: string })[] = [];
  for (const [id, map] of clustersOf(doc).entries()) {
    if (clusters.length >= mostClusters || !isId(id) || !(map instanceof Y.Map)) continue;
    const candidate = map.get('candidate');
    clusters.push({
      id,
      name: words(map.get('name'), 60),
      order: key(map.get('order')),
      candidate: isId(candidate) ? (candidate as string) : null,
      items: [],
    });
  }
  const lying: { item: CanvasItem; place: Place | null }[] = [];
  for (const [id, map] of notesOf(doc).entries()) {
    if (lying.length >= mostNotes || !isId(id) || !(map instanceof Y.Map)) continue;
    lying.push({
      item: { kind: 'note', id, text: words(map.get('text'), longestNote) },
      place: placeIn(map.get('place')),
    });
  }
  for (const [id, value] of cardsOf(doc).entries())
    if (isId(id)) lying.push({ item: { kind: 'card', id, text: '' }, place: placeIn(value) });
  const inCluster = (id: string) =>
    lying
      .filter(({ place }) => place?.cluster === id)
      .sort((a, b) => compare(a.place?.order ?? '', a.item.id, b.place?.order ?? '', b.item.id))
      .map(({ item }) => item);
  const known = new Set(clusters.map((cluster) => cluster.id));
  const placed = lying.filter(({ item, place }) => item.kind === 'card' && place && known.has(place.cluster));
  return {
    clusters: clusters
      .sort((a, b) => compare(a.order, a.id, b.order, b.id))
      .map(({ order: _order, ...cluster }) => ({ ...cluster, items: inCluster(cluster.id) })),
    loose: lying
      .filter(({ item, place }) => item.kind === 'note' && !(place && known.has(place.cluster)))
      .map(({ item }) => item)
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    placed: new Set(placed.map(({ item }) => item.id)),
  };
}

/** The shared name of a cluster, the shared words of a note; undefined while it is not there. */
export function nameOf(doc: Y.Doc, clusterId: string): Y.Text | undefined {
  return sharedText(entryOf(clustersOf(doc), clusterId)?.get('name'));
}
export function wordsOf(doc: Y.Doc, noteId: string): Y.Text | undefined {
  return sharedText(entryOf(notesOf(doc), noteId)?.get('text'));
}

/** A new cluster behind the others. Does nothing when the id is there, or there are too many. */
export function addCluster(doc: Y.Doc, id: string, name: string): void {
  const clusters = clustersOf(doc);
  if (clusters.has(id) || clusters.size >= mostClusters) return;
  const last = entriesOf(clusters)
    .map((map) => key(map.get('order')))
    .sort()
    .at(-1);
  const map = new Y.Map<unknown>();
  map.set('name', new Y.Text(name));
  map.set('order', behind(last));
  clusters.set(id, map);
}

/** Takes a cluster apart: what was in it lies loose again. */
export function removeCluster(doc: Y.Doc, id: string): void {
  clustersOf(doc).delete(id);
}

/** A new note, loose or in a cluster. */
export function addNote(doc: Y.Doc, id: string, text: string, clusterId: string | null): void {
  const notes = notesOf(doc);
  if (notes.has(id) || notes.size >= mostNotes) return;
  doc.transact(() => {
    const map = new Y.Map<unknown>();
    map.set('text', new Y.Text(text));
    if (clusterId) map.set('place', { cluster: clusterId, order: behind(lastIn(doc, clusterId)) });
    notes.set(id, map);
  });
}

export function removeNote(doc: Y.Doc, id: string): void {
  notesOf(doc).delete(id);
}

/** Lays an item behind what is in a cluster; null: loose. An issue that lies loose has no trace here. */
export function lay(doc: Y.Doc, item: Pick<CanvasItem, 'kind' | 'id'>, clusterId: string | null): void {
  const place = clusterId && { cluster: clusterId, order: behind(lastIn(doc, clusterId)) };
  if (item.kind === 'card') {
    if (place) cardsOf(doc).set(item.id, place);
    else cardsOf(doc).delete(item.id);
    return;
  }
  const note = entryOf(notesOf(doc), item.id);
  if (place) note?.set('place', place);
  else note?.delete('place');
}

/** Notes on the cluster which candidate was made of it. */
export function markCandidate(doc: Y.Doc, clusterId: string, candidateId: string): void {
  entryOf(clustersOf(doc), clusterId)?.set('candidate', candidateId);
}

/** An entry, if it is one: clients can put anything in its place. */
function entryOf(map: Y.Map<Entry>, id: string): Entry | undefined {
  const value: unknown = map.get(id);
  return value instanceof Y.Map ? (value as Entry) : undefined;
}

function entriesOf(map: Y.Map<Entry>): Entry[] {
  return [...map.values()].filter((value: unknown) => value instanceof Y.Map);
}

function lastIn(doc: Y.Doc, clusterId: string): string | undefined {
  const places = [...entriesOf(notesOf(doc)).map((map) => map.get('place')), ...cardsOf(doc).values()].map(
    placeIn,
  );
  return places
    .filter((place) => place?.cluster === clusterId)
    .map((place) => place?.order ?? '')
    .sort()
    .at(-1);
}

function placeIn(value: unknown): Place | null {
  if (typeof value !== 'object' || value === null || value instanceof Y.AbstractType) return null;
  const cluster = Object.hasOwn(value, 'cluster') ? (value as Record<string, unknown>).cluster : null;
  const order = Object.hasOwn(value, 'order') ? (value as Record<string, unknown>).order : null;
  return isId(cluster) ? { cluster: cluster as string, order: key(order) } : null;
}

function behind(last: string | undefined): string {
  try {
    return generateKeyBetween(last || null, null);
  } catch {
    return generateKeyBetween(null, null);
  }
}

function key(value: unknown): string {
  return typeof value === 'string' && value.length <= 200 ? value : 'a0';
}

function words(value: unknown, longest: number): string {
  return value instanceof Y.Text ? value.toString().slice(0, longest) : '';
}

function sharedText(value: unknown): Y.Text | undefined {
  return value instanceof Y.Text ? value : undefined;
}

function compare(orderA: string, idA: string, orderB: string, idB: string): number {
  return orderA < orderB ? -1 : orderA > orderB ? 1 : idA < idB ? -1 : idA > idB ? 1 : 0;
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(value);
}
