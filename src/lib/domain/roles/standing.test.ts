import { describe, expect, it } from 'vitest';
import { assignmentStates } from './assignment.ts';
import { reviewsDue, standingOf, lastPrepared } from './standing.ts';
import type { Reviewable } from './standing.ts';

const today = '2023-03-06';

describe('how a role stands', () => {
  it('[ROL15] answer and time are told apart: late and unanswered at once', () => {
    expect(standingOf({ state: 'negotiating', dueOn: '2023-02-28' }, today)).toEqual({
      answer: 'negotiating',
      timing: 'late',
      daysLate: 6,
    });
    expect(standingOf({ state: 'asked', dueOn: '2023-03-31' }, today)).toEqual({
      answer: 'unanswered',
      timing: 'open',
      daysLate: 0,
    });
  });

  it('[ROL16] late after its day, due within 14 days, else open; what is done is never late', () => {
    const timing = (dueOn: string | null): unknown => standingOf({ state: 'accepted', dueOn }, today).timing;
    expect(['2023-03-05', '2023-03-06', '2023-03-20', '2023-03-21', '', null].map(timing)).toEqual([
      'late',
      'due',
      'due',
      'open',
      'open',
      'open',
    ]);
    expect(standingOf({ state: 'done', dueOn: '2023-01-01' }, today)).toEqual({
      answer: 'accepted',
      timing: 'done',
      daysLate: 0,
    });
    expect(standingOf({ state: 'active' }, today)).toMatchObject({ timing: 'open' });
  });

  it('[ROL17] only a yes is shown as a yes', () => {
    expect(assignmentStates.filter((state) => standingOf({ state }, today).answer === 'accepted')).toEqual([
      'accepted',
      'active',
      'done',
      'handed_over',
    ]);
    expect(standingOf({ state: 'informed' }, today).answer).toBe('told');
    expect(standingOf({ state: 'lapsed' }, today).answer).toBe('vacant');
  });
});

describe('reviews', () => {
  it('[ROL18] decisions whose review day has come by the meeting, the longest due first (R-HAC-20)', () => {
    const decisions: Reviewable[] = [
      { id: 'd', reviewOn: '2023-08-15', state: 'in_effect' },
      { id: 'c', reviewOn: '2023-08-01', state: 'recorded' },
      { id: 'b', reviewOn: '2023-08-15', state: 'in_effect', reviewedOn: '2023-08-14' },
      { id: 'a', reviewOn: '2023-08-16', state: 'in_effect' },
      { id: 'e', reviewOn: '2023-08-01', state: 'in_effect', reviewedOn: '2023-08-10' },
      { id: 'f', reviewOn: '2023-08-01', state: 'superseded' },
      { id: 'g', reviewOn: null, state: 'in_effect' },
    ];
    expect(reviewsDue(decisions, '2023-08-15').map((d) => d.id)).toEqual(['c', 'b', 'd']);
  });

  it('[REG8] a meeting prepared since the decision had its review, if it was due by then', () => {
    const day = (text: string) => Date.parse(`${text}T00:00:00+09:00`);
    const others = [
      { createdAt: day('2023-03-01'), startsAt: day('2023-09-01') },
      { createdAt: day('2023-04-01'), startsAt: day('2023-08-14') },
      { createdAt: day('2023-05-01'), startsAt: day('2023-07-01') },
    ];
    expect(lastPrepared(day('2023-03-15'), others)).toBe('2023-08-14');
    expect(lastPrepared(day('2023-06-01'), others)).toBeNull();
  });
});
