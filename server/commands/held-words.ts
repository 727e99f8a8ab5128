import type { Words } from './define.ts';

/** Words that can be kept as they are for a while. */
export interface HoldableWords extends Words {
  /** Nothing new of a document is written until the answer is called. */
  hold(name: string): Promise<() => void>;
}

/**
 * Words for prepare() of an act that fixes what it reads there and lets nobody write on: each document is held from the
 * first look on, so that nothing is called saved that the act has not seen (sync S77).
 */
export function holding(words: HoldableWords): { readonly words: Words; release(): void } {
  const held = new Map<string, Promise<() => void>>();
  return {
    words: {
      async look(name, read) {
        const hold = held.get(name) ?? words.hold(name);
        held.set(name, hold);
        await hold;
        return words.look(name, read);
      },
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
