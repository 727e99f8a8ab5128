import { describe, expect, it } from 'vitest';
import type { RoundOutcome } from '#lib/domain/deciding/index.ts';
import { declaredSentence, resultRoom } from './result.ts';

const numbers = { for: '18', against: '30', abstain: '1', invalid: '0', notCast: '0' };
const outcome: RoundOutcome = {
  mode: 'majority',
  code: 'PASSED_BY_MAJORITY',
  reason: null,
  quorum: { attended: '81', needed: '46', met: true },
  base: '81',
  needed: '41',
  total: { ...numbers, for: '50', byChoice: {} },
  inRoom: { code: 'REJECTED', ...numbers },
  ranking: [],
  winner: null,
  steps: [],
  objections: [],
  late: [],
  wrongText: [],
  superseded: [],
  unanswered: [],
  flags: ['REMOTE_CHANGED_RESULT'],
};

describe('room and total', () => {
  it('[domain §5.8 ⑤] stand side by side with their own results, and say when they differ', () => {
    expect(resultRoom(outcome, 'ja')).toEqual({
      columns: ['賛成', '反対', '棄権', '無効・白票', '未回答'],
      rows: [
        { label: '会議の場だけ（49人）', cells: ['18', '30', '1', '0', '0'], result: '否決' },
        {
          label: '委任・書面の回答を加えた結果（81人）',
          cells: ['50', '30', '1', '0', '0'],
          result: '多数決で決定',
        },
      ],
      same: false,
    });
  });
  it('[domain §5.8 ⑤] consent has no invalid ballots, written procedures have no room', () => {
    expect(resultRoom({ ...outcome, mode: 'consent' }, 'ja')?.columns).toEqual([
      '同意・懸念',
      '異議',
      '保留',
      '未回答',
    ]);
    expect(resultRoom({ ...outcome, mode: 'written-opinion', inRoom: null }, 'ja')).toBeNull();
  });
  it('the declaration names who and when', () => {
    expect(declaredSentence('議長', '大沢 文江', Date.UTC(2023, 1, 15, 11, 1), 'ja')).toBe(
      '議長 大沢 文江さんが 令和5年2月15日（水）20:01 に宣言しました。',
    );
  });
});
