import { expect, test } from 'vitest';
import { checkDivision } from '#lib/domain/roles/division.ts';
import { sayDivisionFault } from './division-faults.ts';
import { sayRefusal } from './refusals.ts';

const task = (more: object) => ({
  id: 't',
  title: '声かけ訪問',
  detail: '',
  scope: 'district' as const,
  level: 3,
  due: '',
  comparison: '',
  requestToCity: false,
  parties: {},
  ...more,
});

test('[I9] the room says every fault of a division as the server does', () => {
  const parties = [
    { id: 'a', party: 'community' as const },
    { id: 'c', party: 'administration' as const },
  ];
  const tasks = [
    task({}),
    task({ title: ' ' }),
    task({ due: 'morgen' }),
    task({ scope: 'city_wide', parties: { a: 'lead' } }),
    task({ parties: { c: 'lead' } }),
  ];
  const faults = checkDivision(tasks, parties);
  expect(new Set(faults.map(({ refused }) => refused))).toEqual(
    new Set(['lead-missing', 'comparison-missing', 'text-empty', 'bad-input', 'city-wide-service']),
  );
  for (const fault of faults) expect(sayDivisionFault(fault, 'ja')).toBe(sayRefusal(fault, 'ja').message);
});
