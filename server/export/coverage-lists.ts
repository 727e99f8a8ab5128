import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Matrix, Standing } from '#lib/domain/issues/coverage.ts';
import { fieldWord, lifeStageWord, measureTitle, strategyName } from '#lib/text/taxonomy.ts';
import type { CoverageView } from '../queries/issues/coverage.ts';
import { csvOf } from './csv.ts';

/** The matrix for a spreadsheet: one line a field, one column a life stage; counts of issues. */
export function matrixCsv({ matrix }: CoverageView, locale: Locale): string {
  const words = { locale };
  const line = (row: Matrix['core'][number], core: boolean) => [
    fieldWord(row.field, locale),
    core ? m.coverage_csv_core({}, words) : m.coverage_csv_more({}, words),
    ...row.cells.map((cell) => cell.issues.length),
    row.issues,
    row.cells.reduce((sum, cell) => sum + cell.planned.length, 0),
  ];
  return csvOf(
    [
      m.issue_field_label({}, words),
      m.coverage_csv_kind({}, words),
      ...matrix.lifeStages.map((stage) => lifeStageWord(stage, locale)),
      m.coverage_total({}, words),
      m.coverage_planned({}, words),
    ],
    [...matrix.core.map((row) => line(row, true)), ...matrix.more.map((row) => line(row, false))],
  );
}

/** The measures of all strategies for a spreadsheet, one strategy after the other. */
export function measuresCsv({ strategies }: CoverageView, locale: Locale): string {
  const words = { locale };
  const standing: Record<Standing, () => string> = {
    covered: () => m.coverage_standing_covered({}, words),
    planned: () => m.coverage_standing_planned({}, words),
    gap: () => m.coverage_standing_gap({}, words),
  };
  return csvOf(
    [
      m.coverage_strategy({}, words),
      m.coverage_measure({}, words),
      m.coverage_count_issues({}, words),
      m.coverage_count_decided({}, words),
      m.coverage_planned({}, words),
      m.coverage_standing({}, words),
    ],
    strategies.flatMap(({ strategy, measures }) =>
      measures.measures.map((cover) => [
        strategyName(strategy, locale),
        measureTitle(strategy.groups, cover.measure, locale),
        cover.issues.length,
        cover.decided.length,
        cover.planned.length,
        standing[cover.standing](),
      ]),
    ),
  );
}
