import type * as Y from 'yjs';

/** Replaces only the part that differs, so that cursors and what others type elsewhere stay where they are. */
export function rewrite(words: Y.Text | undefined, next: string): void {
  if (!words) return;
  const now = words.toString();
  let start = 0;
  while (start < now.length && start < next.length && now[start] === next[start]) start++;
  let end = 0;
  while (
    end < now.length - start &&
    end < next.length - start &&
    now[now.length - 1 - end] === next[next.length - 1 - end]
  )
    end++;
  if (now.length - end > start) words.delete(start, now.length - end - start);
  if (next.length - end > start) words.insert(start, next.slice(start, next.length - end));
}
