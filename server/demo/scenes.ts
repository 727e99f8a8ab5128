import type { Stage } from './stage.ts';

/** Something that happens at a moment, counted in days from D. */
export interface Scene {
  readonly day: number;
  /** 'HH:MM' in Japan */
  readonly time: string;
  play(): Promise<void>;
}

/** Plays scenes in the order of time, whoever wrote them down. */
export async function playAll(stage: Stage, scenes: readonly Scene[]): Promise<void> {
  const inOrder = [...scenes].sort(
    (a, b) => a.day - b.day || (a.time < b.time ? -1 : a.time > b.time ? 1 : 0),
  );
  for (const scene of inOrder) {
    stage.at(scene.day, scene.time);
    await scene.play();
  }
}
