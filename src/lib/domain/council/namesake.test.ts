import { expect, test } from 'vitest';
import type { Role } from '../policy/actions.ts';
import { maySit, officeholdersMeant } from './namesake.ts';

const person = (personId: string, name: string, role: Role, seatId: string | null = null) => ({
  personId,
  name,
  mandates: [{ role, seatId }],
});
const meant = (people: ReturnType<typeof person>[], ...names: string[]) =>
  [
    ...officeholdersMeant(
      people,
      names.map((name, i) => ({ no: i + 1, name })),
    ),
  ].map(([no, { personId }]) => `${no} ${personId}`);

test('[CNC13] a row may mean who holds an office and has no seat, spaces and width aside', () => {
  const people = [person('a', '青木 花', 'chair'), person('b', 'ﾀﾅｶ Ken', 'secretariat')];
  expect(meant(people, '大沢 文江', '青木　花', 'タナカＫｅｎ')).toEqual(['2 a', '3 b']);
  expect(meant(people, '青木 花子', '青木', '')).toEqual([]);
});

test('[CNC13] a resident, an observer, an officer of the city or who sits already is never meant', () => {
  for (const role of ['resident', 'observer', 'officer', 'auditor', 'delegate'] as const)
    expect(meant([person('a', '青木 花', role)], '青木 花')).toEqual([]);
  expect(meant([person('a', '青木 花', 'chair', 's1')], '青木 花')).toEqual([]);
  // the seat he was given a moment ago is no hindrance when the form comes twice
  expect(maySit(person('a', '青木 花', 'chair', 's1'), '青木 花', 's1')).toBe(true);
});

test('[CNC13] nobody is meant where two rows or two people bear the name', () => {
  const one = person('a', '林 健', 'chair');
  expect(meant([one], '林 健', '林健')).toEqual([]);
  expect(meant([one, person('b', '林健', 'recorder')], '林 健')).toEqual([]);
  // a resident of the name is somebody else
  expect(meant([one, person('b', '林健', 'resident')], '林 健')).toEqual(['1 a']);
});
