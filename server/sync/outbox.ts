import type { Duplex } from 'node:stream';

/** A frame is written in pieces of at most so many bytes, so that a slow line can be seen to move. */
const pieceBytes = 65_536;

/** What a socket is to be sent in this moment: whole frames in line, written with one call to the system. */
export class Outbox {
  /** when something was written last, ms */
  lastSent: number;
  private readonly socket: Duplex;
  private frames: Buffer[] = [];

  constructor(socket: Duplex, now: number) {
    this.socket = socket;
    this.lastSent = now;
  }

  /** Bytes written that the other side has not read. */
  get unread(): number {
    return this.socket.writableLength;
  }

  /** Answers whether it is the first of this moment. */
  add(frame: Buffer): boolean {
    return this.frames.push(frame) === 1;
  }

  clear(): void {
    this.frames = [];
  }

  write(now: number): void {
    const { frames } = this;
    if (frames.length === 0) return;
    this.frames = [];
    this.lastSent = now;
    let bytes = 0;
    for (const frame of frames) bytes += frame.length;
    if (bytes <= pieceBytes) {
      // copying a few kilobytes costs less than a list of buffers for the system
      this.socket.write(frames.length === 1 ? frames[0] : Buffer.concat(frames, bytes));
      return;
    }
    this.socket.cork();
    for (const frame of frames) {
      for (let at = 0; at < frame.length; at += pieceBytes)
        this.socket.write(frame.subarray(at, at + pieceBytes));
    }
    this.socket.uncork();
  }
}
