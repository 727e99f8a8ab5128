import { performance } from 'node:perf_hooks';
import type { DeniedWhy } from '#lib/wire/ack.ts';
import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import { BadMessage } from './byte-reader.ts';
import type { Judgement } from './judge-update.ts';
import type { Occupant, Waiting } from './room.ts';
import { scanUpdate, type Scan } from './scan-update.ts';
import { Tally } from './tally.ts';

/** Updates that wait for this client's first sync step 2. */
const parkedMost = 512;
/** Items Yjs may have to walk over for an update that cost a message more. */
const stepsPerToken = 5_000;

/** What an intake needs of its room. */
export interface IntakeRoom {
  readonly idle: boolean;
  readonly closing: boolean;
  judge(scan: Scan, person: string, step2: boolean): Judgement;
  contains(scan: Scan): boolean;
  hasSpace(bytes: number): boolean;
  enqueue(waiting: Waiting): void;
}

/** … and of its socket. */
export interface IntakeLine extends Occupant {
  readonly room: IntakeRoom;
  readonly closing: boolean;
  readonly mayWrite: boolean;
  /** why not, if not */
  readonly readsBecause: DeniedWhy;
  deny(index: number, why: DeniedWhy): void;
  /** Somebody who may only read has sent words. */
  refusedWrite(): void;
  refuseBad(index: number | undefined): void;
  closeWith(code: Pick<CloseCode, 'code' | 'name'>): void;
  /** Takes what an update turned out to cost. */
  owe(cost: number): void;
  /** The room has something to commit. */
  wake(): void;
  /** Goes on with what was received. */
  work(now: number): void;
}

/**
 * The updates of one socket: scanned, judged, cut into slices, put in line for the disk; and the count of them for the
 * acknowledgement.
 */
export class Intake {
  readonly tally = new Tally();
  /** a large update enters slice by slice; frames wait */
  slicing = false;
  private readonly line: IntakeLine;
  private synced = false;
  private parked: { readonly index: number; readonly scan: Scan }[] | undefined = [];

  constructor(line: IntakeLine) {
    this.line = line;
  }

  /** Nothing more comes. */
  end(): void {
    this.parked = undefined;
  }

  /** An update or sync step 2. Throws nothing that a client could cause. */
  take(body: Uint8Array, step2: boolean): void {
    const index = ++this.tally.received;
    let scan: Scan;
    try {
      scan = scanUpdate(body);
      if (!this.line.mayWrite) return this.takeFromReader(index, scan);
      if (this.line.room.closing) return this.line.closeWith(closeCodes.epoch);
      this.judgeUpdate(index, scan, step2);
    } catch (error) {
      if (!(error instanceof BadMessage)) throw error;
      this.line.refuseBad(index);
      return;
    }
    if (step2 && !this.synced && !this.slicing) this.takeParked();
  }

  /** After the first sync step 2: what was typed before it. */
  private takeParked(): void {
    this.synced = true;
    const parked = this.parked ?? [];
    this.parked = undefined;
    for (const { index, scan } of parked) {
      if (this.line.closing) return;
      try {
        this.judgeUpdate(index, scan, false);
      } catch (error) {
        if (!(error instanceof BadMessage)) throw error;
        this.line.refuseBad(index);
      }
    }
  }

  /** One slice after the other; each is judged against what the one before it made of the document. */
  private takeSlices(index: number, parts: readonly Uint8Array[], step2: boolean): void {
    this.slicing = true;
    const end = () => {
      this.slicing = false;
      if (this.line.closing) return;
      if (step2 && !this.synced) this.takeParked();
      this.line.work(performance.now());
    };
    const take = (n: number) => {
      if (this.line.closing) return;
      const part = parts[n];
      if (!part) {
        this.tally.save(index);
        this.line.tellSaved();
        end();
        return;
      }
      try {
        const judgement = this.line.room.judge(scanUpdate(part), this.line.personId, step2);
        if (judgement.verdict === 'known') take(n + 1);
        else if (judgement.verdict !== 'take') throw new BadMessage('slice does not fit');
        else this.admit(index, judgement, step2, () => take(n + 1));
      } catch (error) {
        if (!(error instanceof BadMessage)) throw error;
        this.line.refuseBad(index);
        end();
      }
    };
    take(0);
  }

  private judgeUpdate(index: number, scan: Scan, step2: boolean): void {
    const judgement = this.line.room.judge(scan, this.line.personId, step2);
    switch (judgement.verdict) {
      case 'take':
        this.admit(index, judgement, step2, () => this.tally.save(index));
        return;
      case 'slices':
        this.takeSlices(index, judgement.parts, step2);
        return;
      case 'known':
        // perhaps accepted and not yet on the disk: it waits for its turn like everything else
        if (this.line.room.idle) {
          this.tally.save(index);
          this.line.tellSaved();
        } else this.enqueue({ scan: undefined, binds: [], step2 }, () => this.tally.save(index));
        return;
      case 'gap':
        // typed on a new line before the offline edits were asked for: they come with sync step 2
        if (!step2 && !this.synced && this.parked && this.parked.length < parkedMost) {
          this.parked.push({ index, scan });
          return;
        }
        throw new BadMessage('gap');
      case 'owner':
        this.line.deny(index, 'owner');
        this.line.refuseBad(undefined);
    }
  }

  private admit(
    index: number,
    taken: Extract<Judgement, { verdict: 'take' }>,
    step2: boolean,
    then: () => void,
  ): void {
    const { scan, binds, steps } = taken;
    if (!this.line.room.hasSpace(scan.body.length)) {
      this.line.deny(index, 'doc-full');
      this.line.closeWith(closeCodes.documentFull);
      return;
    }
    if (steps > stepsPerToken) this.line.owe(steps / stepsPerToken);
    // a view into the socket's buffer would be overwritten, or keep much more memory alive
    this.enqueue({ scan: { ...scan, body: scan.body.slice() }, binds, step2 }, then);
  }

  private enqueue(what: Pick<Waiting, 'scan' | 'binds' | 'step2'>, then: () => void): void {
    const done = (error?: unknown) => {
      if (error === undefined) then();
    };
    this.line.room.enqueue({ ...what, actor: this.line.personId, from: this.line, done });
    this.line.wake();
  }

  private takeFromReader(index: number, scan: Scan): void {
    if (this.line.room.contains(scan)) {
      this.tally.save(index);
      this.line.tellSaved();
      return;
    }
    const why = this.line.readsBecause;
    this.line.deny(index, why);
    if (why === 'reader') this.line.refusedWrite();
    this.line.closeWith(why === 'degraded' ? closeCodes.degraded : closeCodes.forbidden);
  }
}
