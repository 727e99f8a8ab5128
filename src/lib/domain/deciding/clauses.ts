/**
 * Texts by clause (AMD1–AMD3): what an amendment changes, clause by clause, and how it is brought into a text that other
 * amendments have changed meanwhile. A clause ends with 「。」 (closing brackets included) or with its line.
 */

/** A clause of two texts against each other. */
export type ClauseChange =
  | { readonly kind: 'same'; readonly before: string; readonly after: string }
  | { readonly kind: 'changed'; readonly before: string; readonly after: string }
  | { readonly kind: 'added'; readonly after: string }
  | { readonly kind: 'removed'; readonly before: string };

/** The clauses of a text in order; put together they are the text again. */
export function clausesOf(text: string): string[] {
  return text.match(/[^。\n]*(?:。[」』）)]*\n*|\n+|$)/g)?.filter((clause) => clause !== '') ?? [];
}

/** What `after` changes in `before`: clauses that stand against each other are one change. */
export function clauseChanges(before: string, after: string): ClauseChange[] {
  const [a, b] = [clausesOf(before), clausesOf(after)];
  const changes: ClauseChange[] = [];
  let at = 0;
  const keep = (until: number) => {
    for (const clause of a.slice(at, until)) changes.push({ kind: 'same', before: clause, after: clause });
  };
  for (const { from, to, clauses } of hunksOf(a, b)) {
    keep(from);
    const [gone, come] = [a.slice(from, to), clauses];
    const both = Math.min(gone.length, come.length);
    for (let i = 0; i < both; i++) changes.push({ kind: 'changed', before: gone[i]!, after: come[i]! });
    for (const clause of gone.slice(both)) changes.push({ kind: 'removed', before: clause });
    for (const clause of come.slice(both)) changes.push({ kind: 'added', after: clause });
    at = to;
  }
  keep(a.length);
  return changes;
}

/**
 * `amended`, written against `original`, brought into `current`, which others have changed since. Null where both change the
 * same clause, or put something into the same place: people must write it anew.
 */
export function mergeAmendment(original: string, current: string, amended: string): string | null {
  const base = clausesOf(original);
  const theirs = hunksOf(base, clausesOf(current));
  const ours = hunksOf(base, clausesOf(amended));
  const all = [...theirs, ...ours].sort((a, b) => a.from - b.from || a.to - b.to);
  const text: string[] = [];
  let at = 0;
  let last: Hunk | null = null;
  for (const hunk of all) {
    if (last && sameHunk(last, hunk)) continue;
    if (last && touches(last, hunk)) return null;
    text.push(...base.slice(at, hunk.from), ...hunk.clauses);
    at = hunk.to;
    last = hunk;
  }
  return [...text, ...base.slice(at)].join('');
}

/** Clauses `from` to before `to` are replaced by `clauses`. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly clauses: readonly string[];
}

function sameHunk(a: Hunk, b: Hunk): boolean {
  return a.from === b.from && a.to === b.to && a.clauses.join('\u0000') === b.clauses.join('\u0000');
}

/** Both change a clause, or one puts something where the other changes: which comes first nobody has said. */
function touches(before: Hunk, after: Hunk): boolean {
  return (
    after.from < before.to ||
    after.from === before.from ||
    (after.from === after.to && after.from === before.to)
  );
}

/** Where two lists of clauses differ, in order, by their longest common part. */
function hunksOf(a: readonly string[], b: readonly string[]): Hunk[] {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const of = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? of(i + 1, j + 1) + 1 : Math.max(of(i + 1, j), of(i, j + 1));
  const hunks: { from: number; to: number; clauses: string[] }[] = [];
  let open: { from: number; to: number; clauses: string[] } | null = null;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      open = null;
      i++;
      j++;
      continue;
    }
    if (!open) hunks.push((open = { from: i, to: i, clauses: [] }));
    if (i < a.length && (j >= b.length || of(i + 1, j) >= of(i, j + 1))) open.to = ++i;
    else open.clauses.push(b[j++]!);
  }
  return hunks;
}
