/*
 * What may be said about the words on this screen. 保存済み is only said when the server has said so for
 * everything this socket sent (safety A1, A2).
 */

export type SaveState = 'saved' | 'sending' | 'device-only';

/** What is known of the line, as plain facts. Times in ms of one steady clock. */
export interface LineFacts {
  readonly open: boolean;
  /** the line answered lately (heartbeat) */
  readonly answering: boolean;
  /** the document of this server has been merged in on this line */
  readonly synced: boolean;
  /** the server's mode, once hello was answered */
  readonly mode: 'rw' | 'r' | undefined;
  /** sync-step-2 and update messages sent on this line, and how many of them are on the disk */
  readonly sent: number;
  readonly acknowledged: number;
  /** edits made here that are not known to be on the disk */
  readonly unsaved: number;
  /** since when it has not been 'saved' */
  readonly since: number;
  readonly now: number;
  /** the door was closed for good */
  readonly closed: boolean;
}

/** Longest time "sending" is said before the words are called what they are: on this device only. */
export const patience = 3_000;

/** Whether everything here is on the server's disk. */
export function isSaved(facts: LineFacts): boolean {
  const { open, answering, synced, mode, sent, acknowledged, unsaved, closed } = facts;
  return (
    open && answering && synced && mode !== undefined && sent === acknowledged && unsaved === 0 && !closed
  );
}

/** The state to show. */
export function saveState(facts: LineFacts): SaveState {
  if (isSaved(facts)) return 'saved';
  if (facts.closed || (!facts.open && facts.unsaved > 0 && facts.now - facts.since > 500))
    return 'device-only';
  return facts.now - facts.since > patience ? 'device-only' : 'sending';
}
