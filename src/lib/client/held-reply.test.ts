import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropReply, heldCount, heldReplies, holdReply, type HeldReply } from './held-reply.ts';

/** A storage of a browser. */
class Kept {
  readonly map = new Map<string, string>();
  get length() {
    return this.map.size;
  }
  key = (i: number) => [...this.map.keys()][i] ?? null;
  getItem = (key: string) => this.map.get(key) ?? null;
  setItem = (key: string, value: string) => void this.map.set(key, value);
  removeItem = (key: string) => void this.map.delete(key);
}

let local: Kept;
let session: Kept;
beforeEach(() => {
  [local, session] = [new Kept(), new Kept()];
  vi.stubGlobal('localStorage', local);
  vi.stubGlobal('sessionStorage', session);
});
afterEach(() => vi.unstubAllGlobals());

const me = { personId: 'me', shared: false };
const reply = (more: Partial<HeldReply> = {}): HeldReply => ({
  roundId: 'r1',
  seatId: 's1',
  choice: 'consent',
  word: '同意',
  reason: '',
  wouldAgreeIf: '',
  textHash: 'aa',
  key: 'k1',
  at: 1,
  ...more,
});

test('[WAY8] what waits is the person’s own: nobody else at the same browser reads it', () => {
  expect(holdReply(me, reply())).toBe(true);
  expect(heldReplies(me)).toEqual([reply()]);
  expect(heldReplies({ personId: 'm', shared: false })).toEqual([]);
  expect(heldReplies({ personId: 'another', shared: false })).toEqual([]);
  // whoever signs out is asked, whosever it is
  expect(heldCount()).toBe(1);
});

test('[WAY8] a later reply takes the place of the one before, in its round and seat alone; the oldest stands first', () => {
  holdReply(me, reply({ at: 3 }));
  holdReply(me, reply({ choice: 'stand_aside', word: '保留', at: 4, key: 'k2' }));
  holdReply(me, reply({ roundId: 'r2', at: 2, choice: { A: 2, B: 1 } }));
  expect(heldReplies(me).map(({ roundId, choice }) => [roundId, choice])).toEqual([
    ['r2', { A: 2, B: 1 }],
    ['r1', 'stand_aside'],
  ]);
  dropReply(me, { roundId: 'r1', seatId: 's1' });
  expect(heldReplies(me)).toHaveLength(1);
});

test('[WAY8] on a shared device it lasts as long as the tab, and is on no other disk', () => {
  const shared = { personId: 'me', shared: true };
  holdReply(shared, reply());
  expect(local.map.size).toBe(0);
  expect(heldReplies(shared)).toHaveLength(1);
  expect(heldReplies(me)).toEqual([]);
});

test('[WAY8] what somebody else wrote into the storage, and a browser that keeps nothing, break nothing', () => {
  for (const text of ['{', 'null', '[]', '{"roundId":"r1"}', JSON.stringify({ ...reply(), at: 'now' })]) {
    local.setItem('yoriai:held-reply:me:r1:s1', text);
    expect(heldReplies(me)).toEqual([]);
  }
  vi.stubGlobal('localStorage', undefined);
  expect(holdReply(me, reply())).toBe(false);
  expect(heldReplies(me)).toEqual([]);
  expect(() => dropReply(me, reply())).not.toThrow();
});

test('[WAY8] no device fills up: fifty wait at most', () => {
  for (let n = 0; n < 60; n++) holdReply(me, reply({ roundId: `r${n}` }));
  expect(heldReplies(me)).toHaveLength(50);
});
