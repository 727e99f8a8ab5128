import type { ServerResponse } from 'node:http';

/** Requests that are being answered: an end that waits for them leaves nobody with half an answer. */
export class UnderWay {
  private count = 0;
  private last: (() => void) | undefined;
  private ending = false;

  /** One more; it is over when its answer is, or its line. */
  begin(response: ServerResponse): void {
    this.count++;
    // whoever keeps his line open asks the next server
    if (this.ending) response.setHeader('Connection', 'close');
    response.once('close', () => {
      if (--this.count === 0) this.last?.();
    });
  }

  /** Resolves when all are over, at the latest after `ms`. */
  async over(ms: number): Promise<void> {
    this.ending = true;
    if (this.count === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.last = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }
}
