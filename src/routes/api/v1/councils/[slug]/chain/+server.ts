import type { ExportLine } from '#lib/domain/chain/entry.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { answer, answerRefusal } from '#lib/page/answers.ts';
import { pageAsked, pageOf } from '#lib/page/pages.ts';
import type { RequestHandler } from './$types';

/**
 * contracts §3, §8: the sealed records of a council, one export line an entry. `?format=ndjson` gives the whole
 * chain as a file for `yoriai verify`.
 */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const read = (page: { limit: number; after: number }) =>
    locals.app.read.minutes.chain(locals.actor, params.slug, page);
  if (url.searchParams.get('format') === 'ndjson') {
    const first = await read({ limit: atOnce, after: 0 });
    return isRefusal(first)
      ? answerRefusal(locals, first)
      : asFile(first, read, `${params.slug}-chain.ndjson`);
  }
  const page = pageAsked(url, perPage);
  if (isRefusal(page)) return answerRefusal(locals, page);
  if (page.after !== null && !/^\d{1,9}$/.test(page.after))
    return answerRefusal(locals, refuse('bad-input', { field: 'cursor' }));
  const lines = await read({ limit: page.limit + 1, after: Number(page.after ?? 0) });
  if (isRefusal(lines)) return answerRefusal(locals, lines);
  const { items, nextCursor } = pageOf(lines, page.limit, ({ seq }) => String(seq));
  return answer({ items: items.map(({ line }) => line), nextCursor });
};

type Lines = readonly { readonly seq: number; readonly line: ExportLine }[];

/** So many entries are on a page unless said: whole minutes of a hundred lines, not lines of a list. */
const perPage = 12;

/** So many are in memory while a chain is sent. */
const atOnce = 20;

/** The whole chain, read as fast as it is taken. Entries are never changed, so that its parts fit together. */
function asFile(
  first: Lines,
  read: (page: { limit: number; after: number }) => Promise<Lines | Refusal>,
  name: string,
): Response {
  const encoder = new TextEncoder();
  let lines = first;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const last = lines.at(-1);
      if (!last) return controller.close();
      controller.enqueue(encoder.encode(lines.map(({ line }) => `${JSON.stringify(line)}\n`).join('')));
      if (lines.length < atOnce) return controller.close();
      const next = await read({ limit: atOnce, after: last.seq });
      // the right was there a moment ago; half a chain must not look like a whole one
      if (isRefusal(next)) throw new Error(`the chain could not be read on: ${next.refused}`);
      lines = next;
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
    },
  });
}
