import { availableParallelism, cpus, loadavg } from 'node:os';

/* What the benches of acts and of growth share: percentiles, plain tables, and a figure beside its bar. */

/** The value below which `share` (0–1) of the values lie; NaN when there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Milliseconds, bytes or counts as people read them; whole numbers from a hundred up. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** Prints rows under a head, columns as wide as they must be. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  console.log(`\n${line(head)}\n|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  for (const row of rows) console.log(line(row));
}

/** A figure and what it must not pass. */
export interface Bar {
  readonly figure: string;
  readonly value: number;
  readonly most: number;
  readonly unit: string;
}

/** Prints figures beside their bars; answers whether all hold. A figure that is missing does not hold. */
export function bars(list: readonly Bar[]): boolean {
  const holds = ({ value, most }: Bar) => value <= most;
  table(
    ['', 'measured', 'must be', 'figure'],
    list.map((bar) => [
      holds(bar) ? 'ok' : 'OVER',
      `${short(bar.value)} ${bar.unit}`,
      `≤ ${short(bar.most)} ${bar.unit}`,
      bar.figure,
    ]),
  );
  return list.every(holds);
}

/** What the figures were taken under. */
export function conditions(): object {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${availableParallelism()} × ${cpus()[0]?.model ?? '?'}`,
    loadAverage: loadavg()[0],
  };
}
