import type { Table } from './city.ts';
import { noTimes, paced, type Hand, type Times } from './hand.ts';

/** A round that takes replies. */
export interface OpenRound {
  readonly roundId: string;
  readonly textHash: string;
}

/** How long acts took, by name. */
export type Taken = Readonly<Record<string, Times>>;

/** The people of one council, acting one after the other or all at once; keeps what their acts took. */
export class InSession {
  readonly table: Table;
  private readonly hand: Hand;
  private times: Record<string, Times> = {};
  private comings = 0;
  private moves = 0;

  constructor(hand: Hand, table: Table) {
    this.hand = hand;
    this.table = table;
  }

  /** What acts took since this was asked last. */
  taken(): Taken {
    const { times } = this;
    this.times = {};
    return times;
  }

  /** Takes item `n` up. */
  async takeUp(n: number): Promise<void> {
    await this.act(facilitator, 'set-current-item', this.placeOf(n));
  }

  /** Takes item `n` up, freezes its proposal and opens a round of consent. */
  async openRound(n: number): Promise<OpenRound> {
    await this.takeUp(n);
    const frozen = await this.act<{ proposalId: string; textHash: string }>(
      facilitator,
      'freeze-proposal',
      this.placeOf(n),
    );
    const { roundId } = await this.act<{ roundId: string }>(facilitator, 'open-round', {
      proposalId: frozen.proposalId,
      mode: 'consent',
    });
    return { roundId, textHash: frozen.textHash };
  }

  /** Reply number `n` of a round: seat by seat, the second time each with a concern. */
  async reply(round: OpenRound, n: number): Promise<void> {
    const { length } = this.table.seats;
    const said =
      Math.floor(n / length) % 2 === 0
        ? { choice: 'consent' }
        : { choice: 'concern', reason: '月に二度を二人で回るのは大変です。' };
    const ballot = { ...round, ...said };
    await this.hand.tap(this.cookieOf(n % length), 'cast-ballot', ballot, this.timesOf('cast-ballot'));
  }

  /** The next seat goes online; when all have, they come back into the hall. */
  async attend(): Promise<void> {
    const free = this.table.seats.slice(4);
    const n = this.comings++;
    await this.act(recorder, 'record-attendance', {
      meetingId: this.table.meetingId,
      seatId: free[n % free.length]?.seatId,
      mode: Math.floor(n / free.length) % 2 === 0 ? 'online' : 'in_person',
    });
  }

  /** A card goes to the resolved ones, and the next time back. */
  async moveCard(): Promise<void> {
    const { issues } = this.table;
    const n = this.moves++;
    const issueId = issues[Math.floor(n / 2) % issues.length];
    await this.act(
      facilitator,
      'move-issue',
      n % 2 === 0
        ? { issueId, to: 'resolved', result: '町会で役を分けました。' }
        : { issueId, to: 'in_progress', route: 'self', reason: 'また困っている方がいます。' },
    );
  }

  async closeRound({ roundId }: OpenRound): Promise<void> {
    await this.act(facilitator, 'close-round', { roundId });
  }

  /** The chair declares what the round decided. */
  async declare({ roundId }: OpenRound): Promise<void> {
    await this.act(chair, 'declare-decision', { roundId, title: '見守りの役割分担', scope: 'district' });
  }

  /**
   * Decides the items `from` … `from + rounds - 1`: all 25 reply and once change their minds, fifty a second; after
   * that people come and go and cards are moved; the round is closed and declared.
   */
  async decide(from: number, rounds: number): Promise<void> {
    for (let n = from; n < from + rounds; n++) {
      const round = await this.openRound(n);
      await paced(2 * this.table.seats.length, 50, (i) => this.reply(round, i));
      await paced(5, 10, () => this.attend());
      for (let i = 0; i < 6; i++) await this.moveCard();
      await this.closeRound(round);
      await this.declare(round);
      // a server that leaves taps unanswered has said enough
      if (this.timesOf('cast-ballot').unanswered > 0) return;
    }
  }

  private placeOf(n: number) {
    return { meetingId: this.table.meetingId, itemId: this.table.items[n] };
  }

  private act<R>(seat: number, command: string, input: object): Promise<R> {
    return this.hand.must<R>(this.cookieOf(seat), command, input, this.timesOf(command));
  }

  private cookieOf(seat: number): string {
    return this.table.seats[seat]?.cookie ?? '';
  }

  private timesOf(command: string): Times {
    return (this.times[command] ??= noTimes());
  }
}

/** Places in `Table.seats`. */
const chair = 0;
const facilitator = 1;
const recorder = 2;
