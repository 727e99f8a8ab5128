/** Dot votes (T16; domain dossier §5.7): a few dots a voter, put on the options that matter. */
import type { Count } from '../count.ts';
import type { Floor } from '../floor.ts';
import { ranked, rankingRules } from '../ranked.ts';
import type { ModeRules } from './mode.ts';

export const dots = { ...rankingRules, ballot: 'dots' } as const satisfies ModeRules;

/** Options by their dots, each dot as heavy as its voter. */
export function countDots(floor: Floor): Count {
  return ranked(floor, (choice, option) => (choice instanceof Map ? (choice.get(option) ?? 0) : 0));
}
