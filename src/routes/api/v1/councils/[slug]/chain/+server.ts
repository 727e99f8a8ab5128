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
    const whole = await wholeChain(read);
    return isRefusal(whole) ? answerRefusal(locals, whole) : asFile(whole, `${params.slug}-chain.ndjson`);
  }
  const page = pageAsked(url);
  if (isRefusal(page)) return answerRefusal(locals, page);
  if (page.after !== null && !/^\d{1,9}$/.test(page.after))
    return answerRefusal(locals, refuse('bad-input', { field: 'cursor' }));
  const lines = await read({ limit: page.limit + 1, after: Number(page.after ?? 0) });
  if (isRefusal(lines)) return answerRefusal(locals, lines);
  const { items, nextCursor } = pageOf(lines, page.limit, ({ seq }) => String(seq));
  return answer({ items: items.map(({ line }) => line), nextCursor });
};

const atOnce = 200;

async function wholeChain(
  read: (page: {
    limit: number;
    after: number;
  }) => Promise<readonly { readonly seq: number; readonly line: ExportLine }[] | Refusal>,
): Promise<ExportLine[] | Refusal> {
  const all: ExportLine[] = [];
  for (let after = 0; ;) {
    const lines = await read({ limit: atOnce, after });
    if (isRefusal(lines)) return lines;
    all.push(...lines.map(({ line }) => line));
    const last = lines.at(-1);
    if (!last || lines.length < atOnce) return all;
    after = last.seq;
  }
}

function asFile(lines: readonly ExportLine[], name: string): Response {
  return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
    },
  });
}
