/**
 * A token bucket (LIM1–LIM3): so many at once, and so many an hour after that. Thirty households behind one
 * address get through, a flood does not. Pure: the caller keeps the buckets and tells the time.
 */

export interface BucketRule {
  /** Taken at once by somebody who has not been here for long. */
  readonly burst: number;
  /** Refilled in an hour. */
  readonly perHour: number;
}

export interface Bucket {
  /** Tokens left at `at`, fractions included. */
  readonly left: number;
  /** ms of a clock that never goes back. */
  readonly at: number;
}

export interface Taken {
  readonly bucket: Bucket;
  /** 0: allowed. Otherwise seconds until the next one is. */
  readonly waitS: number;
}

const hourMs = 3_600_000;

/** Takes one token at `now`; an absent bucket is a full one. A refused one costs nothing (LIM2). */
export function take(bucket: Bucket | undefined, rule: BucketRule, now: number): Taken {
  const left = leftAt(bucket, rule, now);
  if (left >= 1) return { bucket: { left: left - 1, at: now }, waitS: 0 };
  return { bucket: { left, at: now }, waitS: Math.max(1, Math.ceil(((1 - left) / rule.perHour) * 3600)) };
}

/** Seconds until one is allowed, without taking it; 0: now. */
export function waitOf(bucket: Bucket | undefined, rule: BucketRule, now: number): number {
  return take(bucket, rule, now).waitS;
}

function leftAt(bucket: Bucket | undefined, rule: BucketRule, now: number): number {
  if (bucket === undefined) return rule.burst;
  const refilled = (Math.max(0, now - bucket.at) / hourMs) * rule.perHour;
  return Math.min(rule.burst, bucket.left + refilled);
}

/**
 * What counts as one address (LIM4): an IPv4 address; of an IPv6 address its first 64 bits, which is what one
 * household or machine is given, so that nobody has 2^64 buckets.
 */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const all = [...front, ...Array.from({ length: gap }, () => '0'), ...back];
  return all
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':');
}
