import { expect, test } from 'vitest';
import { meetingFaults } from './meeting-form.ts';

function faultsOf(more: Record<string, string>) {
  const form = new FormData();
  const facts = {
    day: '2023-02-16',
    from: '19:00',
    to: '21:00',
    place: '集会所',
    visibility: 'open',
    ...more,
  };
  for (const [name, value] of Object.entries(facts)) form.set(name, value);
  return meetingFaults(form, '2023-02-08', 'ja');
}

test('[MTG20] the form says all its faults at once, each at its field', () => {
  expect(faultsOf({})).toEqual({});
  expect(
    faultsOf({ day: '2023-02-01', to: '18:00', place: ' ', visibility: 'closed', onlineUrl: 'zoom' }),
  ).toEqual({
    day: '今日以降の日付にしてください。',
    to: '終了は、開始より後の時刻にしてください。',
    place: '場所を入力してください。',
    closedReason: '非公開にする理由を入力してください。',
    onlineUrl: 'https:// で始まるアドレスを入力してください。',
  });
});

test('[MTG20] what is missing is asked for once, and hides no other fault', () => {
  expect(faultsOf({ day: '', from: '', visibility: 'partly', observerCapacity: '-1' })).toEqual({
    day: '開催日を入力してください。',
    from: '時刻を入力してください。',
    closedReason: '非公開にする理由を入力してください。',
    observerCapacity: '0から9999までの数を入力してください。',
  });
});
