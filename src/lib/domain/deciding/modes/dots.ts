/** Dot votes (T16; domain dossier §5.7): a few dots a voter, put on the options that matter. */
import { ranked, rankingRules } from '../ranked.ts';
import type { ModeRules } from './mode.ts';

export const dots = {
  ...rankingRules,
  ballot: 'dots',
  // each dot as heavy as its voter
  count: (floor) =>
    ranked(floor, (choice, option) => (choice instanceof Map ? (choice.get(option) ?? 0) : 0)),
} as const satisfies ModeRules;
