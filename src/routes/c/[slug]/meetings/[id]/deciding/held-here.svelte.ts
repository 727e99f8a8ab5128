import { dropReply, heldReplies, holdReply, type HeldReply, type Holder } from '#lib/client/held-reply.ts';

/** The replies of one person that wait on this device (WAY8), as the room shows them. */
export class HeldHere {
  readonly #holder: Holder;
  #all = $state.raw<readonly HeldReply[]>([]);

  constructor(holder: Holder) {
    this.#holder = holder;
  }

  /** Reads what waits, in the browser only, and hears of other tabs. Answers how to stop. */
  watch(): () => void {
    const read = () => (this.#all = heldReplies(this.#holder));
    read();
    addEventListener('storage', read);
    return () => removeEventListener('storage', read);
  }

  /** The oldest first. */
  get all(): readonly HeldReply[] {
    return this.#all;
  }

  of(roundId: string, seatId: string): HeldReply | undefined {
    return this.#all.find((reply) => reply.roundId === roundId && reply.seatId === seatId);
  }

  /** False: this browser keeps nothing. */
  hold(reply: HeldReply): boolean {
    const kept = holdReply(this.#holder, reply);
    this.#all = heldReplies(this.#holder);
    return kept;
  }

  drop(reply: Pick<HeldReply, 'roundId' | 'seatId'>): void {
    dropReply(this.#holder, reply);
    this.#all = heldReplies(this.#holder);
  }
}
