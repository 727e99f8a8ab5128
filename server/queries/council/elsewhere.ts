import { fixedQuery } from '../../db/fixed-query.ts';
import type { Db } from '../../db/open.ts';

const homeOf = fixedQuery((db, slug: string) =>
  db
    .selectFrom('council')
    .leftJoin('council_moved', 'council_moved.council_id', 'council.id')
    .select('council_moved.url')
    .where('council.slug', '=', slug),
);

/**
 * Where the pages of an address are that this server does not show under it: on another server, or under the address the
 * council has here now (CNC35). Null: they are here, or nowhere. Public: takes no actor.
 */
export async function elsewhere(db: Db, slug: string): Promise<string | null> {
  const [here] = await homeOf(db, slug);
  if (here) return here.url;
  const before = await db
    .selectFrom('council_former_slug')
    .innerJoin('council', 'council.id', 'council_former_slug.council_id')
    .select('council.slug')
    .where('council_former_slug.slug', '=', slug)
    .orderBy('council_former_slug.until_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return before ? `/c/${before.slug}` : null;
}
