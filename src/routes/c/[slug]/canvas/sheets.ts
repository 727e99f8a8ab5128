import type { Canvas, CanvasItem } from '#lib/doc/canvas.ts';

/** An issue as the canvas shows it; from the board's mirror. */
export interface CanvasIssue {
  readonly id: string;
  readonly no: number;
  readonly title: string;
  readonly column: string;
}

/** What lies on the canvas, with its words. */
export interface Sheet {
  readonly kind: 'note' | 'card';
  readonly id: string;
  /** 0 for notes. */
  readonly no: number;
  readonly title: string;
  /** '' lies loose. */
  readonly cluster: string;
}

export interface ShownCluster {
  readonly id: string;
  readonly name: string;
  readonly candidate: string | null;
  readonly sheets: readonly Sheet[];
}

/**
 * The canvas with the titles of issues: clusters, and what lies loose: notes first, then the issues that are at work
 * or wait. A card whose issue is not on the board is not shown.
 */
export function sheetsOf(
  canvas: Canvas,
  issues: readonly CanvasIssue[],
): { clusters: readonly ShownCluster[]; loose: readonly Sheet[] } {
  const byId = new Map(issues.map((issue) => [issue.id, issue]));
  const sheetOf = (item: CanvasItem, cluster: string): Sheet[] => {
    if (item.kind === 'note') return [{ kind: 'note', id: item.id, no: 0, title: item.text, cluster }];
    const issue = byId.get(item.id);
    return issue ? [{ kind: 'card', id: issue.id, no: issue.no, title: issue.title, cluster }] : [];
  };
  return {
    clusters: canvas.clusters.map(({ id, name, candidate, items }) => ({
      id,
      name,
      candidate,
      sheets: items.flatMap((item) => sheetOf(item, id)),
    })),
    loose: [
      ...canvas.loose.flatMap((item) => sheetOf(item, '')),
      ...issues
        .filter(({ id, column }) => !canvas.placed.has(id) && column !== 'resolved' && column !== 'closed')
        .map(({ id, no, title }): Sheet => ({ kind: 'card', id, no, title, cluster: '' })),
    ],
  };
}
