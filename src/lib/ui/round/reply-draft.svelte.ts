import { offered, type OfferedChoice, type OfferedMode } from '../stances.ts';
import type { MyReply } from './round.ts';

/** A reply being written, for one round and seat. It outlives the panel, so that nothing typed is lost. */
export class ReplyDraft {
  choice = $state<OfferedChoice>();
  reason = $state('');
  wouldAgreeIf = $state('');
  /** Something was chosen or typed that was not received yet. */
  touched = $state(false);
  /** When the reply was received, ms since 1970 UTC; null while there is none. */
  receivedAt = $state<number | null>(null);
  /** The choice that was received. */
  received = $state<string | null>(null);

  /** Fills in what was received before, unless something is being written. */
  recall(reply: MyReply, mode: OfferedMode): void {
    this.receivedAt = reply.at;
    this.received = reply.choice;
    if (this.touched) return;
    this.choice = (offered[mode] as readonly string[]).includes(reply.choice)
      ? (reply.choice as OfferedChoice)
      : undefined;
    this.reason = reply.reason;
    this.wouldAgreeIf = reply.wouldAgreeIf;
  }

  sent(at: number): void {
    this.touched = false;
    this.receivedAt = at;
    this.received = this.choice ?? null;
  }

  /** Words that were typed and never received. */
  get unsent(): string {
    if (!this.touched) return '';
    return [this.reason.trim(), this.wouldAgreeIf.trim()].filter(Boolean).join('\n');
  }
}

/** The drafts of a room, by round and seat. */
export class ReplyDrafts {
  // each draft is reactive by itself; which ones there are is not
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #drafts = new Map<string, ReplyDraft>();

  of(roundId: string, seatId: string): ReplyDraft {
    const key = `${roundId}/${seatId}`;
    let draft = this.#drafts.get(key);
    if (!draft) this.#drafts.set(key, (draft = new ReplyDraft()));
    return draft;
  }
}
