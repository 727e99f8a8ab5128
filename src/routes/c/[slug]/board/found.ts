/**
 * Ids of the issues whose title, place or text holds the words: cards do not carry their texts. `rest` ms after the last
 * sign, so that typing asks once; nothing is found without a line.
 */
export function findTexts(
  slug: string,
  words: string,
  rest: number,
  show: (found: ReadonlySet<string>) => void,
): () => void {
  if (words.trim() === '') {
    show(new Set());
    return () => {};
  }
  const asked = new AbortController();
  const ask = async () => {
    try {
      const path = `/api/v1/councils/${slug}/issues?q=${encodeURIComponent(words)}`;
      const response = await fetch(path, { signal: asked.signal });
      if (!response.ok) return;
      const { items } = (await response.json()) as { items: readonly { readonly id: string }[] };
      show(new Set(items.map(({ id }) => id)));
    } catch {
      // without a line what the cards say is searched alone
    }
  };
  const timer = setTimeout(() => void ask(), rest);
  return () => {
    clearTimeout(timer);
    asked.abort();
  };
}
