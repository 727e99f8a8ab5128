import { expect, test } from 'vitest';
import { partWords } from './roles.ts';

test('[ROL8] [F-P22] a request to the city is a request, and no is its answer, never a lead that withdrew', () => {
  const request = { responsibility: 'lead', requestToCity: true } as const;
  expect(partWords({ ...request, state: 'declined' }, 'ja')).toEqual({
    part: '市への要望',
    answer: '市は応じられない',
  });
  expect(partWords({ ...request, state: 'accepted' }, 'ja').answer).toBe('市が応じる');
  // who lends a hand with it has a part as anywhere else
  expect(partWords({ responsibility: 'support', requestToCity: true, state: 'accepted' }, 'ja')).toEqual({
    part: '協力',
    answer: '引受け済み',
  });
  expect(partWords({ responsibility: 'lead', requestToCity: false, state: 'declined' }, 'ja')).toEqual({
    part: '主担当',
    answer: '辞退',
  });
});
