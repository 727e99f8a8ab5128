import { describe, expect, test } from 'vitest';
import { openLimits } from './limits.ts';

const settings = { submitPerAddress: 60, submitPerLink: 200, lookupPerAddress: 30 };

describe('limits of the street', () => {
  test('[LIM1] thirty households behind one address hand in at once; a flood from it is stopped', () => {
    const limits = openLimits(settings, () => 0);
    const flood = Array.from({ length: 500 }, () => limits.handIn('words', '203.0.113.7', 'mizukidai'));
    expect(flood.slice(0, 30).every((refusal) => refusal === undefined)).toBe(true);
    expect(flood.filter((refusal) => refusal === undefined)).toHaveLength(60);
    expect(flood.at(-1)).toMatchObject({ refused: 'too-many-requests', params: { seconds: 60 } });
    // others are not held up by it, neither here nor with photos
    expect(limits.handIn('words', '203.0.113.8', 'mizukidai')).toBeUndefined();
    expect(limits.handIn('photo', '203.0.113.7', 'mizukidai')).toBeUndefined();
  });

  test('[LIM1] a flood from many addresses is stopped at its link; other councils go on', () => {
    const limits = openLimits(settings, () => 0);
    let through = 0;
    for (let i = 0; i < 1000; i++)
      if (!limits.handIn('words', `198.51.100.${i % 250}`, 'mizukidai')) through++;
    expect(through).toBe(200);
    expect(limits.handIn('words', '192.0.2.1', 'higashi')).toBeUndefined();
  });

  test('[LIM2] wrong codes are counted, right ones are not', () => {
    let now = 0;
    const limits = openLimits(settings, () => now);
    for (let i = 0; i < 100; i++) expect(limits.mayLookUp('203.0.113.7')).toBeUndefined();
    for (let i = 0; i < 30; i++) limits.wrongCode('203.0.113.7');
    expect(limits.mayLookUp('203.0.113.7')).toMatchObject({ refused: 'too-many-requests' });
    expect(limits.mayLookUp('203.0.113.8')).toBeUndefined();
    now = 120_000;
    expect(limits.mayLookUp('203.0.113.7')).toBeUndefined();
  });

  test('[LIM3] however many addresses come, memory stays bounded', () => {
    const limits = openLimits({ ...settings, submitPerLink: 1e9 }, () => 0);
    for (let i = 0; i < 30_000; i++)
      limits.handIn('words', `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, 'm');
    expect(limits.size()).toBeLessThanOrEqual(20_001);
  });

  test('[LIM9] processes that tell each other what they count, count together', () => {
    const heard: (() => void)[] = [];
    const [here, there] = [0, 1].map(() =>
      openLimits(
        settings,
        () => 0,
        (of, keys) => heard.push(() => there!.hear(of, keys)),
      ),
    );
    for (let i = 0; i < 60; i++) here!.handIn('words', '203.0.113.7', 'mizukidai');
    for (let i = 0; i < 30; i++) here!.wrongCode('203.0.113.7');
    // each for itself, as long as nothing is heard
    expect(there!.mayLookUp('203.0.113.7')).toBeUndefined();
    heard.splice(0).forEach((hear) => hear());
    expect(there!.handIn('words', '203.0.113.7', 'mizukidai')).toMatchObject({
      refused: 'too-many-requests',
    });
    expect(there!.mayLookUp('203.0.113.7')).toMatchObject({ refused: 'too-many-requests' });
    // what was refused is told to nobody; the link has its own measure
    expect(heard).toEqual([]);
    for (let i = 0; i < 140; i++)
      expect(there!.handIn('words', `198.51.100.${i}`, 'mizukidai')).toBeUndefined();
    expect(there!.handIn('words', '192.0.2.1', 'mizukidai')).toMatchObject({ refused: 'too-many-requests' });
  });
});
