import type { RequestEvent } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';

/** A list of the coverage as a file for spreadsheets, in the reader's language. */
export async function coverageFile(event: RequestEvent, list: 'matrix' | 'measures'): Promise<Response> {
  const { app, actor } = event.locals;
  const council = await app.read.council.bySlug(event.params.slug ?? '');
  if (isRefusal(council)) return turnedAway(event, council);
  const text = await app.files.coverage(list, council.id, actor.locale);
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${council.slug}-${list}.csv"`,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
