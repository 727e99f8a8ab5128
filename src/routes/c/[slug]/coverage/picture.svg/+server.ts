import { isRefusal } from '#lib/domain/refusal.ts';
import { coveragePicture } from '#lib/text/coverage-picture.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { RequestHandler } from './$types';

/** The matrix as a picture for papers and slides. */
export const GET: RequestHandler = async (event) => {
  const { app, actor } = event.locals;
  const council = await app.read.council.bySlug(event.params.slug);
  if (isRefusal(council)) return turnedAway(event, council);
  const { matrix } = await app.read.issues.coverage(council.id);
  return new Response(coveragePicture(matrix, council.name, actor.locale), {
    headers: {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Content-Disposition': `attachment; filename="${council.slug}-matrix.svg"`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
  });
};
