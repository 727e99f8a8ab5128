import { newId } from '../db/ids.ts';
import type { Db } from '../db/open.ts';
import type { Logger } from '../log.ts';
import type { DocLog } from '../sync/doc-log.ts';
import { noHints, type Hints } from './hints.ts';
import { beat, leave, takeTurn } from './peer-rows.ts';
import { Peers } from './peers.ts';
import { forgetMoves, movesSince, rightsHead } from './rights-moves.ts';

/** The other processes on the same database, and what all of them do by turns. */
export interface Together {
  readonly peers: Peers;
  /** Whether this process may do what is done once in `every` ms by all together. */
  takeTurn(name: string, every: number): Promise<boolean>;
  /** Forgets whose rights have moved long ago. */
  forgetMoves(): Promise<void>;
  /** Whether the Redis of the configuration answers; undefined: there is none in it. */
  redis(): boolean | undefined;
}

/** `redisUrl`: by way of which they are told at once; undefined: everybody looks for himself. */
export async function openTogether(
  db: Db,
  words: Pick<DocLog, 'stands'>,
  redisUrl: string | undefined,
  logger: Logger,
): Promise<Together> {
  const id = newId();
  const { no, house } = await rightsHead(db);
  const hints = await openHints(redisUrl, logger);
  const peers = new Peers(
    {
      id,
      house,
      hints,
      log: words,
      movesSince: (heard) => movesSince(db, heard),
      beat: () => beat(db, id),
      leave: () => leave(db, id),
      logger,
    },
    no,
  );
  return {
    peers,
    takeTurn: (name, every) => takeTurn(db, name, id, every),
    forgetMoves: () => forgetMoves(db),
    redis: () => (redisUrl === undefined ? undefined : hints.linked),
  };
}

async function openHints(url: string | undefined, logger: Logger): Promise<Hints> {
  if (url === undefined) return noHints;
  const { openRedisHints } = await import('./redis-hints.ts');
  return openRedisHints(url, logger);
}
