import { isAway } from '../db/faults.ts';
import type { DocLog } from './doc-log.ts';
import type { SyncLog } from './ports.ts';

/** Whether words can be written, as far as is known: what a log said last, and whether it says anything. */
export class LogHealth {
  private readonly log: DocLog;
  private readonly say: SyncLog;
  private refused: string | undefined;
  private away: string | undefined;
  private looking = false;

  constructor(log: DocLog, say: SyncLog) {
    this.log = log;
    this.say = say;
  }

  /** Why words can't be written now; undefined: they can. */
  get fault(): string | undefined {
    if (this.away !== undefined) return `words wait, the database does not answer: ${this.away}`;
    return this.refused && `words can't be written: ${this.refused}`;
  }

  /** Words came to the disk. */
  wrote(): void {
    this.refused = undefined;
    this.back();
  }

  /** Words could not be written, for a reason that is not their document's. */
  failed(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (!isAway(error)) {
      this.refused = reason;
      return;
    }
    if (this.away === undefined) this.say.warn({ err: error }, 'the database of the words does not answer');
    this.away = reason;
  }

  /** From time to time: asks a database that was away whether it is back, since nobody may be writing. */
  look(): void {
    if (this.away === undefined || this.looking) return;
    this.looking = true;
    this.log
      .stands([])
      .then(
        () => this.back(),
        () => undefined,
      )
      .finally(() => (this.looking = false));
  }

  private back(): void {
    if (this.away === undefined) return;
    this.away = undefined;
    this.say.info({}, 'the database of the words answers again');
  }
}
