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

const room = { byChoice: { consent: '16', concern: '2' }, present: { room: '49', total: '81' } };

describe('room and total', () => {
  it('[domain §5.8 ⑤] stand side by side with their own results, and say when they differ', () => {
    const said = resultRoom(outcome, room, 'ja');
    expect(said?.columns).toEqual(['会議の場だけ（49人）', '会議の場以外の回答も加えた結果（81人）']);
    expect(said?.rows.map(({ label, cells }) => [label, ...cells])).toEqual([
      ['賛成', '18', '50'],
      ['反対', '30', '30'],
      ['棄権', '1', '1'],
      ['無効・白票', '0', '0'],
      ['未回答', '0', '0'],
    ]);
    expect(said?.results).toEqual(['否決', '多数決で決定']);
    expect(said?.same).toBe(false);
  });
  it('[domain §5.8 ⑤] consent and concern stand apart in the room too; written procedures have no room', () => {
    const byChoice = { consent: '17', concern: '3', objection: '0', stand_aside: '1' };
    const consent = { ...outcome, mode: 'consent' as const, total: { ...outcome.total, byChoice } };
    expect(resultRoom(consent, room, 'ja')?.rows.map(({ label, cells }) => [label, ...cells])).toEqual([
      ['同意', '16', '17'],
      ['懸念あり', '2', '3'],
      ['異議', '0', '0'],
      ['保留', '0', '1'],
      ['未回答', '0', '0'],
    ]);
    expect(resultRoom({ ...outcome, mode: 'written-opinion', inRoom: null }, null, 'ja')).toBeNull();
  });
  it('[domain §5.8 ⑤] options stand in the order of everybody, with what each got in the room', () => {
    const ranking = [
      { option: '見守り', score: '5', rank: 1 },
      { option: '買物', score: '2', rank: 2 },
    ];
    const dots = { ...outcome, mode: 'dots' as const, ranking };
    const said = resultRoom(dots, { ...room, byChoice: { 買物: '2', 見守り: '1' } }, 'ja');
    expect(said?.rows.slice(0, 2).map(({ label, cells }) => [label, ...cells])).toEqual([
      ['見守り', '1', '5'],
      ['買物', '2', '2'],
    ]);
  });
  it('the declaration names who and when', () => {
    expect(declaredSentence('議長', '大沢 文江', Date.UTC(2023, 1, 15, 11, 1), 'ja')).toBe(
      '議長 大沢 文江さんが 令和5年2月15日（水）20:01 に宣言しました。',
    );
  });
});
