import { createCouncil } from './create-council.ts';
import type { Command } from './define.ts';

/** Every command there is. A new one is written in its own file and listed here. */
const list: readonly Command[] = [createCouncil];

export const registry: ReadonlyMap<string, Command> = new Map(list.map((entry) => [entry.name, entry]));
