import { fiscalYearOf } from '#lib/domain/calendar/year.ts';
import { fiscalYearInstants } from '#lib/domain/calendar/jst.ts';
import { figuresOf, type Figures, type Told } from '#lib/domain/issues/figures.ts';
import { boardStates } from '#lib/domain/issues/state.ts';
import { dayOf } from '../../clock.ts';
import type { Db } from '../../db/open.ts';
import { fieldsIn } from '../../db/decode.ts';

/** How a council's issues end, for everybody (R-SEN-01, domain §4.7). */
export interface FiguresView {
  /** Fiscal year of publication that was asked for; null: all the time. */
  readonly fiscalYear: number | null;
  readonly figures: Figures;
  /** The same by fiscal year of publication, latest first. */
  readonly years: readonly { readonly fiscalYear: number; readonly figures: Figures }[];
  /** The same by field, within the period asked for; an issue with several fields counts in each. */
  readonly fields: readonly { readonly field: string; readonly figures: Figures }[];
}

/** The figures of a council. Public: takes no actor; merged issues are in no column and so not counted. */
export async function figuresView(
  db: Db,
  councilId: string,
  fiscalYear: number | null,
): Promise<FiguresView> {
  const rows = await db
    .selectFrom('issue')
    .select(['published_at', 'resolved_at', 'route', 'fields', 'state'])
    .where('council_id', '=', councilId)
    .where('state', 'in', boardStates)
    .where('published_at', 'is not', null)
    .execute();
  const issues: Told[] = rows.map((row) => ({
    publishedAt: row.published_at ?? 0,
    resolvedAt: row.state === 'resolved' ? row.resolved_at : null,
    route: row.route,
    fields: fieldsIn(row),
  }));
  const years = [...new Set(issues.map((issue) => fiscalYearOf(dayOf(issue.publishedAt))))].sort(
    (a, b) => b - a,
  );
  const period = fiscalYear === null ? undefined : fiscalYearInstants(fiscalYear);
  const fields = [...new Set(issues.flatMap((issue) => issue.fields))];
  return {
    fiscalYear,
    figures: figuresOf(issues, period),
    years: years.map((year) => ({ fiscalYear: year, figures: figuresOf(issues, fiscalYearInstants(year)) })),
    fields: fields
      .map((field) => ({
        field,
        figures: figuresOf(
          issues.filter((issue) => issue.fields.includes(field)),
          period,
        ),
      }))
      .filter((row) => row.figures.published > 0)
      .sort((a, b) => b.figures.published - a.figures.published || (a.field < b.field ? -1 : 1)),
  };
}
