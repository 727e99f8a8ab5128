import { describe, expect, it } from 'vitest';
import { standingWords, type AnsweredIssue } from './answer.ts';

const issue: AnsweredIssue = {
  state: 'in_progress',
  publishedAt: Date.parse('2022-06-01T09:00:00+09:00'),
  movedAt: Date.parse('2022-07-20T20:00:00+09:00'),
  resolvedAt: null,
  route: null,
  leadParty: '',
  agendas: [{ startsAt: Date.parse('2022-07-20T19:00:00+09:00'), itemState: 'decided' }],
  decisions: [],
};

describe('what became of an issue', () => {
  it('[F-R6] that it was decided is told at once, what follows with the sealed minutes', () => {
    for (const state of ['in_progress', 'resolved', 'closed_unresolved'] as const) {
      const told = standingWords({ ...issue, state }, 'ja').join('');
      expect(told).toContain('7月20日');
      expect(told).toContain('会議で決定しました。議事録の確定後');
    }
    // once it stands below, it is not announced any more; without a decision there is none to announce
    expect(standingWords({ ...issue, decisions: [{}] }, 'ja').join('')).not.toContain('議事録の確定後');
    const carried = { ...issue, agendas: [{ startsAt: issue.movedAt, itemState: 'carried_over' }] };
    expect(standingWords(carried, 'ja').join('')).not.toContain('会議で決定しました');
  });
});
