import { generateKeyBetween } from 'fractional-indexing';
import * as Y from 'yjs';
import { itemTypes, type ItemType, sortAgenda } from '#lib/domain/meeting/agenda.ts';
import { responsibilities, type Responsibility } from '#lib/domain/roles/level.ts';

/*
 * The lens over `meeting/{id}/agenda`: the live order of the day, its notes, proposal drafts and role
 * canvas. Root types: `items` (Y.Map of item id → item) and `memo` (Y.Text, the meeting's free notes).
 * Values come from untrusted clients: every read goes through these functions, own properties only,
 * and anything of another shape reads as its default. Shape version 1.
 */

export const agendaShape = 1;

export interface AgendaTask {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly comparison: string;
  readonly scope: 'district' | 'city_wide';
  /** 1 resident-led … 5 administration-led (domain §4.5) */
  readonly level: number;
  /** 'YYYY-MM-DD' or '' */
  readonly due: string;
  /** organisation id → candidate responsibility */
  readonly parties: Readonly<Record<string, Responsibility>>;
  readonly requestToCity: boolean;
}

export interface AgendaItem {
  readonly id: string;
  readonly order: string;
  readonly type: ItemType;
  readonly title: string;
  readonly presenter: string;
  /** minutes planned, 0–600 */
  readonly minutes: number;
  readonly visibility: 'open' | 'closed';
  readonly issueId: string | null;
  readonly proposal: string;
  readonly tasks: readonly AgendaTask[];
}

type ItemMap = Y.Map<unknown>;

const longestText = 20_000;
const most = 200;

/** `items` root of the document. */
export function itemsOf(doc: Y.Doc): Y.Map<ItemMap> {
  return doc.getMap('items');
}

/** Free notes of the whole meeting. */
export function memoOf(doc: Y.Doc): Y.Text {
  return doc.getText('memo');
}

/** The shared text of an item's field; undefined while the item is not there. */
export function textOf(
  doc: Y.Doc,
  itemId: string,
  field: 'title' | 'presenter' | 'proposal',
): Y.Text | undefined {
  const value = itemsOf(doc).get(itemId)?.get(field);
  return value instanceof Y.Text ? value : undefined;
}

/** The rich notes of an item (Tiptap's fragment). */
export function notesOf(doc: Y.Doc, itemId: string): Y.XmlFragment | undefined {
  const value = itemsOf(doc).get(itemId)?.get('notes');
  return value instanceof Y.XmlFragment ? value : undefined;
}

/** The tasks of an item's role canvas: task id → task. */
export function tasksOf(doc: Y.Doc, itemId: string): Y.Map<ItemMap> | undefined {
  const value = itemsOf(doc).get(itemId)?.get('tasks');
  return value instanceof Y.Map ? (value as Y.Map<ItemMap>) : undefined;
}

/** The agenda in its order, by (order, id), at most 200 items. */
export function readAgenda(doc: Y.Doc): AgendaItem[] {
  const items: AgendaItem[] = [];
  for (const [id, map] of itemsOf(doc).entries()) {
    if (items.length >= most || !isId(id) || !(map instanceof Y.Map)) continue;
    items.push(readItem(id, map));
  }
  return sortAgenda(items);
}

/** One item, or undefined when it is not on the agenda. */
export function readAgendaItem(doc: Y.Doc, itemId: string): AgendaItem | undefined {
  const map = itemsOf(doc).get(itemId);
  return map instanceof Y.Map ? readItem(itemId, map) : undefined;
}

function readItem(id: string, map: ItemMap): AgendaItem {
  return {
    id,
    order: text(map.get('order')) || 'a0',
    type: oneOf(itemTypes, map.get('type'), 'discussion'),
    title: text(map.get('title')),
    presenter: text(map.get('presenter')),
    minutes: whole(map.get('minutes'), 0, 600, 10),
    visibility: map.get('visibility') === 'closed' ? 'closed' : 'open',
    issueId: isId(map.get('issueId')) ? (map.get('issueId') as string) : null,
    proposal: text(map.get('proposal')),
    tasks: readTasks(map.get('tasks')),
  };
}

function readTasks(value: unknown): AgendaTask[] {
  if (!(value instanceof Y.Map)) return [];
  const tasks: (AgendaTask & { order: string })[] = [];
  for (const [id, map] of (value as Y.Map<ItemMap>).entries()) {
    if (tasks.length >= most || !isId(id) || !(map instanceof Y.Map)) continue;
    const parties: Record<string, Responsibility> = {};
    const chosen = map.get('parties');
    if (chosen instanceof Y.Map)
      for (const [organization, value] of chosen.entries())
        if (isId(organization) && responsibilities.includes(value as Responsibility))
          parties[organization] = value as Responsibility;
    tasks.push({
      id,
      order: text(map.get('order')) || 'a0',
      title: text(map.get('title')),
      detail: text(map.get('detail')),
      comparison: text(map.get('comparison')),
      scope: map.get('scope') === 'city_wide' ? 'city_wide' : 'district',
      level: whole(map.get('level'), 1, 5, 3),
      due: /^\d{4}-\d{2}-\d{2}$/.test(text(map.get('due'))) ? text(map.get('due')) : '',
      parties,
      requestToCity: map.get('requestToCity') === true,
    });
  }
  return sortAgenda(tasks).map(({ order: _order, ...task }) => task);
}

export interface NewItem {
  /** 22 characters base64url, chosen by the writer: the id of the later record. */
  readonly id: string;
  readonly type: ItemType;
  readonly title: string;
  readonly presenter?: string;
  readonly minutes: number;
  readonly visibility?: 'open' | 'closed';
  readonly issueId?: string;
}

/** Puts a new item behind `afterId` (null: first; undefined: last). Does nothing when the id is there already. */
export function addItem(doc: Y.Doc, item: NewItem, afterId?: string | null): void {
  const items = itemsOf(doc);
  if (items.has(item.id)) return;
  const map = new Y.Map<unknown>();
  map.set('order', keyBehind(readAgenda(doc), afterId));
  map.set('type', item.type);
  map.set('title', new Y.Text(item.title));
  map.set('presenter', new Y.Text(item.presenter ?? ''));
  map.set('minutes', item.minutes);
  map.set('visibility', item.visibility ?? 'open');
  if (item.issueId) map.set('issueId', item.issueId);
  map.set('notes', new Y.XmlFragment());
  map.set('proposal', new Y.Text());
  map.set('tasks', new Y.Map());
  items.set(item.id, map);
}

/** Moves an item behind another (null: to the top). Equal keys of a concurrent insert are told apart first. */
export function moveItem(doc: Y.Doc, itemId: string, afterId: string | null): void {
  if (itemId === afterId) return;
  const others = readAgenda(doc).filter((item) => item.id !== itemId);
  itemsOf(doc).get(itemId)?.set('order', keyBehind(others, afterId));
}

/** The item whose words or fields a transaction changed; undefined: none, or items came and went. */
export function changedItem(transaction: Y.Transaction): string | undefined {
  const items = itemsOf(transaction.doc) as Y.AbstractType<unknown>;
  for (const type of transaction.changed.keys()) {
    for (let part: Y.AbstractType<unknown> | null = type as Y.AbstractType<unknown>; part;) {
      const place: Y.Item | null = part._item;
      const parent = place?.parent as Y.AbstractType<unknown> | undefined;
      if (parent === items) return place?.parentSub ?? undefined;
      part = parent ?? null;
    }
  }
  return undefined;
}

/** Deletes an item's words for good. No page does: an act takes an item off (MTG21). */
export function removeItem(doc: Y.Doc, itemId: string): void {
  itemsOf(doc).delete(itemId);
}

export function setItem(doc: Y.Doc, itemId: string, change: { type?: ItemType; minutes?: number }): void {
  const map = itemsOf(doc).get(itemId);
  if (!map) return;
  for (const [key, value] of Object.entries(change)) if (value !== undefined) map.set(key, value);
}

/** A new task on an item's role canvas. */
export function addTask(doc: Y.Doc, itemId: string, task: { id: string; title: string }): void {
  const tasks = tasksOf(doc, itemId);
  if (!tasks || tasks.has(task.id)) return;
  const map = new Y.Map<unknown>();
  const last = [...tasks.values()]
    .map((entry) => text(entry.get('order')))
    .sort()
    .at(-1);
  map.set('order', generateKeyBetween(validKey(last), null));
  map.set('title', new Y.Text(task.title));
  map.set('detail', new Y.Text());
  map.set('comparison', new Y.Text());
  map.set('scope', 'district');
  map.set('level', 3);
  map.set('due', '');
  map.set('parties', new Y.Map());
  tasks.set(task.id, map);
}

function keyBehind(items: readonly AgendaItem[], afterId: string | null | undefined): string {
  const at = afterId === undefined ? items.length - 1 : items.findIndex((item) => item.id === afterId);
  const before = validKey(items[at]?.order);
  // keys equal to the neighbour's (two people in one gap) are skipped: generateKeyBetween refuses them
  const next = items.slice(at + 1).find((item) => before === null || item.order > before);
  return generateKeyBetween(before, validKey(next?.order));
}

function validKey(key: string | undefined): string | null {
  if (!key) return null;
  try {
    generateKeyBetween(key, null);
    return key;
  } catch {
    return null;
  }
}

function text(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, longestText);
  return value instanceof Y.Text ? value.toString().slice(0, longestText) : '';
}

function whole(value: unknown, min: number, max: number, fallback: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
    ? value
    : fallback;
}

function oneOf<T extends string>(list: readonly T[], value: unknown, fallback: T): T {
  return list.includes(value as T) ? (value as T) : fallback;
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(value);
}
