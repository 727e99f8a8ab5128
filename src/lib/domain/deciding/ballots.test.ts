import { expect, test } from 'vitest';
import { ballot, inRoom, outcome, roll, round } from './round.fixture.ts';

const closesAt = '2023-02-15T23:59+09:00';
const electronic = 'electronic' as const;

test('[T2] G19 the deadline includes its minute: 23:59:59 counts, 00:00:00 is late', () => {
  const ballots = [
    ballot('s1', 'for', { via: electronic, at: '2023-02-15T23:59:59.999+09:00' }),
    ballot('s2', 'for', { via: electronic, at: '2023-02-16T00:00:00+09:00' }),
    ballot('s3', 'for', { via: electronic, at: '2023-02-15T14:59:59Z' }),
  ];
  const { late, total, unanswered } = outcome(round({ roll: roll(4), closesAt, ballots }));
  expect(late).toEqual(['s2']);
  expect(total.for).toBe('2');
  expect(unanswered).toEqual(['s4']);
});

test('[T2] without a deadline nothing is late', () => {
  const ballots = [ballot('s1', 'for', { at: '9999-12-31T23:59:59Z' })];
  expect(outcome(round({ roll: roll(1), closesAt: null, ballots }))).toMatchObject({
    late: [],
    total: { for: '1' },
  });
});

test('[T2] G18 a ballot about the text before does not count and does not take the place of one that does', () => {
  const ballots = [
    ballot('s1', 'against', { at: '2023-02-15T19:00Z' }),
    ballot('s1', 'for', { at: '2023-02-15T20:00Z', textHash: 'old' }),
    ballot('s2', 'for', { textHash: 'old' }),
  ];
  const result = outcome(round({ roll: roll(2), ballots }));
  expect(result).toMatchObject({
    wrongText: ['s1', 's2'],
    superseded: [],
    total: { for: '0', against: '1' },
  });
  expect(result.unanswered).toEqual([]);
});

test('[T2] late comes before wrong text, each key once a list, and a key may be in both lists', () => {
  const at = (hour: number) => `2023-02-16T0${hour}:00+09:00`;
  const ballots = [
    ballot('s2', 'for', { at: at(1), textHash: 'old' }),
    ballot('s2', 'for', { at: at(2) }),
    ballot('s2', 'for', { at: '2023-02-15T10:00+09:00', textHash: 'old' }),
    ballot('s1', 'for', { at: at(1) }),
  ];
  const result = outcome(round({ roll: roll(2), closesAt, ballots }));
  expect(result).toMatchObject({ late: ['s1', 's2'], wrongText: ['s2'], superseded: [] });
  expect(result.total.for).toBe('0');
});

test('[T3] live counts before electronic before paper, whenever they came', () => {
  const ballots = [
    ballot('s1', 'against', { via: 'paper', at: '2023-02-15T22:00Z' }),
    ballot('s1', 'abstain', { via: 'electronic', at: '2023-02-15T21:00Z' }),
    ballot('s1', 'for', { via: 'live', at: '2023-02-15T20:00Z' }),
    ballot('s2', 'against', { via: 'paper', at: '2023-02-15T22:00Z' }),
    ballot('s2', 'abstain', { via: 'electronic', at: '2023-02-15T21:00Z' }),
  ];
  const result = outcome(round({ roll: roll(2), ballots }));
  expect(result.total).toMatchObject({ for: '1', against: '0', abstain: '1' });
  expect(result.superseded).toEqual([
    { key: 's1', via: 'electronic' },
    { key: 's1', via: 'paper' },
    { key: 's2', via: 'paper' },
  ]);
});

test('[T3] within a channel the latest counts, every earlier one is superseded', () => {
  const ballots = ['2023-02-15T20:00Z', '2023-02-15T22:00+01:00', '2023-02-15T20:30Z'].map((at, i) =>
    ballot('s1', ['for', 'against', 'abstain'][i]!, { at }),
  );
  const result = outcome(round({ roll: roll(1), ballots }));
  expect(result.total).toMatchObject({ for: '0', against: '1', abstain: '0' });
  expect(result.superseded).toEqual([
    { key: 's1', via: 'live' },
    { key: 's1', via: 'live' },
  ]);
});

test('[T3] G16 who sent a paper and then comes and votes otherwise counts once, as in the room', () => {
  const ballots = [
    ballot('s1', 'for', { via: 'paper', at: '2023-02-10T10:00+09:00' }),
    ballot('s1', 'against', { via: 'live' }),
  ];
  const result = outcome(round({ roll: roll(2), attendance: inRoom('s1'), ballots }));
  expect(result.quorum.attended).toBe('1');
  expect(result.total).toMatchObject({ for: '0', against: '1' });
  expect(result.superseded).toEqual([{ key: 's1', via: 'paper' }]);
});
