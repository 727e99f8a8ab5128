/**
 * Rounds held wholly in writing (T15; domain dossier §5.6). Only a written yes of every voter is everyone's yes:
 * no reply, a proxy or an empty roll is not.
 */
import type { Floor } from './floor.ts';
import { spokenVotes, voteAsks } from './votes.ts';
import { voteChoices } from './words.ts';

/** What every written mode is besides its count. */
export const writtenRules = {
  ballot: 'word',
  choices: voteChoices,
  offered: spokenVotes,
  onPaper: ['blank', 'invalid'],
  asks: voteAsks,
  voices: [],
  heard: ['against'],
  offers: [],
  sameTextAgain: false,
  takesSides: true,
  shown: 'sides',
  picture: 'parts',
  written: true,
  vote: false,
  counted: {},
} as const;

/** Everybody on the roll has said yes himself. */
export function everyoneFor({ input: { roll }, said }: Floor): boolean {
  return roll.length > 0 && roll.every((voter) => said.get(voter.key) === 'for');
}
