import { describe, expect, test } from 'vitest';
import type { AgendaTask } from '#lib/doc/agenda.ts';
import {
  after,
  comparisonOf,
  divisionTasks,
  givesCityWideAway,
  leadsOutside,
  taskOfField,
} from './canvas.ts';

const parties = [
  { id: 'district', party: 'community' },
  { id: 'section', party: 'administration' },
] as const;

const task: AgendaTask = {
  id: 'task0001',
  title: '全市の緊急通報装置',
  detail: '',
  comparison: '',
  scope: 'city_wide',
  level: 5,
  due: '',
  parties: { section: 'lead' },
  requestToCity: false,
};

describe('the role canvas', () => {
  test('[I9] a service for the whole city is not led by the district', () => {
    const lead = { kind: 'party', organizationId: 'district', responsibility: 'lead' } as const;
    expect(givesCityWideAway(task, lead, parties)).toBe(true);
    expect(givesCityWideAway(task, { ...lead, responsibility: 'support' }, parties)).toBe(false);
    expect(givesCityWideAway({ ...task, scope: 'district' }, lead, parties)).toBe(false);
  });

  test('[I9] nor shared below level 4', () => {
    expect(givesCityWideAway(task, { kind: 'level', level: 3 }, parties)).toBe(true);
    expect(givesCityWideAway(task, { kind: 'level', level: 4 }, parties)).toBe(false);
  });

  test('[I9] nor by calling a shared task city-wide', () => {
    const shared: AgendaTask = { ...task, scope: 'district', parties: { district: 'lead' } };
    expect(givesCityWideAway(shared, { kind: 'scope', scope: 'city_wide' }, parties)).toBe(true);
  });

  test('[AT-1.5] nor by calling it the district’s; what nobody holds yet may still be called either', () => {
    const toDistrict = { kind: 'scope', scope: 'district' } as const;
    expect(givesCityWideAway(task, toDistrict, parties)).toBe(true);
    expect(givesCityWideAway({ ...task, parties: {} }, toDistrict, parties)).toBe(false);
  });

  test('[ROL7] a task called city-wide is led by the administration at least', () => {
    const own: AgendaTask = { ...task, scope: 'district', level: 2 };
    const toCity = { kind: 'scope', scope: 'city_wide' } as const;
    expect(givesCityWideAway(own, toCity, parties)).toBe(false);
    expect(after(own, toCity)).toMatchObject({ scope: 'city_wide', level: 4 });
  });

  test('[I9] a fault that was there already holds up no other change', () => {
    const wrong: AgendaTask = { ...task, level: 2 };
    expect(givesCityWideAway(wrong, { kind: 'due', due: '2023-03-31' }, parties)).toBe(false);
  });

  test('[ROL8] only the city can be asked', () => {
    expect(leadsOutside({ ...task, parties: { district: 'lead', section: 'lead' } }, parties)).toEqual([
      'district',
    ]);
  });

  test('is recorded with the parties that exist', () => {
    const [first] = divisionTasks([{ ...task, parties: { section: 'lead', gone: 'support' } }], parties);
    expect(first).toEqual({
      title: '全市の緊急通報装置',
      scope: 'city_wide',
      level: 5,
      assignments: [{ organizationId: 'section', responsibility: 'lead' }],
    });
  });

  test('a refusal finds its task', () => {
    expect(taskOfField('tasks[2].parties.x')).toBe(2);
    expect(taskOfField('comparison')).toBeNull();
  });

  test('comparisons of several tasks say whose they are', () => {
    const one = { ...task, title: 'A', comparison: '今' };
    expect(comparisonOf([one])).toBe('今');
    expect(comparisonOf([one, { ...one, title: 'B', comparison: '先' }])).toBe('A：今\nB：先');
  });
});
