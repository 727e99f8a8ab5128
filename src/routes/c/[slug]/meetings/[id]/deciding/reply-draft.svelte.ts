import {
  dotsIn,
  offeredIn,
  roundModes,
  type OfferedChoice,
  type RoundMode,
  type Said,
} from '#lib/domain/deciding/index.ts';
import type { MyReply } from '#lib/ui/deciding/round.ts';

/** A reply being written, for one round and seat. It outlives the panel, so that nothing typed is lost. */
export class ReplyDraft {
  readonly #key: string;
  choice = $state<OfferedChoice>();
  /** Dots by option, in a round where they are put. */
  dots = $state<Record<string, number>>({});
  reason = $state('');
  wouldAgreeIf = $state('');
  /** Something was chosen or typed that was not received yet. */
  touched = $state(false);
  /** When the reply was received, ms since 1970 UTC; null while there is none. */
  receivedAt = $state<number | null>(null);
  /** The choice that was received. */
  received = $state<Said | null>(null);
  /** Who typed it in for this seat; '' where it was replied here. */
  enteredBy = $state('');

  /** `key`: person, round and seat. What was typed before the page was loaded anew is there again. */
  constructor(key: string) {
    this.#key = `yoriai:reply:${key}`;
    const kept = this.#kept();
    if (!kept) return;
    this.touched = true;
    this.choice = kept.choice;
    this.dots = kept.dots;
    this.reason = kept.reason;
    this.wouldAgreeIf = kept.wouldAgreeIf;
  }

  /** Keeps what is typed in this tab until it is received; signing out empties the tab's storage. */
  keep(): void {
    const { choice, dots, reason, wouldAgreeIf, touched } = this;
    try {
      if (touched) sessionStorage.setItem(this.#key, JSON.stringify({ choice, dots, reason, wouldAgreeIf }));
      else sessionStorage.removeItem(this.#key);
    } catch {
      // storage is off: the draft lives as long as the page
    }
  }

  #kept(): Pick<ReplyDraft, 'choice' | 'dots' | 'reason' | 'wouldAgreeIf'> | undefined {
    if (typeof window === 'undefined') return undefined;
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as Record<string, unknown> | null;
      if (!kept) return undefined;
      const choice = roundModes.flatMap(offeredIn).find((one) => one === kept['choice']);
      return {
        choice,
        dots: figures(kept['dots']),
        reason: words(kept['reason']),
        wouldAgreeIf: words(kept['wouldAgreeIf']),
      };
    } catch {
      return undefined;
    }
  }

  /** Fills in what was received before, unless something is being written. */
  recall(reply: MyReply, mode: RoundMode): void {
    this.receivedAt = reply.at;
    this.received = reply.choice;
    this.enteredBy = reply.enteredBy;
    if (this.touched) return;
    if (typeof reply.choice === 'string')
      this.choice = offeredIn(mode).find((choice) => choice === reply.choice);
    else this.dots = { ...reply.choice };
    this.reason = reply.reason;
    this.wouldAgreeIf = reply.wouldAgreeIf;
  }

  /** What is chosen so far: the word, or the dots once there are any. */
  get said(): Said | undefined {
    return this.choice ?? (dotsIn(this.dots) > 0 ? $state.snapshot(this.dots) : undefined);
  }

  /** `choice`: what was received; else what stands in the form. */
  sent(at: number, choice: Said | null = this.said ?? null): void {
    this.touched = false;
    this.receivedAt = at;
    this.received = choice;
    this.enteredBy = '';
  }

  /** Words that were typed and never received. */
  get unsent(): string {
    if (!this.touched) return '';
    return [this.reason.trim(), this.wouldAgreeIf.trim()].filter(Boolean).join('\n');
  }
}

const words = (kept: unknown): string => (typeof kept === 'string' ? kept : '');
const figures = (kept: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(kept ?? {}).filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1])),
  );

/** The drafts of a room, by round and seat. */
export class ReplyDrafts {
  // each draft is reactive by itself; which ones there are is not
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #drafts = new Map<string, ReplyDraft>();
  readonly #personId: string;

  /** `personId`: whose drafts they are; nobody else at the same browser meets them. */
  constructor(personId: string) {
    this.#personId = personId;
  }

  of(roundId: string, seatId: string): ReplyDraft {
    const key = `${this.#personId}/${roundId}/${seatId}`;
    let draft = this.#drafts.get(key);
    if (!draft) this.#drafts.set(key, (draft = new ReplyDraft(key)));
    return draft;
  }
}
