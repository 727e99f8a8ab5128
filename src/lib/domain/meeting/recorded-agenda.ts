import type { ItemType } from './agenda.ts';

/** One item as a revision of the agenda keeps it. */
export interface RecordedItem {
  readonly id: string;
  readonly type: ItemType;
  readonly title: string;
  readonly presenter: string;
  readonly minutes: number;
  readonly visibility: 'open' | 'closed';
}

/** What a revision holds: the announced facts of the meeting and its items. Times are ms since 1970 UTC. */
export interface RecordedAgenda {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string;
  readonly items: readonly RecordedItem[];
}
