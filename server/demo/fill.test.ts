import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../../tests/fixtures/house.ts';
import { fillSampleCouncil } from './fill.ts';

let house: House;
let tookMs = 0;

beforeAll(async () => {
  house = await openHouse('2023-02-08');
  const began = performance.now();
  await fillSampleCouncil(house.app);
  tookMs = performance.now() - began;
}, 60_000);
afterAll(() => house.close());

describe('the sample council', () => {
  test('fills in well under 20 s', () => {
    expect(tookMs).toBeLessThan(15_000);
  });
});
