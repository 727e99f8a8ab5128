import type { Floor, FloorDivision, FloorRound } from '#lib/doc/floor.ts';
import { replanAgenda } from '#lib/domain/meeting/time-plan.ts';

/*
 * What the projector shows, read from the floor alone: it holds nothing private, and no tally before the
 * close. Times are ms since 1970 UTC.
 */

export interface ScreenItem {
  readonly id: string;
  readonly no: number;
  readonly title: string;
  readonly type: Floor['items'][string]['type'];
  readonly minutes: number;
  readonly state: Floor['items'][string]['state'];
  readonly decisionNo: string | null;
}

export interface FrozenWords {
  readonly n: number;
  readonly text: string;
  readonly textHash: string;
}

/** The agenda in its order, numbered; what was withdrawn is not on it. */
export function itemsOf(floor: Floor): ScreenItem[] {
  return Object.entries(floor.items)
    .filter(([, item]) => item.state !== 'withdrawn')
    .sort(([a, x], [b, y]) => x.position - y.position || (a < b ? -1 : 1))
    .map(([id, { title, type, minutes, state, decisionNo }], i) => ({
      id,
      no: i + 1,
      title,
      type,
      minutes,
      state,
      decisionNo,
    }));
}

/** The round the room looks at: the open one, else the last on the current item. */
export function roundShown(floor: Floor): FloorRound | null {
  const { currentItemId } = floor.meeting;
  const here = floor.rounds.filter((round) => round.itemId === currentItemId && round.state !== 'void');
  return here.findLast((round) => round.state === 'open') ?? here.at(-1) ?? null;
}

/** The text to be read: that of the round, or a newer version frozen since. */
export function wordsShown(floor: Floor): FrozenWords | null {
  const round = roundShown(floor);
  const proposal = floor.proposals.findLast((entry) => entry.itemId === floor.meeting.currentItemId);
  const newest = proposal?.versions.at(-1);
  if (round && (round.state === 'open' || !newest || newest.n <= round.versionNo))
    return { n: round.versionNo, text: round.text, textHash: round.textHash };
  return newest ? { n: newest.n, text: newest.text, textHash: newest.textHash } : null;
}

/** The result stands until a new text is frozen. */
export function resultShown(floor: Floor): FloorRound | null {
  const round = roundShown(floor);
  return round && round.outcome && wordsShown(floor)?.n === round.versionNo ? round : null;
}

/** Who does what for the decision that is shown; null: nothing was divided for it. */
export function divisionShown(floor: Floor): FloorDivision | null {
  const decisionId = resultShown(floor)?.decisionId;
  return floor.divisions.find((division) => division.decisionId === decisionId) ?? null;
}

export interface Clockwork {
  /** ms left of the current item, negative when it overruns; null while no item runs. */
  readonly leftMs: number | null;
  readonly minutes: number;
  readonly next: { readonly item: ScreenItem; readonly startsAt: number; readonly minutes: number } | null;
  /** Begin of each item, as it was or as it is planned now. */
  readonly starts: ReadonlyMap<string, number>;
  readonly expectedEnd: number;
}

/** Time left, what comes next and when, and when the meeting will end as it goes now. */
export function clockwork(floor: Floor, now: number): Clockwork {
  const { meeting } = floor;
  const items = itemsOf(floor);
  const running = (id: string) =>
    id === meeting.currentItemId && meeting.currentSince !== null ? now - meeting.currentSince : 0;
  const live = meeting.state === 'in_session' || meeting.state === 'recess';
  const plan = replanAgenda({
    items: items.map((item) => ({
      ...item,
      startedAt: floor.items[item.id]?.startedAt ?? null,
      spentMs: (floor.items[item.id]?.spentMs ?? 0) + running(item.id),
    })),
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    now: live ? now : meeting.startsAt,
  });
  const at = items.findIndex((item) => item.id === meeting.currentItemId);
  const current = items[at];
  const over = meeting.state === 'closed' || meeting.state === 'cancelled' || meeting.state === 'inquorate';
  const after = items.slice(at + 1).find((item) => item.state === 'listed');
  const planned = plan.items.find((item) => item.id === after?.id);
  return {
    leftMs:
      live && current
        ? current.minutes * 60_000 - (floor.items[current.id]?.spentMs ?? 0) - running(current.id)
        : null,
    minutes: current?.minutes ?? 0,
    next:
      after && planned && !over
        ? { item: after, startsAt: planned.startsAt, minutes: planned.minutes }
        : null,
    starts: new Map(plan.items.map((item) => [item.id, floor.items[item.id]?.startedAt ?? item.startsAt])),
    expectedEnd: meeting.closedAt ?? plan.expectedEnd,
  };
}

/** '7:40' of ms, without sign. */
export function clockFace(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Keeps 「週1回」 on one line: a word joiner before figures that follow a kanji. For drawing only. */
export function unbroken(text: string): string {
  return text.replace(/(?<=\p{Script=Han})(?=\d)/gu, '\u2060');
}
