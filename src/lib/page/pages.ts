import { refuse, type Refusal } from '#lib/domain/refusal.ts';

/* Lists of the API: `?limit` (1–200, 50 unless said) and `?cursor`, answered as {items, nextCursor} (contracts §3). */

const usual = 50;
const most = 200;

export interface PageAsked {
  readonly limit: number;
  /** The key of the last item of the page before; null at the start. */
  readonly after: string | null;
}

/** Which part of a list is asked for, `unless` said otherwise so many; `bad-input` with field `limit` or `cursor`. */
export function pageAsked(url: URL, unless = usual): PageAsked | Refusal {
  const limit = url.searchParams.get('limit') ?? String(unless);
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > most)
    return refuse('bad-input', { field: 'limit' });
  const cursor = url.searchParams.get('cursor');
  if (cursor === null) return { limit: Number(limit), after: null };
  if (!/^[A-Za-z0-9_-]{1,300}$/.test(cursor)) return refuse('bad-input', { field: 'cursor' });
  const after = Buffer.from(cursor, 'base64url').toString('utf8');
  if (after === '' || after.includes('�')) return refuse('bad-input', { field: 'cursor' });
  return { limit: Number(limit), after };
}

/** A page from `limit + 1` rows: the one too many only says that there are more. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => string,
): { items: readonly T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last === undefined ? null : Buffer.from(keyOf(last), 'utf8').toString('base64url'),
  };
}
