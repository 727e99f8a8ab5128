import { expect, test } from 'vitest';
import { channelsOf } from './channels.ts';
import { isInputError } from './input-error.ts';
import { parseRound } from './parse.ts';
import { tally } from './tally.ts';

const at = (second: number) => new Date(Date.UTC(2023, 3, 22, 1, 0, second % 3600)).toISOString();
const rule = {
  quorum: { op: 'gt', num: 1, den: 2, countAlternate: true, countProxy: true, countWritten: true },
  majority: { op: 'gt', num: 1, den: 2, base: 'present' },
  chairVote: 'votes_no_casting',
  tieRule: 'rejected',
  proxyMeaning: 'instructed',
};

function read(json: object) {
  const input = parseRound(json);
  if (isInputError(input)) throw new Error(JSON.stringify(input));
  return input;
}

test('[WAY7] [AT-5.2] every counted reply is in one channel, and what stands beside it is told apart', () => {
  const input = read({
    mode: 'majority',
    rule: { ...rule, proxyMeaning: 'holder_decides' },
    textHash: 'aa',
    closesAt: null,
    roll: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => ({ key, weight: '1' })),
    attendance: [{ key: 'a', mode: 'in_person' }],
    proxies: [
      { from: 'e', to: 'a', choice: null },
      { from: 'f', to: 'a', choice: null },
      // its holder is not in the room
      { from: 'g', to: 'b', choice: null },
    ],
    ballots: [
      { key: 'a', choice: 'for', via: 'live', at: at(3), textHash: 'aa' },
      { key: 'a', choice: 'against', via: 'paper', at: at(1), textHash: 'aa' },
      { key: 'b', choice: 'for', via: 'electronic', at: at(2), textHash: 'aa' },
      { key: 'c', choice: 'against', via: 'paper', at: at(2), textHash: 'aa' },
    ],
  });
  expect(channelsOf(input)).toEqual({
    live: 1,
    electronic: 1,
    paper: 1,
    proxies: 2,
    proxiesVoting: 2,
    superseded: 1,
    held: [{ key: 'a', n: 2 }],
  });
  expect(tally(input)).toMatchObject({
    total: { for: '4', against: '1' },
    superseded: [{ key: 'a', via: 'paper' }],
  });
});
