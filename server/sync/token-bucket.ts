/** So much a second, with bursts of `most` (four times that). Debts are possible. */
export class TokenBucket {
  private readonly perSecond: number;
  private readonly most: number;
  private tokens: number;
  private at: number;

  /** `now`: ms of any steady clock. */
  constructor(perSecond: number, now: number, most = perSecond * 4) {
    this.perSecond = perSecond;
    this.most = most;
    this.tokens = this.most;
    this.at = now;
  }

  /** Takes what something costs; false: nothing is left, and nothing was taken. */
  take(cost: number, now: number): boolean {
    this.tokens = Math.min(this.most, this.tokens + ((now - this.at) / 1000) * this.perSecond);
    this.at = now;
    if (this.tokens <= 0) return false;
    this.tokens -= cost;
    return true;
  }

  /** Takes what turned out to be due afterwards. */
  owe(cost: number): void {
    this.tokens -= cost;
  }
}
