import { expect, test } from 'vitest';
import type { Floor, FloorRound } from '#lib/doc/floor.ts';
import { rulePresets } from '#lib/domain/council/rule-set.ts';
import { frozenRule } from '#lib/domain/deciding/index.ts';
import { canonicalText } from '#lib/domain/canonical/text.ts';
import {
  clockFace,
  clockwork,
  divisionShown,
  itemsOf,
  resultShown,
  roundShown,
  unbroken,
  wordsShown,
} from './stage.ts';
import { decidedIn } from '../closing/decided.ts';

const start = Date.UTC(2023, 1, 15, 10);
const min = 60_000;

const item = (position: number, minutes: number, more: Partial<Floor['items'][string]> = {}) => ({
  position,
  type: 'discussion' as const,
  title: `議題${position}`,
  minutes,
  state: 'listed' as const,
  startedAt: null,
  spentMs: 0,
  decisionNo: null,
  ...more,
});
const round = (more: Partial<FloorRound>): FloorRound => ({
  id: 'r1',
  itemId: 'b',
  proposalId: 'p',
  no: 1,
  mode: 'consent',
  state: 'open',
  versionNo: 1,
  text: '週2回',
  textHash: 'aa',
  frozenAt: start,
  openedAt: start,
  closesAt: null,
  rule: frozenRule(rulePresets.consent_first, {}),
  roll: [],
  canReply: [],
  replied: [],
  outcome: null,
  decisionNo: null,
  decisionId: null,
  ...more,
});
const floor = (more: Partial<Floor> = {}): Floor => ({
  meeting: {
    state: 'in_session',
    startsAt: start,
    endsAt: start + 120 * min,
    openedAt: start,
    closedAt: null,
    currentItemId: 'b',
    currentSince: start + 10 * min,
    presiding: null,
  },
  items: {
    c: item(3, 20),
    a: item(1, 10, { state: 'reported', startedAt: start, spentMs: 10 * min }),
    b: item(2, 40, { state: 'discussing', startedAt: start + 10 * min, spentMs: 5 * min }),
    x: item(4, 5, { state: 'withdrawn' }),
  },
  attendance: {
    inPerson: 0,
    online: 0,
    alternate: 0,
    proxy: 0,
    written: 0,
    absent: 0,
    observers: 0,
    present: 0,
    eligible: 0,
  },
  forecast: null,
  staff: [],
  quorum: { attended: '0', needed: null, met: true },
  seats: [],
  comers: [],
  officers: [],
  proposals: [],
  rounds: [],
  materials: [],
  divisions: [],
  removals: [],
  suggestions: [],
  ...more,
});

test('the agenda is numbered in its order, without what was withdrawn', () => {
  expect(itemsOf(floor()).map((entry) => [entry.id, entry.no])).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
});

test('the time left counts what was spent before, and runs on below zero', () => {
  const at = (minutes: number) => clockwork(floor(), start + minutes * min);
  expect(at(20).leftMs).toBe(25 * min);
  expect(at(50).leftMs).toBe(-5 * min);
  // an item that was begun stands at the time it began
  expect(at(20).starts.get('a')).toBe(start);
  expect(at(20).next).toMatchObject({ item: { id: 'c' }, minutes: 20 });
  expect(clockFace(460_000)).toBe('7:40');
  expect(clockFace(-61_000)).toBe('1:01');
});

test('in recess the clock stands still; before the opening there is none', () => {
  const { meeting } = floor();
  const recess = floor({ meeting: { ...meeting, state: 'recess', currentSince: null } });
  expect(clockwork(recess, start + 60 * min).leftMs).toBe(35 * min);
  const called = floor({ meeting: { ...meeting, state: 'called', currentItemId: null, currentSince: null } });
  expect(clockwork(called, start).leftMs).toBeNull();
});

test('the open round comes first, a newer frozen text sends the old result away', () => {
  const outcome = {
    mode: 'consent',
    code: 'NOT_YET',
    reason: 'objection',
    quorum: { attended: '22', needed: '13', met: true },
    total: { for: '0', against: '0', abstain: '0', invalid: '0', notCast: '0', byChoice: {} },
    ranking: [],
    openObjections: 1,
  } as const;
  const versions = (n: number) => [
    {
      id: 'p',
      itemId: 'b',
      versions: Array.from({ length: n }, (_, i) => ({
        n: i + 1,
        text: i === 0 ? '週2回' : '週1回',
        textHash: 'aa',
        frozenAt: start,
      })),
      amendments: [],
      withdrawn: null,
    },
  ];
  const closed = round({ state: 'closed', outcome });
  const after = floor({ rounds: [closed], proposals: versions(1) });
  expect(resultShown(after)).toBe(closed);
  const amended = floor({ rounds: [closed], proposals: versions(2) });
  expect(resultShown(amended)).toBeNull();
  expect(wordsShown(amended)).toMatchObject({ n: 2, text: '週1回' });
  const second = round({ id: 'r2', no: 2, versionNo: 2, text: '週1回' });
  const again = floor({ rounds: [closed, second], proposals: versions(2) });
  expect(roundShown(again)).toBe(second);
  expect(resultShown(again)).toBeNull();
  expect(roundShown(floor({ rounds: [round({ itemId: 'a' }), round({ state: 'void' })] }))).toBeNull();
});

test('[F-P36] a division is shown for the decision in the middle; at the end what was decided, in its words', () => {
  const outcome = {
    mode: 'consent',
    code: 'CONSENSUS',
    reason: null,
    quorum: { attended: '22', needed: '13', met: true },
    total: { for: '0', against: '0', abstain: '0', invalid: '0', notCast: '0', byChoice: {} },
    ranking: [],
    openObjections: 0,
  } as const;
  const declared = round({ state: 'declared', outcome, decisionNo: '2022-08', decisionId: 'd8' });
  const division = (decisionId: string) => ({ decisionId, decisionNo: '2022-08', tasks: [] });
  const divided = floor({ rounds: [declared], divisions: [division('d1'), division('d8')] });
  expect(divisionShown(divided)).toBe(divided.divisions[1]);
  expect(divisionShown(floor({ rounds: [declared], divisions: [division('d1')] }))).toBeNull();
  expect(divisionShown(floor({ divisions: [division('d1')] }))).toBeNull();
  const first = round({ id: 'r0', itemId: 'a', decisionNo: '2022-07', decisionId: 'd7', text: '花火は中止' });
  const over = floor({ rounds: [declared, round({ id: 'r9', state: 'void' }), first] });
  expect(decidedIn(over).map(({ no, title, text }) => [no, title, text])).toEqual([
    ['2022-07', '議題1', '花火は中止'],
    ['2022-08', '議題2', '週2回'],
  ]);
});

test('[CAN7] figures stay with the kanji before them, and the spelling that is hashed stays the same', () => {
  const text = '民生委員が週1回、町会が月2回';
  expect(unbroken(text)).toBe('民生委員が週\u20601回、町会が月\u20602回');
  expect(canonicalText(unbroken(text))).toBe(text);
});
