import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReplyDrafts } from './reply-draft.svelte.ts';

/** What a tab of a browser remembers. */
const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('window', {});
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('an objection that is being written is there again after the page was loaded anew', () => {
  const before = new ReplyDrafts('me').of('round', 'seat');
  before.choice = 'objection';
  before.reason = '民生委員の負担が重い';
  before.wouldAgreeIf = '週1回にする';
  before.touched = true;
  before.keep();
  const after = new ReplyDrafts('me').of('round', 'seat');
  expect([after.choice, after.reason, after.wouldAgreeIf]).toEqual([
    'objection',
    '民生委員の負担が重い',
    '週1回にする',
  ]);
  expect(after.unsent).toBe('民生委員の負担が重い\n週1回にする');
  // another seat, and another round, begin empty
  expect(new ReplyDrafts('me').of('round', 'other').touched).toBe(false);
  // nor does anybody else find it who comes to the same browser
  expect(new ReplyDrafts('another').of('round', 'seat').touched).toBe(false);
  // what was received is kept no longer
  after.sent(1);
  after.keep();
  expect(new ReplyDrafts('me').of('round', 'seat').touched).toBe(false);
});

test('what somebody else put into the storage is not taken for a reply', () => {
  for (const bad of ['{', '[]', '7', '{"choice":"consensus","reason":5}']) {
    kept.set('yoriai:reply:me/round/seat', bad);
    const draft = new ReplyDrafts('me').of('round', 'seat');
    expect([draft.choice, draft.reason, draft.wouldAgreeIf]).toEqual([undefined, '', '']);
  }
});
