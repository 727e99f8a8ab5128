import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { RequestHandler } from './$types';

/** What came back as a file for spreadsheets, in the reader's language. */
export const GET: RequestHandler = async (event) => {
  const { app, actor } = event.locals;
  const text = await app.files.writtenAnswers(actor, event.params.id);
  if (isRefusal(text)) return turnedAway(event, text);
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${event.params.slug}-answers.csv"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
};
