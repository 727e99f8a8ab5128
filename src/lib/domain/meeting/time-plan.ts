/**
 * When each item begins, and what becomes of the rest when one overruns (MTG9–MTG13). Only items in which people
 * talk give way, each in proportion to what it can spare; nobody is cut off by the plan: the current item
 * keeps its minutes. Instants are ms UTC, minutes are whole. Source: domain §3.1 step 3,
 * design §6 (live room).
 */
import { isBusiness, isFinished } from './agenda.ts';
import type { ItemState, ItemType } from './agenda.ts';

const MINUTE_MS = 60_000;

/** No item is planned shorter than this to make up for another (MTG11). */
export const FLOOR_MINUTES = 5;

export interface TimedItem {
  readonly id: string;
  readonly type: ItemType;
  /** Minutes asked for. */
  readonly minutes: number;
}

export interface RunningItem extends TimedItem {
  readonly state: ItemState;
  /** When the item was first taken up; null or missing: not yet. */
  readonly startedAt?: number | null;
  /** ms spent on it so far, the run going on included. */
  readonly spentMs?: number;
}

export interface PlannedItem {
  readonly id: string;
  readonly startsAt: number;
  /** Minutes planned now; of a finished item those it took. */
  readonly minutes: number;
  readonly shortenedBy: number;
}

export interface TimePlan {
  readonly items: readonly PlannedItem[];
  /** When the meeting proper ends; exchange after the closing (`post_session`) is not part of it. */
  readonly expectedEnd: number;
  /** Minutes beyond the end announced that no shortening makes up for. */
  readonly lateBy: number;
}

/** The plan before the meeting: one item after the other from `startsAt` (MTG9). */
export function planAgenda(items: readonly TimedItem[], startsAt: number): TimePlan {
  return inSequence(items, startsAt, new Map(), startsAt + sumOfMinutes(items) * MINUTE_MS);
}

/**
 * The plan at `now` (MTG10–MTG13). `items` in agenda order; the current one is `discussing`. `startsAt`: the start
 * announced. `endsAt`: the end announced, otherwise the start and all minutes asked for.
 */
export function replanAgenda(meeting: {
  readonly items: readonly RunningItem[];
  readonly startsAt: number;
  readonly endsAt?: number;
  readonly now: number;
}): TimePlan {
  const { items, startsAt, now, endsAt = startsAt + sumOfMinutes(items) * MINUTE_MS } = meeting;
  const current = items.find((item) => item.state === 'discussing');
  const over = items.filter((item) => isFinished(item.state));
  const ahead = items.filter((item) => item !== current && !isFinished(item.state)).map(leftOf);

  const began = items.some((item) => item.startedAt != null);
  const nextStart =
    current === undefined ? (began ? now : Math.max(now, startsAt)) : endOfCurrent(current, now);
  const late = Math.ceil((nextStart + sumOfMinutes(ahead) * MINUTE_MS - endsAt) / MINUTE_MS);
  const rest = inSequence(ahead, nextStart, cuts(ahead, late), endsAt);
  const before = (current === undefined ? over : [...over, current]).map((item) => takenBy(item, now));
  const planned = new Map([...before, ...rest.items].map((item) => [item.id, item]));
  return { ...rest, items: items.flatMap((item) => planned.get(item.id) ?? []) };
}

/** Minutes to take from each item ahead, by id, `late` in sum or all they can spare (MTG11, MTG12). */
function cuts(ahead: readonly TimedItem[], late: number): ReadonlyMap<string, number> {
  const givers = ahead
    .filter((item) => isBusiness(item.type))
    .map((item) => ({ id: item.id, spare: Math.max(0, item.minutes - FLOOR_MINUTES) }));
  const spare = givers.reduce((sum, giver) => sum + giver.spare, 0);
  if (spare === 0) return new Map();
  const wanted = Math.min(Math.max(0, late), spare);
  const shares = givers.map((giver) => {
    const product = giver.spare * wanted;
    return { id: giver.id, cut: Math.floor(product / spare), left: product % spare };
  });
  const open = wanted - shares.reduce((sum, share) => sum + share.cut, 0);
  // Largest remainder first; sort is stable, so of equals the earlier item gives the minute.
  const rounded = new Set(
    [...shares]
      .sort((a, b) => b.left - a.left)
      .slice(0, open)
      .map((share) => share.id),
  );
  return new Map(shares.map(({ id, cut }) => [id, cut + (rounded.has(id) ? 1 : 0)]));
}

function inSequence(
  items: readonly TimedItem[],
  startsAt: number,
  cut: ReadonlyMap<string, number>,
  endsAt: number,
): TimePlan {
  let at = startsAt;
  let expectedEnd = startsAt;
  const planned = items.map((item): PlannedItem => {
    const shortenedBy = cut.get(item.id) ?? 0;
    const plan = { id: item.id, startsAt: at, minutes: item.minutes - shortenedBy, shortenedBy };
    at = endOf(plan);
    if (item.type !== 'post_session') expectedEnd = at;
    return plan;
  });
  return { items: planned, expectedEnd, lateBy: Math.max(0, Math.ceil((expectedEnd - endsAt) / MINUTE_MS)) };
}

/** A finished item with the minutes it took; the current one with its own or those it has taken already (MTG10). */
function takenBy(item: RunningItem, now: number): PlannedItem {
  const spent = spentMinutes(item);
  const minutes = item.state === 'discussing' ? Math.max(item.minutes, spent) : spent;
  return { id: item.id, startsAt: item.startedAt ?? now, minutes, shortenedBy: 0 };
}

function endOfCurrent(item: RunningItem, now: number): number {
  return now + Math.max(item.minutes, spentMinutes(item)) * MINUTE_MS - (item.spentMs ?? 0);
}

/** An item that was left counts with the minutes it has left (MTG10). */
function leftOf(item: RunningItem): TimedItem {
  const spent = Math.floor((item.spentMs ?? 0) / MINUTE_MS);
  return { id: item.id, type: item.type, minutes: Math.max(0, item.minutes - spent) };
}

function spentMinutes(item: RunningItem): number {
  return Math.ceil((item.spentMs ?? 0) / MINUTE_MS);
}

function sumOfMinutes(items: readonly TimedItem[]): number {
  return items.reduce((sum, item) => sum + (item.type === 'post_session' ? 0 : item.minutes), 0);
}

function endOf(item: PlannedItem): number {
  return item.startsAt + item.minutes * MINUTE_MS;
}
