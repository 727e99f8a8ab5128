import type { Logger } from 'pino';
import { boardDoc, floorDoc } from '#lib/doc/names.ts';
import type { RecordedEffects } from '../commands/recorder.ts';
import { dropFile } from './drop-file.ts';
import type { Db } from '../db/open.ts';
import { mirrorOf, type Mirror } from '../mirrors/index.ts';
import type { RightsMoved } from '../sync/ports.ts';
import type { LiveWords } from './outbox.ts';
import { movedBy } from './rights.ts';

/*
 * What follows an act once it is on the disk: rights of sockets, closed and owed words, files nobody names, mirrors.
 * None of it can undo the act: what fails is logged and made good at the next start.
 */

/** What carrying out needs of the live documents. */
export interface Live extends LiveWords {
  rightsMoved(moved: RightsMoved): void;
  closeEpoch(docName: string, state: 'frozen' | 'sealed'): Promise<void>;
  erase(docName: string): Promise<void>;
  mirror(docName: string, value: Mirror): Promise<void>;
}

export interface EffectsPorts {
  readonly db: Db;
  readonly live: Live;
  readonly blobs: { remove(hash: string): Promise<void> };
  readonly outbox: { pay(owed: RecordedEffects['words']): Promise<void> };
  readonly log: Logger;
  /** ms since 1970 UTC, by the council's clock */
  clock(): number;
}

/** Answers the function that carries out what one act has recorded. It never throws. */
export function carryOutWith({ db, live, blobs, outbox, log, clock }: EffectsPorts) {
  const show = oneAtATime(async (docName) => {
    const value = await mirrorOf(db, docName, clock());
    if (value) await live.mirror(docName, value);
  });

  return async function carryOut(effects: RecordedEffects): Promise<void> {
    const moved = movedBy(effects.rights);
    if (moved) live.rightsMoved(moved);
    try {
      for (const { docName, state } of effects.closed)
        await (state === 'erased' ? live.erase(docName) : live.closeEpoch(docName, state));
      await outbox.pay(effects.words);
      for (const hash of effects.droppedFiles) await dropFile({ db, blobs }, hash);
      for (const id of effects.meetings) await show(floorDoc(id));
      for (const id of effects.boards) {
        const council = await db.selectFrom('council').select('slug').where('id', '=', id).executeTakeFirst();
        if (council) await show(boardDoc(council.slug));
      }
    } catch (error) {
      log.error({ err: error }, 'an effect could not be carried out');
    }
  };
}

/**
 * Runs `work` for a name once at a time. Calls that come while it runs share the one run that begins after it, which
 * has seen all their acts: a hundred ballots at the same moment are two pictures, not a hundred.
 */
export function oneAtATime(work: (name: string) => Promise<void>): (name: string) => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();

  function start(name: string): Promise<void> {
    const run = work(name).finally(() => {
      if (running.get(name) === run) running.delete(name);
    });
    running.set(name, run);
    return run;
  }

  return (name) => {
    const waiting = next.get(name);
    if (waiting) return waiting;
    const current = running.get(name);
    if (!current) return start(name);
    const after = current
      .catch(() => undefined)
      .then(() => {
        next.delete(name);
        return start(name);
      });
    next.set(name, after);
    return after;
  };
}
