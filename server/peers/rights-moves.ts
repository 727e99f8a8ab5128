import type { Db, Trx } from '../db/open.ts';
import type { RightsMoved } from '../sync/ports.ts';
import { databaseNow, withPeers } from './tables.ts';

/*
 * Whose rights have moved, for all processes: each act that moves some says so in its own transaction, under the next number.
 * The numbers are given one after the other by one row that stays locked until the act is on the disk, so that whoever has
 * read up to a number has read all before it. Whoever appends words compares the newest with what he has heard
 * (DocLog.append), and so writes nothing of somebody who had lost his right before.
 */

/** So many moves are read at once; whoever has missed more asks everybody again. */
const readMost = 500;
/** So long they are kept for those who sleep, ms. */
const keptFor = 3_600_000;

export interface MovesSince {
  /** number of the newest */
  readonly head: number;
  /** undefined: more was missed than is known */
  readonly moves: readonly ({ readonly no: number } & RightsMoved)[] | undefined;
}

/** Notes a move in the act's transaction, as the last thing it does. Answers its number. */
export async function noteMove(trx: Trx, { scopes, people }: RightsMoved): Promise<number> {
  const tables = withPeers(trx);
  const { no } = await tables
    .updateTable('rights_head')
    .set((eb) => ({ no: eb('no', '+', 1) }))
    .returning('no')
    .executeTakeFirstOrThrow();
  await tables
    .insertInto('rights_move')
    .values({
      no,
      scopes: JSON.stringify([...scopes]),
      people: JSON.stringify([...people]),
      at: databaseNow,
    })
    .execute();
  return no;
}

/** The number of the newest move, and the name of the house. */
export async function rightsHead(db: Db): Promise<{ readonly no: number; readonly house: string }> {
  return withPeers(db).selectFrom('rights_head').select(['no', 'house']).executeTakeFirstOrThrow();
}

/** What has moved since the number `heard`. */
export async function movesSince(db: Db, heard: number): Promise<MovesSince> {
  const rows = await withPeers(db)
    .selectFrom('rights_move')
    .select(['no', 'scopes', 'people'])
    .where('no', '>', heard)
    .orderBy('no')
    .limit(readMost)
    .execute();
  const head = rows.at(-1)?.no ?? heard;
  if (rows.length === readMost || (rows[0] && rows[0].no !== heard + 1)) {
    const { no } = await rightsHead(db);
    return { head: no, moves: undefined };
  }
  const setOf = (json: string) => new Set(JSON.parse(json) as string[]);
  return {
    head,
    moves: rows.map(({ no, scopes, people }) => ({ no, scopes: setOf(scopes), people: setOf(people) })),
  };
}

/** Forgets moves that everybody who is awake has heard; the newest stays, so that a sleeper sees that he has missed some. */
export async function forgetMoves(db: Db): Promise<void> {
  await withPeers(db)
    .deleteFrom('rights_move')
    .where((eb) => eb('at', '<', eb(databaseNow, '-', keptFor)))
    .where('no', '<', (eb) => eb.selectFrom('rights_head').select('rights_head.no'))
    .execute();
}
