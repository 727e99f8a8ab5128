import { expect, test } from 'vitest';
import { factFaults } from './facts.ts';

const at = (text: string) => Date.parse(`${text}:00+09:00`);
const evening = {
  startsAt: at('2023-02-16T19:00'),
  endsAt: at('2023-02-16T21:00'),
  visibility: 'open',
  closedReason: '',
};

test('[MTG20] all faults of the announced facts are named at once', () => {
  expect(factFaults(evening, '2023-02-16')).toEqual([]);
  const wrong = { ...evening, endsAt: evening.startsAt, visibility: 'closed', closedReason: '　' };
  expect(factFaults(wrong, '2023-02-17')).toEqual(['end', 'reason', 'past']);
});

test('[MTG20] closed in part or in full needs a reason; a day long is the most', () => {
  expect(factFaults({ ...evening, visibility: 'partly' }, '2023-02-16')).toEqual(['reason']);
  expect(factFaults({ ...evening, visibility: 'closed', closedReason: '相談' }, '2023-02-16')).toEqual([]);
  expect(factFaults({ ...evening, endsAt: at('2023-02-17T19:00') }, '2023-02-16')).toEqual([]);
  expect(factFaults({ ...evening, endsAt: at('2023-02-17T19:01') }, '2023-02-16')).toEqual(['end']);
});
