import { expect, test } from 'vitest';
import { quorumSentence } from './quorum.ts';
import { heldRuleWords, reachInMinutes, standingSentences } from './standing.ts';

const at = (time: string) => Date.parse(`2023-02-15T${time}:00+09:00`);
const late = (no: number, from = '19:20') => ({
  label: `席${no}`,
  stays: [{ from: at(from), to: at('19:40') }],
});
const alone = { meter: null, sides: null, seatsAlone: null, households: null };

test('[MTG23] seats of the same hours are told in one sentence, many of them by their number', () => {
  const few = standingSentences({ ...alone, reach: [late(3), late(5, '19:30'), late(9)] }, 'ja');
  expect(few).toEqual([
    '席3、席9は、受付中、午後7時20分から午後7時40分まで会場にいました。',
    '席5は、受付中、午後7時30分から午後7時40分まで会場にいました。',
  ]);
  const reach = [1, 2, 3, 4, 5, 6, 7].map((no) => late(no));
  expect(standingSentences({ ...alone, reach }, 'ja')).toEqual([
    '席1、席2、席3、席4、席5ほか2席は、受付中、午後7時20分から午後7時40分まで会場にいました。',
  ]);
  // minutes name everybody
  const record = reach.map(({ label }) => ({ label, stays: [{ from: '19:20', to: '19:40' }] }));
  expect(reachInMinutes(record, 'ja')).toHaveLength(1);
  expect(reachInMinutes(record, 'ja')[0]).toContain('席6、席7は、受付中');
});

test('[HHR4] households and members are both told; what parts of households must exceed is said so', () => {
  const quorum = { attended: '13/6', needed: '2' };
  const households = { households: '4', members: 11, exceeds: true };
  expect(quorumSentence(quorum, 11, 'ja', households)).toBe(
    '4世帯（会員11人）のうち、出席・委任を合わせて2と6分の1世帯分（必要：2世帯分を超える数）',
  );
  expect(quorumSentence({ attended: '3', needed: '3' }, 4, 'ja', { ...households, exceeds: false })).toBe(
    '4世帯（会員11人）のうち、出席・委任を合わせて3世帯（必要：3世帯）',
  );
  expect(quorumSentence({ attended: '3', needed: null }, 4, 'ja', households)).toContain('定足数の定めなし');
  expect(heldRuleWords({ householdRule: 'member_fraction' }, 'ja')).toBe(
    '所属する世帯の会員数分の1を、一人の票とします。',
  );
});
