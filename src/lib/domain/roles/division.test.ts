import { describe, expect, it } from 'vitest';
import { checkDivision } from './division.ts';
import type { DivisionTask, Party } from './division.ts';
import { isLevel, levels, mustAccept, responsibilities } from './level.ts';

const parties: Party[] = [
  { id: 'chokai', party: 'community' },
  { id: 'minsei', party: 'community' },
  { id: 'fukushi', party: 'administration' },
  { id: 'hokatsu', party: 'partner' },
];
const visits: DivisionTask = {
  title: '声かけ訪問',
  scope: 'district',
  level: 3,
  requestToCity: false,
  comparison: 'いまは民生委員だけ。町会が加わると月2回増やせる。費用はチラシ代のみ。',
  due: '2023-04-01',
  parties: { chokai: 'lead', minsei: 'support', fukushi: 'support', hokatsu: 'consulted' },
};
const alarm: DivisionTask = {
  ...visits,
  title: '全市の緊急通報装置',
  scope: 'city_wide',
  level: 5,
  comparison: '',
  due: '',
  parties: { fukushi: 'lead', minsei: 'informed' },
};
const check = (task: DivisionTask): unknown[] => checkDivision([visits, task], parties);

describe('words of a division', () => {
  it('[ROL1] [ROL2] five levels, from residents alone to the administration alone', () => {
    expect(levels.map((l) => l.meaning)).toEqual([
      'residents_alone',
      'residents_lead',
      'equal',
      'administration_leads',
      'administration_alone',
    ]);
    expect(levels.map((l) => l.level)).toEqual([1, 2, 3, 4, 5]);
    expect([0, 6, 2.5, '3', null].some(isLevel)).toBe(false);
  });

  it('[ROL3] leads and supports must accept, the consulted and informed are told', () => {
    expect(responsibilities.filter(mustAccept)).toEqual(['lead', 'support']);
  });
});

describe('dividing roles', () => {
  it('[ROL4] the division of AT-1.8 may be made', () => {
    expect(checkDivision([visits, alarm], parties)).toEqual([]);
  });

  it('[ROL5] every task needs a lead, and there must be a task', () => {
    expect(check({ ...visits, parties: { minsei: 'support' } })).toEqual([
      { refused: 'lead-missing', field: 'tasks[1].parties', params: { task: '声かけ訪問' } },
    ]);
    expect(checkDivision([], parties)).toEqual([{ refused: 'bad-input', field: 'tasks' }]);
  });

  it('[ROL6] a task of the district needs its comparison; a service of the whole city and a request do not', () => {
    expect(check({ ...visits, comparison: '　\n' })).toMatchObject([
      { refused: 'comparison-missing', field: 'tasks[1].comparison' },
    ]);
    expect(check({ ...visits, comparison: '', requestToCity: true, parties: { fukushi: 'lead' } })).toEqual(
      [],
    );
  });

  it('[ROL7] [I9] [AT-1.5] a city-wide service cannot go to the district: not by level, not by its lead', () => {
    for (const level of [1, 2, 3])
      expect(check({ ...alarm, level })).toEqual([
        { refused: 'city-wide-service', field: 'tasks[1].level', params: { task: '全市の緊急通報装置' } },
      ]);
    expect(check({ ...alarm, level: 4 })).toEqual([]);
    for (const level of [4, 5])
      expect(
        check({ ...alarm, level, parties: { fukushi: 'lead', chokai: 'lead', hokatsu: 'lead' } }),
      ).toMatchObject([
        { refused: 'city-wide-service', field: 'tasks[1].parties.chokai' },
        { refused: 'city-wide-service', field: 'tasks[1].parties.hokatsu' },
      ]);
    expect(check({ ...alarm, level: 1, parties: { chokai: 'lead' } })).toHaveLength(2);
  });

  it('[ROL8] it can become a request to the city, addressed to a section', () => {
    const request = { ...alarm, requestToCity: true, level: 1 };
    expect(check(request)).toEqual([]);
    expect(check({ ...request, parties: { chokai: 'lead' } })).toMatchObject([
      { refused: 'city-wide-service', field: 'tasks[1].parties.chokai' },
    ]);
    expect(check({ ...request, parties: {} })).toMatchObject([{ refused: 'lead-missing' }]);
  });

  it('[ROL9] unknown words, levels, days and parties and empty titles are refused with their path, all at once', () => {
    const wrong = {
      ...visits,
      title: ' ',
      scope: 'nation',
      level: 6,
      due: '2023-02-30',
      parties: { chokai: 'lead', stranger: 'support', minsei: 'boss' },
    } as unknown as DivisionTask;
    expect(check(wrong).map((r) => (r as { field: string }).field)).toEqual([
      'tasks[1].title',
      'tasks[1].scope',
      'tasks[1].level',
      'tasks[1].due',
      'tasks[1].parties.stranger',
      'tasks[1].parties.minsei',
    ]);
  });
});
