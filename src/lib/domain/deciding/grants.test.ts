import { expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { grantRefusal, heldProxies, mostProxies, type Grant } from './grants.ts';

test('[WAY6] no proxy comes back to its giver, over however many hands', () => {
  const chain: Grant[] = [
    { from: 'b', to: 'c' },
    { from: 'c', to: 'd' },
  ];
  expect(grantRefusal({ from: 'd', to: 'b' }, chain)).toEqual({ refused: 'proxy-circle', field: 'toSeatId' });
  expect(grantRefusal({ from: 'd', to: 'a' }, chain)).toBeNull();
  expect(grantRefusal({ from: 'd', to: null }, chain)).toBeNull();
  // one's own proxy is replaced by the new one and leads nowhere any more
  expect(grantRefusal({ from: 'c', to: 'b' }, [{ from: 'c', to: 'd' }])).toBeNull();
});

test('[WAY6] nobody holds more than the rules allow; the one that is replaced does not count', () => {
  const held = ['a', 'b', 'c'].map((from) => ({ from, to: 'h' }));
  expect(held).toHaveLength(mostProxies);
  expect(grantRefusal({ from: 'd', to: 'h' }, held)).toEqual({
    refused: 'proxy-limit',
    field: 'toSeatId',
    params: { max: 3 },
  });
  expect(grantRefusal({ from: 'c', to: 'h' }, held)).toBeNull();
  expect(grantRefusal({ from: 'd', to: 'h' }, held, 4)).toBeNull();
  expect(grantRefusal({ from: 'd', to: null }, held)).toBeNull();
  expect(grantRefusal({ from: 'd', to: 'h' }, [...held, { from: 'e', to: 'h' }], null)).toBeNull();
  expect(grantRefusal({ from: 'd', to: null }, [], 0)).toMatchObject({ refused: 'proxy-limit' });
});

test('[WAY6] whatever is given and taken back, no circle ever stands and no hand holds too many', () => {
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  for (let round = 0; round < 200; round++) {
    let standing: Grant[] = [];
    for (let act = 0; act < 40; act++) {
      const from = `s${random(8)}`;
      const to = random(6) === 0 ? null : `s${random(8)}`;
      if (to === from) continue;
      if (random(5) === 0) standing = standing.filter((grant) => grant.from !== from);
      else if (!isRefusal(grantRefusal({ from, to }, standing)))
        standing = [...standing.filter((grant) => grant.from !== from), { from, to }];
      for (const [, givers] of heldProxies(standing)) expect(givers.length).toBeLessThanOrEqual(mostProxies);
      for (const start of standing) {
        let at: string | null | undefined = start.to;
        for (let step = 0; at; step++) {
          expect(at).not.toBe(start.from);
          expect(step).toBeLessThan(9);
          at = standing.find((grant) => grant.from === at)?.to;
        }
      }
    }
  }
});
