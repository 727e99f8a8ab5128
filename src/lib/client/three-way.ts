/*
 * Positions of a text that somebody is editing while others change it: plain strings and numbers, so that the
 * browser part (text-field.ts) stays small.
 */

/** One change: at `at`, `remove` characters go and `insert` comes. */
export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** Part of a Y.Text delta. */
export interface DeltaPart {
  readonly retain?: number;
  readonly insert?: unknown;
  readonly delete?: number;
}

/**
 * What changed from `before` to `after`. `caret`: where the caret stands in `after`, which tells "aa" + "a"
 * apart. undefined: nothing changed. Never cuts a surrogate pair.
 */
export function spliceBetween(before: string, after: string, caret = after.length): Splice | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  // the new text ends at the caret: what stands behind it was there before
  let end = 0;
  const endMost = Math.min(shorter, after.length - caret);
  while (end < endMost && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  let start = 0;
  while (start < shorter - end && before[start] === after[start]) start++;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  if (start > 0 && isHigh(after.charCodeAt(start - 1))) start--;
  if (end > 0 && isLow(after.charCodeAt(after.length - end))) end--;
  return { at: start, remove: before.length - start - end, insert: after.slice(start, after.length - end) };
}

/** Where an index of the old text lies after the delta. `stays`: an insertion right at it goes behind it. */
export function shifted(index: number, delta: readonly DeltaPart[], stays = true): number {
  let at = 0;
  let moved = index;
  for (const part of delta) {
    if (part.retain !== undefined) at += part.retain;
    else if (part.delete !== undefined) moved -= Math.max(0, Math.min(part.delete, moved - at));
    else {
      const length = typeof part.insert === 'string' ? part.insert.length : 1;
      if (at < moved || (at === moved && !stays)) moved += length;
      at += length;
    }
  }
  return moved;
}

/** Follows each character of a text through others' changes. */
export class Traces {
  /** index now of each character then; -1: deleted */
  private readonly now: number[];

  constructor(length: number) {
    this.now = Array.from({ length }, (_, i) => i);
  }

  /** Others changed the text. */
  follow(delta: readonly DeltaPart[]): void {
    const gone = new Set<number>();
    let old = 0;
    for (const part of delta) {
      if (part.retain !== undefined) old += part.retain;
      else if (part.delete !== undefined) for (let i = 0; i < part.delete; i++) gone.add(old++);
    }
    for (const [i, index] of this.now.entries()) {
      if (index < 0) continue;
      this.now[i] = gone.has(index) ? -1 : shifted(index, delta, false);
    }
  }

  /** The splice of the text then, as deletions (from the right) and one insertion in the text now. */
  translate({ at, remove, insert }: Splice): {
    readonly deletes: readonly number[];
    readonly at: number;
    readonly insert: string;
  } {
    const deletes = this.now.slice(at, at + remove).filter((index) => index >= 0);
    return { deletes: deletes.reverse(), at: this.place(at), insert };
  }

  /** Where an insertion before character `at` of the text then belongs now. */
  private place(at: number): number {
    for (let i = at - 1; i >= 0; i--) {
      const index = this.now[i] as number;
      if (index >= 0) return index + 1;
    }
    for (let i = at; i < this.now.length; i++) {
      const index = this.now[i] as number;
      if (index >= 0) return index;
    }
    return 0;
  }
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
