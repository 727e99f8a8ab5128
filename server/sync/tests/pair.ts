import type { PresenceState, RightsMoved, SyncPeers } from '../ports.ts';
import { MemoryDocLog } from './memory-doc-log.ts';
import { openBed, type Bed, type World } from './bed.ts';

/*
 * Two servers on one log, as two processes have it. What they tell each other goes by way of the test, which may lose it;
 * `compare` is the look that each takes a few times a second.
 */

export interface Pair {
  readonly log: SharedLog;
  readonly a: Bed;
  readonly b: Bed;
  /** Whether hints arrive. */
  hints: boolean;
  /** Both look where their documents stand, and whose rights have moved. */
  compare(): Promise<void>;
  /** Rights move, as an act of the server `by` says in its own transaction. */
  move(by: Bed, moved: RightsMoved): void;
  close(): Promise<void>;
}

/** A log that two have: closing one of them leaves it to the other. */
export class SharedLog extends MemoryDocLog {
  readonly moves: RightsMoved[] = [];
  override close(): void {
    // the test lets it go
  }
}

class Wire implements SyncPeers {
  heard = 0;
  readonly name: string;
  private readonly log: SharedLog;
  private readonly pair: () => Pair;
  own: Bed | undefined;
  other: Bed | undefined;

  constructor(name: string, log: SharedLog, pair: () => Pair) {
    this.name = name;
    this.log = log;
    this.pair = pair;
  }

  rightsHeard(): number {
    return this.heard;
  }
  async hearRights(): Promise<void> {
    await Promise.resolve();
    for (const moved of this.log.moves.slice(this.heard)) {
      this.heard++;
      this.own?.engine.rightsMoved(moved);
    }
  }
  wrote(docName: string, epoch: number, seq: number): void {
    this.tell((other) => other.engine.stands(docName, { epoch, seq }));
  }
  present(docName: string, states: readonly PresenceState[]): void {
    this.tell((other) => other.engine.hearPresent(this.name, docName, states));
  }
  opened(docName: string): void {
    this.tell((other) => {
      const states = other.engine.present(docName);
      if (states.length > 0) this.own?.engine.hearPresent(this.name === 'a' ? 'b' : 'a', docName, states);
    });
  }
  closed(docName: string): void {
    this.tell((other) => other.engine.peerGone(this.name, docName));
  }
  private tell(say: (other: Bed) => void): void {
    if (!this.pair().hints) return;
    setImmediate(() => {
      if (this.other) say(this.other);
    });
  }
}

/** `world`: what both servers know, one object for both. */
export async function openPair(world: Partial<World> = {}): Promise<Pair> {
  const log = new SharedLog();
  const made: { pair?: Pair } = {};
  const wires = ['a', 'b'].map((name) => new Wire(name, log, () => made.pair as Pair)) as [Wire, Wire];
  const open = (peers: Wire) => openBed({ log, world, peers });
  const [a, b] = [await open(wires[0]), await open(wires[1])];
  Object.assign(wires[0], { own: a, other: b });
  Object.assign(wires[1], { own: b, other: a });
  const pair: Pair = {
    log,
    a,
    b,
    hints: true,
    async compare() {
      for (const wire of wires) {
        await wire.hearRights();
        const open = wire.own?.engine.open() ?? [];
        for (const [name, stand] of await log.stands(open)) wire.own?.engine.stands(name, stand);
      }
    },
    move(by, moved) {
      log.moves.push(moved);
      log.rights = log.moves.length;
      const wire = wires[by === a ? 0 : 1];
      if (wire.heard === log.rights - 1) wire.heard = log.rights;
      by.engine.rightsMoved(moved);
    },
    async close() {
      await a.close();
      await b.close();
    },
  };
  made.pair = pair;
  return pair;
}
