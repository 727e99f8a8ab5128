import { performance } from 'node:perf_hooks';
import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import { limits } from '#lib/wire/limits.ts';

const bytesMost = 4 * limits.frame;

/** What an inbox asks of its socket. */
export interface InboxLine {
  readonly closing: boolean;
  /** something large enters slice by slice: frames wait */
  readonly slicing: boolean;
  /** Whether rights are those of this moment; asks for them when they are not, and works on when it knows. */
  mayHear(): boolean;
  /** Takes what a message costs; false: it is read later, and the line is called again. */
  pay(data: Buffer, now: number): boolean;
  /** Everything in line was read. */
  caughtUp(): void;
  handle(data: Buffer, now: number): void;
  refuseBad(index: number | undefined): void;
  closeWith(code: Pick<CloseCode, 'code' | 'name'>): void;
  pause(): void;
  resume(): void;
}

/** Frames of one socket in the order they came, worked off as far as rights, rate and the disk allow. */
export class Inbox {
  private readonly line: InboxLine;
  private readonly frames: Buffer[] = [];
  private bytes = 0;
  private working = false;

  constructor(line: InboxLine) {
    this.line = line;
  }

  take(data: Buffer, isBinary: boolean): void {
    if (this.line.closing) return;
    if (!isBinary || data.length === 0) {
      this.line.refuseBad(undefined);
      return;
    }
    this.frames.push(data);
    this.bytes += data.length;
    if (this.bytes > bytesMost) this.line.closeWith(closeCodes.overload);
    else if (this.frames.length === 1) this.work(performance.now());
  }

  clear(): void {
    this.frames.length = 0;
    this.bytes = 0;
  }

  /** Works off what was received. */
  work(now: number): void {
    if (this.working) return;
    this.working = true;
    try {
      this.workOff(now);
    } finally {
      this.working = false;
    }
  }

  private workOff(now: number): void {
    const { line, frames } = this;
    let read = 0;
    for (; read < frames.length && !line.closing && !line.slicing; read++) {
      const data = frames[read] as Buffer;
      if (!line.mayHear() || !line.pay(data, now)) break;
      this.bytes -= data.length;
      line.handle(data, now);
    }
    if (line.closing) return;
    frames.splice(0, read);
    if (frames.length > 0) line.pause();
    else {
      line.caughtUp();
      line.resume();
    }
  }
}
