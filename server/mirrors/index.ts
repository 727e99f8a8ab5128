import { parseDocName } from '#lib/doc/names.ts';
import type { Db } from '../db/open.ts';
import { boardOf } from './board.ts';
import { floorMirror } from './floor.ts';
import { repliesOf } from './floor-replies.ts';

/*
 * Mirrors by name: live pictures of the records, one a meeting (floor) and one a council (board). Shapes are in
 * docs/documents.md.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Plain JSON by key. */
export type Mirror = Readonly<Record<string, Json>>;

/**
 * What a mirror should hold at `now` by the records, or as much of it as says these keys (`only`); undefined for documents
 * that people write.
 */
export async function mirrorOf(
  db: Db,
  docName: string,
  now: number,
  only?: readonly string[],
): Promise<Mirror | undefined> {
  const named = parseDocName(docName);
  const rounds = named?.kind === 'floor' ? only?.map(roundOfReplies) : undefined;
  if (named?.kind === 'floor' && rounds?.every((round) => round !== undefined))
    return repliesOf(db, named.meetingId, rounds);
  if (named?.kind === 'floor') return asMirror(await floorMirror(db, named.meetingId));
  if (named?.kind !== 'board') return undefined;
  const council = await db
    .selectFrom('council')
    .select('id')
    .where('slug', '=', named.slug)
    .executeTakeFirst();
  return council && boardOf(db, council.id, now);
}

/** The round of a key that says who has replied. */
function roundOfReplies(key: string): string | undefined {
  return /^replied:(.+)$/.exec(key)?.[1];
}

/** A read model as the plain JSON a mirror holds; interfaces lack the index signature of JSON. */
function asMirror(view: object): Mirror {
  return view as Mirror;
}
