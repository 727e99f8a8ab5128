/** Order by Unicode code point (T17). JavaScript's own order is by UTF-16 unit, which puts 𠮷 before ﾊ. */
export function byCodePoint(a: string, b: string): number {
  const [left, right] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  for (;;) {
    const [x, y] = [left.next().value, right.next().value];
    if (x === undefined || y === undefined) return Number(x !== undefined) - Number(y !== undefined);
    if (x !== y) return x.codePointAt(0)! - y.codePointAt(0)!;
  }
}

/** The texts in code point order, as a new list. */
export function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort(byCodePoint);
}
