import { addressKey, take, waitOf, type Bucket, type BucketRule } from '#lib/domain/limits/bucket.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';

/*
 * How much the street may do (LIM1–LIM5): what it hands in, per address and per link, and wrong reply
 * codes per address. Kept in the process: a restart forgives, and the number of buckets is bounded. Where several
 * processes tell each other what they count, all count the same; where they can't, each counts for itself.
 */

export interface StreetLimits {
  /** Issues, requests and photos an hour from one address, at once or spread. */
  readonly submitPerAddress: number;
  /** The same through one link: a council's form, or a sheet with a link of its own. */
  readonly submitPerLink: number;
  /** Wrong reply codes an hour from one address. */
  readonly lookupPerAddress: number;
}

const mostBuckets = 20_000;
/** Lines in a council's log of what one person was refused, an hour. */
const forcePerHour = 30;

/** What was counted: a hand-in by its address and its link, a wrong code by its address. */
export type StreetCount = 'handed-in' | 'looked-up';

/** `monotonic`: ms of a clock that never goes back; `tell`: other processes count it, too. */
export function openLimits(
  settings: StreetLimits,
  monotonic: () => number,
  tell: (of: StreetCount, keys: readonly string[]) => void = () => undefined,
) {
  const buckets = new Map<string, Bucket>();
  const ruleOf = (perHour: number): BucketRule => ({ burst: perHour, perHour });

  function keep(key: string, bucket: Bucket): void {
    // the latest stands last, so the first is the longest unused: nobody's flood makes a request search
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > mostBuckets) buckets.delete(buckets.keys().next().value as string);
  }

  const rulesOf = (of: StreetCount): readonly BucketRule[] =>
    of === 'looked-up'
      ? [ruleOf(settings.lookupPerAddress)]
      : [ruleOf(settings.submitPerAddress), ruleOf(settings.submitPerLink)];

  /** Takes one from each of these buckets. */
  function count(of: StreetCount, keys: readonly string[], now: number): void {
    rulesOf(of).forEach((rule, i) => {
      const key = keys[i];
      if (key !== undefined) keep(key, take(buckets.get(key), rule, now).bucket);
    });
  }

  const tooMany = (seconds: number): Refusal => refuse('too-many-requests', { params: { seconds } });

  return {
    /**
     * The street hands something in (`what`: words or a photo) through a link; `too-many-requests`
     * with the seconds to wait. An address over its own measure takes nothing from the link's.
     */
    handIn(what: 'words' | 'photo', address: string, link: string): Refusal | undefined {
      const now = monotonic();
      const keys = [`${what} from ${addressKey(address)}`, `${what} to ${link}`];
      const rules = rulesOf('handed-in');
      const wait = Math.max(...rules.map((rule, i) => waitOf(buckets.get(keys[i] ?? ''), rule, now)));
      if (wait > 0) return tooMany(wait);
      count('handed-in', keys, now);
      tell('handed-in', keys);
      return undefined;
    },
    /** Whether this address may try a reply code now; nothing is taken. */
    mayLookUp(address: string): Refusal | undefined {
      const rule = ruleOf(settings.lookupPerAddress);
      const wait = waitOf(buckets.get(`code from ${addressKey(address)}`), rule, monotonic());
      return wait > 0 ? tooMany(wait) : undefined;
    },
    /** A code that was none. */
    wrongCode(address: string): void {
      const keys = [`code from ${addressKey(address)}`];
      count('looked-up', keys, monotonic());
      tell('looked-up', keys);
    },
    /** Another process has counted this. */
    hear: (of: StreetCount, keys: readonly string[]) => count(of, keys, monotonic()),
    /** Whether one more refused act of force of this person is written down now: a flood tells no more (LIM10). */
    notesForce(personId: string): boolean {
      const [key, rule, now] = [`force of ${personId}`, ruleOf(forcePerHour), monotonic()];
      if (waitOf(buckets.get(key), rule, now) > 0) return false;
      keep(key, take(buckets.get(key), rule, now).bucket);
      return true;
    },
    /** How many buckets are kept, for tests. */
    size: () => buckets.size,
  };
}

export type Limits = ReturnType<typeof openLimits>;
