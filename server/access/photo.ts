import { decide } from '#lib/domain/policy/decide.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db } from '../db/open.ts';
import { isHidden } from './issue.ts';
import { subjectOf, type Actor } from './subject.ts';

/** A photo that may be handed out. */
export interface PhotoFile {
  readonly hash: string;
  readonly mime: string;
}

/**
 * The photo of an issue: for everybody once it is published with its issue, before that for those who screen; one that
 * belongs to no issue yet for whoever knows its id. Else `not-found`.
 */
export async function photoFor(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  councilId: string,
  photoId: string,
): Promise<PhotoFile | Refusal> {
  const photo = await db
    .selectFrom('issue_photo')
    .leftJoin('issue', 'issue.id', 'issue_photo.issue_id')
    .select(['issue_photo.blob_hash', 'issue_photo.mime', 'issue_photo.issue_id', 'issue_photo.published_at'])
    .select('issue.state')
    .where('issue_photo.id', '=', photoId)
    .where('issue_photo.council_id', '=', councilId)
    .executeTakeFirst();
  if (!photo) return refuse('not-found');
  const file = { hash: photo.blob_hash, mime: photo.mime };
  if (photo.issue_id === null || photo.state === null) return file;
  if (photo.published_at !== null && !isHidden({ state: photo.state })) return file;
  const subject = await subjectOf(db, actor, councilId);
  return decide(subject, 'issue.readUnscreened') === true ? file : refuse('not-found');
}
