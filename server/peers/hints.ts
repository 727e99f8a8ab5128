/*
 * Short messages between processes on the same records. A hint says where to look, and nothing rests on it: each may be lost,
 * doubled or late, and nobody ever waits for one.
 */

export interface Hints {
  /** Whether hints reach the others just now, as far as is known. */
  readonly linked: boolean;
  /** Called with every message on a channel that is listened to, one's own included. */
  onMessage(hear: (channel: string, message: Uint8Array) => void): void;
  /** Called when hints reach the others again: what was said meanwhile was lost. */
  onLinked(tell: () => void): void;
  /** `then`: it is listened to from now on; not called while there is no line, `onLinked` is then. */
  listen(channel: string, then?: () => void): void;
  leave(channel: string): void;
  /** Says something on a channel; lost while there is no line, or when too much waits for one. Never throws. */
  say(channel: string, message: Uint8Array): void;
  close(): void;
}

/** Nobody is told anything: everybody looks for himself. */
export const noHints: Hints = {
  linked: false,
  onMessage: () => undefined,
  onLinked: () => undefined,
  listen: () => undefined,
  leave: () => undefined,
  say: () => undefined,
  close: () => undefined,
};
