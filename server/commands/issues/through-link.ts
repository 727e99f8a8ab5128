import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../../db/open.ts';
import { councilNamed } from '../council/about-council.ts';
import type { About } from '../define.ts';

/** What the street hands in: the council, and through which of its links it came. */
export interface HandedIn extends About {
  /** Id of an open link of this council; undefined: the form itself, or a mark that is none. */
  readonly link: string | undefined;
}

/**
 * For commands of the street (LIM1, LIM5). A mark that was never given out, or whose link has ended, counts as the form
 * itself: inventing marks opens no new bucket, and an old sheet on a wall still works.
 */
export async function throughLink(
  db: Db | Trx,
  input: { readonly councilId: string; readonly link?: string | undefined },
): Promise<HandedIn | Refusal> {
  const about = await councilNamed(db, input.councilId);
  if (isRefusal(about)) return about;
  const link = input.link
    ? await db
        .selectFrom('issue_link')
        .select('id')
        .where('mark', '=', input.link)
        .where('council_id', '=', input.councilId)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
    : undefined;
  return { ...about, link: link?.id };
}
