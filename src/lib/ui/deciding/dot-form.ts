/* How dots stand in a form that is sent without script: a field for each option, by its words. */

const start = 'dots:';

/** The name of an option's field. */
export function dotField(option: string): string {
  return start + option;
}

/** Dots by option as a form sent them; undefined where it has no such fields. What is no whole number is passed on as NaN. */
export function dotsOf(form: Iterable<readonly [string, unknown]>): Record<string, number> | undefined {
  const found: Record<string, number> = {};
  let there = false;
  for (const [name, value] of form) {
    if (!name.startsWith(start)) continue;
    there = true;
    const n = Number(value);
    if (n !== 0) found[name.slice(start.length)] = n;
  }
  return there ? found : undefined;
}
