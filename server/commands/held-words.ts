import type { Words } from './define.ts';

/** Words that can be kept as they are for a while. */
export interface HoldableWords extends Words {
  /** Nothing new of a document is written until the answer is called. */
  hold(name: string): Promise<() => void>;
  /** Where the log of a document ends that is whole on the disk. */
  placeOf(name: string): Promise<WordsPlace>;
}

/** Where the log of a document ended when it was read. */
export interface WordsPlace {
  readonly epoch: number;
  readonly seq: number;
}

/**
 * Words for prepare() of an act that fixes what it reads there and lets nobody write on: each document is held from the
 * first look on, so that nothing is called saved that the act has not seen (sync S77).
 */
export function holding(words: HoldableWords): {
  readonly words: Words;
  /** Each document that is held, and where it ended before it was first read. */
  readonly places: ReadonlyMap<string, WordsPlace>;
  /** Holds these before they are looked at. */
  take(names: readonly string[]): Promise<void>;
  release(): void;
} {
  const held = new Map<string, Promise<() => void>>();
  const places = new Map<string, WordsPlace>();
  async function take(name: string): Promise<void> {
    const hold = held.get(name) ?? words.hold(name);
    held.set(name, hold);
    await hold;
  }
  return {
    words: {
      async look(name, read) {
        await take(name);
        if (!places.has(name)) places.set(name, await words.placeOf(name));
        return words.look(name, read);
      },
    },
    places,
    async take(names) {
      for (const name of names) await take(name);
    },
    release() {
      for (const hold of held.values())
        void hold.then(
          (letGo) => letGo(),
          () => undefined,
        );
      held.clear();
    },
  };
}
