import { describe, expect, it } from 'vitest';
import { addressKey, take, waitOf, type Bucket } from './bucket.ts';

const rule = { burst: 60, perHour: 60 };
const takeMany = (n: number, from: Bucket | undefined, now: number) => {
  let bucket = from;
  let let_in = 0;
  for (let i = 0; i < n; i++) {
    const taken = take(bucket, rule, now);
    bucket = taken.bucket;
    if (taken.waitS === 0) let_in++;
  }
  return { let_in, bucket };
};

describe('limits', () => {
  it('[LIM1] thirty households at once get through; of a flood no more than the burst, then one a minute', () => {
    expect(takeMany(30, undefined, 0).let_in).toBe(30);
    const flood = takeMany(10_000, undefined, 0);
    expect(flood.let_in).toBe(60);
    expect(waitOf(flood.bucket, rule, 0)).toBe(60);
    expect(takeMany(10_000, flood.bucket, 10 * 60_000).let_in).toBe(10);
  });

  it('[LIM2] a refused one costs nothing, and time never gives more than the burst', () => {
    const { bucket } = takeMany(10_000, undefined, 0);
    expect(take(bucket, rule, 60_000).waitS).toBe(0);
    expect(takeMany(1000, bucket, 1e12).let_in).toBe(60);
    // a clock that jumps back gives nothing
    expect(take({ left: 0, at: 5000 }, rule, 0).waitS).toBeGreaterThan(0);
  });

  it('[LIM4] one IPv4 address, and the first half of an IPv6 address, are one', () => {
    expect(addressKey('203.0.113.7')).toBe('203.0.113.7');
    expect(addressKey('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
    expect(addressKey('2001:DB8:1:2::9')).toBe('2001:db8:1:2');
    expect(addressKey('2001:0db8::9')).toBe('2001:db8:0:0');
    expect(addressKey('::1')).toBe('0:0:0:0');
    expect(addressKey('fe80::1%eth0')).toBe('fe80:0:0:0');
  });
});
