import type { Judged } from './judged.ts';
import { at, refs, width, type Block, type Scan } from './scan-update.ts';

/** Structs of one block, from one clock up to another. */
export interface Run {
  /** place in blocks */
  readonly block: number;
  readonly clock: number;
  readonly end: number;
}

/**
 * The order in which the structs of an update can be worked off: undefined when an origin or a parent neither exists
 * already nor comes earlier. The own writer's must lie before the struct; another writer's may be in the same
 * update, as long as they don't wait for each other in a circle.
 */
export function orderOf(room: Judged, scan: Scan): readonly Run[] | undefined {
  const { structs, blocks } = scan;
  // per block: what must be there first, in the order of its structs
  const waits: Wait[][] = [];
  let waiting = false;
  for (const block of blocks) {
    const mine: Wait[] = [];
    waits.push(mine);
    for (let s = block.from; s < block.to; s++) {
      const i = s * width;
      const how = structs[i + at.refs] as number;
      if (how === refs.none || how === refs.root) continue;
      for (const offset of [at.left, at.right]) {
        if (offset === at.left ? how === refs.right : how === refs.left || how === refs.parent) continue;
        const client = structs[i + offset] as number;
        const clock = structs[i + offset + 1] as number;
        if (client === block.client) {
          if (clock >= (structs[i + at.clock] as number)) return undefined;
        } else if (clock >= room.planned(client)) {
          const on = scan.index?.get(client);
          if (on === undefined || clock >= (blocks[on] as Block).end) return undefined;
          mine.push({ clock: structs[i + at.clock] as number, on, until: clock });
          waiting = true;
        }
      }
    }
  }
  if (waiting) return workedOff(blocks, waits);
  return blocks.map(({ clock, end }, block) => ({ block, clock, end }));
}

/** From `clock` on, a block waits until block `on` is worked off beyond `until`. */
interface Wait {
  readonly clock: number;
  readonly on: number;
  readonly until: number;
}

/** Works the blocks off as far as they go; undefined when two of them wait for each other. */
function workedOff(
  blocks: readonly Block[],
  waits: readonly (readonly Wait[])[],
): readonly Run[] | undefined {
  const runs: Run[] = [];
  const next = blocks.map(() => 0);
  const reached = blocks.map(({ clock }) => clock);
  const sleepers = new Map<number, number[]>();
  const ready = blocks.map((_, b) => b);
  for (let b = ready.pop(); b !== undefined; b = ready.pop()) {
    const mine = waits[b] as readonly Wait[];
    let wait = mine[next[b] as number];
    while (wait && wait.until < (reached[wait.on] as number)) {
      next[b] = (next[b] as number) + 1;
      wait = mine[next[b] as number];
    }
    if (wait) sleepers.set(wait.on, [...(sleepers.get(wait.on) ?? []), b]);
    const [clock, end] = [reached[b] as number, wait ? wait.clock : (blocks[b] as Block).end];
    if (end <= clock) continue;
    runs.push({ block: b, clock, end });
    reached[b] = end;
    ready.push(...(sleepers.get(b) ?? []));
    sleepers.delete(b);
  }
  return blocks.every(({ end }, b) => reached[b] === end) ? runs : undefined;
}
