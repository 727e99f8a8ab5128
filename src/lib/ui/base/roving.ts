/**
 * Where the focus goes inside one group (menu, tabs) when a key is pressed. Wraps around; null: not a
 * key of this group, leave it alone.
 */
export function rove(
  key: string,
  index: number,
  count: number,
  along: 'vertical' | 'horizontal',
): number | null {
  if (count === 0) return null;
  const forward = along === 'vertical' ? 'ArrowDown' : 'ArrowRight';
  const backward = along === 'vertical' ? 'ArrowUp' : 'ArrowLeft';
  if (key === forward) return (index + 1) % count;
  if (key === backward) return (index - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

/** The next item after `index` that starts with the typed character; null when none does. */
export function roveByLetter(letter: string, index: number, labels: readonly string[]): number | null {
  const wanted = letter.toLocaleLowerCase('ja');
  for (let step = 1; step <= labels.length; step++) {
    const i = (index + step) % labels.length;
    if (labels[i]?.toLocaleLowerCase('ja').startsWith(wanted)) return i;
  }
  return null;
}
