import type { ServerName } from './servers.ts';

/** One line of the table: a figure, what each server reached, and what ours must reach. */
export interface Figure {
  readonly figure: string;
  readonly target: string;
  readonly cells: Partial<Readonly<Record<ServerName, string>>>;
}

export interface RowResult {
  readonly lines: readonly Figure[];
  /** for the JSON */
  readonly figures: object;
}

/** Prints all rows as one table. */
export function print(results: readonly RowResult[], names: readonly ServerName[]): void {
  const head = ['figure', ...names, 'ours must reach'];
  const body = results.flatMap(({ lines }) =>
    lines.map(({ figure, cells, target }) => [figure, ...names.map((name) => cells[name] ?? '–'), target]),
  );
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  console.log(`\n${line(head)}\n|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  for (const row of body) console.log(line(row));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** A number with so many digits that matter, in thousands. */
export function say(value: number, digits = 2): string {
  return Number.isFinite(value)
    ? value.toLocaleString('en', {
        maximumSignificantDigits: Math.max(digits, Math.ceil(Math.log10(value + 1))),
      })
    : '–';
}
