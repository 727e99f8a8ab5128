/**
 * What is published about how issues end (FIG1–FIG5). Source: domain §4.7, R-SEN-01, AT-4.1. Whole numbers in, so
 * that everybody gets the same tenth of a percent.
 */
import { routes, type Route } from './state.ts';

/** A published issue that was neither merged nor withdrawn. Times are ms since 1970 UTC. */
export interface Told {
  readonly publishedAt: number;
  readonly resolvedAt: number | null;
  readonly route: Route | null;
  readonly fields: readonly string[];
}

export interface Figures {
  readonly published: number;
  readonly resolved: number;
  /** 解決率 in tenths of a percent: 417 is 41.7 %; null when nothing was published (FIG5). */
  readonly rate: number | null;
  /** Resolved issues by who resolved them; the shares, in tenths of a percent, sum to 1000 (FIG2). */
  readonly byRoute: readonly {
    readonly route: Route;
    readonly resolved: number;
    readonly share: number | null;
  }[];
  /** Days from publication to resolution: the middle one, or the mean of the two in the middle; null without any. */
  readonly medianDays: number | null;
}

/** The figures of the issues whose publication lies in [from, to); ms since 1970 UTC. */
export function figuresOf(
  issues: readonly Told[],
  period: { readonly from: number; readonly to: number } = { from: -Infinity, to: Infinity },
): Figures {
  const published = issues.filter(({ publishedAt: at }) => at >= period.from && at < period.to);
  const resolved = published.filter((issue) => issue.resolvedAt !== null);
  const counts = routes.map((route) => resolved.filter((issue) => issue.route === route).length);
  const parts = shares(counts);
  return {
    published: published.length,
    resolved: resolved.length,
    rate: tenths(resolved.length, published.length),
    byRoute: routes.map((route, i) => ({ route, resolved: counts[i] ?? 0, share: parts?.[i] ?? null })),
    medianDays: median(resolved.map((issue) => daysBetween(issue.publishedAt, issue.resolvedAt ?? 0))),
  };
}

/** `part` of `whole` in tenths of a percent, halves up; null of nothing. */
export function tenths(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((2000 * part + whole) / (2 * whole));
}

/** Shares in tenths of a percent that sum to 1000: the largest remainders get what is left, the first of equals first. */
export function shares(counts: readonly number[]): number[] | null {
  const whole = counts.reduce((sum, count) => sum + count, 0);
  if (whole === 0) return null;
  const parts = counts.map((count) => Math.floor((1000 * count) / whole));
  const left = 1000 - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = counts
    .map((count, i) => ({ i, remainder: (1000 * count) % whole }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1;
  return parts;
}

function median(days: readonly number[]): number | null {
  if (days.length === 0) return null;
  const sorted = [...days].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

const dayMs = 86_400_000;

/** Whole days between two instants, the last one begun not counted. */
function daysBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / dayMs));
}
