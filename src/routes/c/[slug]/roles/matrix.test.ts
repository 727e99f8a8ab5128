import { describe, expect, test } from 'vitest';
import { answersOf, taskNote, type MatrixAssignment, type MatrixTask } from './matrix.ts';

const role = (responsibility: MatrixAssignment['responsibility'], state: MatrixAssignment['state']) => ({
  id: `${responsibility}-${state}`,
  organizationId: 'o',
  responsibility,
  state,
  note: '',
});

const task = (...assignments: MatrixAssignment[]): MatrixTask => ({
  id: 't',
  title: '声かけ訪問',
  detail: '一人暮らしの方を訪ねる',
  frequency: '月2回',
  scope: 'district',
  level: 3,
  dueOn: null,
  requestToCity: false,
  doneAt: null,
  timing: 'open',
  daysLate: 0,
  assignments,
});

describe('answers to a task', () => {
  test('[ROL17] silence and talks are waited for, the told are not asked', () => {
    const answers = answersOf(
      task(
        role('lead', 'accepted'),
        role('support', 'asked'),
        role('support', 'negotiating'),
        role('informed', 'informed'),
      ),
    );
    expect(answers).toEqual({ waiting: 2, declined: 0, all: false });
  });

  test('[ROL12] all have accepted only when somebody was asked and nobody declined', () => {
    expect(answersOf(task(role('lead', 'accepted'), role('consulted', 'informed'))).all).toBe(true);
    expect(answersOf(task(role('lead', 'declined'))).all).toBe(false);
    expect(answersOf(task(role('informed', 'informed'))).all).toBe(false);
  });

  test('how often goes before what', () => {
    expect(taskNote(task())).toBe('月2回');
  });
});
