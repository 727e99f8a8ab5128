import { parseDocName } from '#lib/doc/names.ts';
import type { Db } from '../db/open.ts';
import { boardOf } from './board.ts';
import { floorMirror } from './floor.ts';

/*
 * Mirrors by name: live pictures of the records, one a meeting (floor) and one a council (board). Shapes are in
 * docs/documents.md.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Plain JSON by key. */
export type Mirror = Readonly<Record<string, Json>>;

/** What a mirror should hold at `now` by the records; undefined for documents that people write. */
export async function mirrorOf(db: Db, docName: string, now: number): Promise<Mirror | undefined> {
  const named = parseDocName(docName);
  if (named?.kind === 'floor') return asMirror(await floorMirror(db, named.meetingId));
  if (named?.kind !== 'board') return undefined;
  const council = await db
    .selectFrom('council')
    .select('id')
    .where('slug', '=', named.slug)
    .executeTakeFirst();
  return council && boardOf(db, council.id, now);
}

/** A read model as the plain JSON a mirror holds; interfaces lack the index signature of JSON. */
function asMirror(view: object): Mirror {
  return view as Mirror;
}
