import { limits } from '#lib/wire/limits.ts';
import { TokenBucket } from './token-bucket.ts';

/** Each person's own share of what a document takes in, when somebody else uses up all of it. */
const shares = 32;
/** So many people's shares are remembered at most. */
const sharesMost = 256;

/**
 * How many bytes of updates enter one document: so many a minute from all together, and beyond that a small share for
 * each person, so that one who floods it leaves the others enough to type (safety B41).
 */
export class DocumentFlow {
  private readonly perMinute: number;
  private readonly all: TokenBucket;
  private readonly own = new Map<string, TokenBucket>();

  /** `now`: ms of any steady clock. */
  constructor(now: number, perMinute: number = limits.documentPerMinute) {
    this.perMinute = perMinute;
    this.all = new TokenBucket(perMinute / 60, now, perMinute);
  }

  /** Takes what an update of this person costs; false: too much came lately, and nothing was taken. */
  take(person: string, bytes: number, now: number): boolean {
    return this.all.take(bytes, now) || this.share(person, now).take(bytes, now);
  }

  private share(person: string, now: number): TokenBucket {
    let share = this.own.get(person);
    if (!share) {
      const [oldest] = this.own.keys();
      if (this.own.size >= sharesMost && oldest !== undefined) this.own.delete(oldest);
      share = new TokenBucket(this.perMinute / 60 / shares, now, this.perMinute / shares);
      this.own.set(person, share);
    }
    return share;
  }
}
