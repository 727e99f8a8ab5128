import { holdsWords } from '../issues/search.ts';

/*
 * A long list a part at a time: found by words, then by pages, both by the address alone (`?q=…&page=2`), so that it
 * works without script, can be sent on and comes back with Back. Several lists of one page have a name each
 * (`?seats-q=…`).
 */

/** So many entries of a list stand on one page. */
export const entriesOfPage = 50;

/** What a page draws of a list; pure data, made on the server. */
export interface ListPart<T> {
  readonly items: readonly T[];
  /** Of the list on its page; also the id it is jumped to. */
  readonly name: string;
  readonly query: string;
  /** How many there are, and how many were found. */
  readonly all: number;
  readonly n: number;
  readonly from: number;
  readonly to: number;
  /** Addresses of the parts beside this one. */
  readonly prev: string | null;
  readonly next: string | null;
  /** What else the address asks for, kept by the search. */
  readonly kept: readonly (readonly [string, string])[];
}

interface Listed<T> {
  /** '' where the page has one list. */
  readonly name?: string;
  /** What an entry can be found by. */
  readonly wordsOf: (item: T) => string;
  /** The entry that must be on the part shown, where the address names no other. */
  readonly at?: (item: T) => boolean;
  readonly per?: number;
}

/** Words a list is searched for, as the address says. */
export function queryAsked(url: URL, name = ''): string {
  return (url.searchParams.get(keyOf(name, 'q')) ?? '').slice(0, 100);
}

/** The part of `items` that the address asks for. Whatever it says, some part is shown. */
export function listPart<T>(
  items: readonly T[],
  url: URL,
  { name = '', wordsOf, at, per = entriesOfPage }: Listed<T>,
): ListPart<T> {
  const query = queryAsked(url, name);
  const found = query.trim() === '' ? items : items.filter((item) => holdsWords(wordsOf(item), query));
  const pages = Math.max(1, Math.ceil(found.length / per));
  const said = url.searchParams.get(keyOf(name, 'page'));
  const first = said === null && at ? found.findIndex(at) : -1;
  const asked = first < 0 ? Number(said ?? 1) : Math.floor(first / per) + 1;
  const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1;
  const start = (page - 1) * per;
  const others = [...url.searchParams].filter(
    ([key]) => !key.startsWith('/') && key !== keyOf(name, 'page') && key !== keyOf(name, 'q'),
  );
  const hrefOf = (to: number) => {
    const params = new URLSearchParams(others);
    if (query !== '') params.set(keyOf(name, 'q'), query);
    params.set(keyOf(name, 'page'), String(to));
    return `?${params}#${anchorOf(name)}`;
  };
  return {
    items: found.slice(start, start + per),
    name,
    query,
    all: items.length,
    n: found.length,
    from: found.length === 0 ? 0 : start + 1,
    to: Math.min(start + per, found.length),
    prev: page > 1 ? hrefOf(page - 1) : null,
    next: page < pages ? hrefOf(page + 1) : null,
    kept: others,
  };
}

/** The id of the element in which a list stands. */
export const anchorOf = (name: string): string => (name === '' ? 'list' : `list-${name}`);

/** The name of a question in the address. */
export const keyOf = (name: string, key: 'q' | 'page'): string => (name === '' ? key : `${name}-${key}`);
