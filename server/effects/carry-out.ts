import type { Logger } from 'pino';
import { boardDoc, floorDoc } from '#lib/doc/names.ts';
import type { RecordedEffects } from '../commands/recorder.ts';
import { dropFile } from './drop-file.ts';
import type { Db } from '../db/open.ts';
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
  refreshMirror(docName: string, only?: readonly string[]): Promise<void>;
}

export interface EffectsPorts {
  readonly db: Db;
  readonly live: Live;
  readonly blobs: { remove(hash: string): Promise<void> };
  readonly outbox: { pay(owed: RecordedEffects['words']): Promise<void> };
  readonly log: Logger;
  /** Where several processes share the records. */
  readonly others?: OtherProcesses | undefined;
}

/** What the other processes have to do with what an act leaves to do. */
export interface OtherProcesses {
  /** The sockets of this process know whose rights the act moved; the others hear it under this number. */
  movedHere(no: number): void;
  /** Something could not be done now: soon again, by whoever can. */
  owes(): void;
}

/** Answers the function that carries out what one act has recorded. It never throws. */
export function carryOutWith({ db, live, blobs, outbox, log, others }: EffectsPorts) {
  return async function carryOut(effects: RecordedEffects): Promise<void> {
    const moved = movedBy(effects.rights);
    if (moved) live.rightsMoved(moved);
    if (effects.move !== undefined) others?.movedHere(effects.move);
    try {
      for (const { docName, state } of effects.closed)
        await (state === 'erased' ? live.erase(docName) : live.closeEpoch(docName, state));
      await outbox.pay(effects.words);
      for (const hash of effects.droppedFiles) await dropFile({ db, blobs }, hash);
      for (const [id, only] of effects.floors) await live.refreshMirror(floorDoc(id), only && [...only]);
      for (const id of effects.boards) {
        const council = await db.selectFrom('council').select('slug').where('id', '=', id).executeTakeFirst();
        if (council) await live.refreshMirror(boardDoc(council.slug));
      }
    } catch (error) {
      log.error({ err: error }, 'an effect could not be carried out');
      others?.owes();
    }
  };
}
