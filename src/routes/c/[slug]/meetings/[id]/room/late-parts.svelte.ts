import type { RoomView } from '#server/queries/meeting/room.ts';
import { isBefore } from './looking.svelte.ts';
import type { AgendaItem } from '#lib/doc/agenda.ts';
import type { Floor } from '#lib/doc/floor.ts';

/*
 * Parts of the room that a phone which looks at tomorrow's agenda has no use for. What the first picture shows comes with
 * the page, on the server, too; the rest when the phone has rested for a moment, or at once when something calls for it:
 * so a hall whose line breaks later has all of it.
 */
const makers = {
  deciding: () => import('../deciding/Deciding.svelte'),
  register: () => import('./Register.svelte'),
  closing: () => import('../closing/Closing.svelte'),
};

type Name = keyof typeof makers;
export type Parts = { readonly [N in Name]?: Awaited<ReturnType<(typeof makers)[N]>> };

/** Something is asked, written or divided under this item, or may be: what `deciding` shows. */
export function isDecidedOn(item: AgendaItem, { rounds, proposals }: Floor): boolean {
  return (
    ['discussion', 'decision', 'other'].includes(item.type) ||
    item.proposal !== '' ||
    item.tasks.length > 0 ||
    [...rounds, ...proposals].some(({ itemId }) => itemId === item.id)
  );
}

/** What the first picture of a room shows; once a meeting has begun also what it decides with, whatever becomes of the line. */
export async function firstParts({ meeting }: RoomView): Promise<Parts> {
  const wanted: Name[] = [];
  if (!isBefore(meeting.state)) wanted.push('deciding');
  if (meeting.state === 'closed') wanted.push('closing');
  return partsOf(wanted);
}

async function partsOf(wanted: readonly Name[]): Promise<Parts> {
  const made = await Promise.all(wanted.map(async (name) => [name, await makers[name]()] as const));
  return Object.fromEntries(made) as Parts;
}

/** How long a page is left alone before the rest is loaded, ms. */
const rest = 3_000;

/** The parts that are there, in one room. */
export class LateParts {
  #parts = $state.raw<Parts>({});

  constructor(first: Parts) {
    this.#parts = first;
  }

  get there(): Parts {
    return this.#parts;
  }

  /** Loads what is needed now; without a line it is asked for again with the next need. */
  async need(...wanted: readonly Name[]): Promise<void> {
    const missing = wanted.filter((name) => !this.#parts[name]);
    if (missing.length === 0) return;
    const loaded = await partsOf(missing).catch(() => null);
    if (loaded) this.#parts = { ...this.#parts, ...loaded };
  }

  /** Loads the rest when the page has rested, and what could not be loaded once more. Answers how to leave it. */
  later(): () => void {
    const all = Object.keys(makers) as Name[];
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const load = async () => {
      await this.need(...all);
      if (!left && all.some((name) => !this.#parts[name])) timer = setTimeout(() => void load(), rest);
    };
    timer = setTimeout(() => void load(), rest);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }
}
