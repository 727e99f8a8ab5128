import {
  matrixOf,
  measuresCovered,
  type Entry,
  type Matrix,
  type MeasureCoverage,
} from '#lib/domain/issues/coverage.ts';
import { fields as presetFields } from '#lib/domain/issues/taxonomy.ts';
import { coreFields } from '#lib/domain/issues/taxonomy.ts';
import { fiscalYearOf } from '#lib/domain/calendar/year.ts';
import { dayOf } from '../../clock.ts';
import { boardStates } from '#lib/domain/issues/state.ts';
import { councilLists, type CouncilLists } from '../../records/lists.ts';
import type { Db } from '../../db/open.ts';
import { measureKeys, type Strategy } from '#lib/domain/issues/strategy.ts';
import { measuresIn, tagsIn } from '../../db/decode.ts';

/*
 * Which fields, generations and measures a council's issues reach (R-STR-01, R-STR-02). From published facts:
 * issues of the board; of candidates the street sees that there is one, not its words.
 */

/** A published issue, as far as a list of issues says it. */
export interface CoverageIssue {
  readonly id: string;
  readonly no: number;
  readonly title: string;
  readonly state: string;
  /** Of its publication. */
  readonly fiscalYear: number;
}

export interface StrategyCoverage {
  readonly strategy: Strategy;
  readonly measures: MeasureCoverage;
}

export interface CoverageView {
  readonly lists: CouncilLists;
  readonly matrix: Matrix;
  /** How each strategy is covered, the one shown first before the others (COV12). */
  readonly strategies: readonly StrategyCoverage[];
  /** That of the first. */
  readonly measures: MeasureCoverage;
  readonly issues: readonly CoverageIssue[];
}

/** The coverage of a council now. Public: takes no actor. */
export async function coverageView(db: Db, councilId: string): Promise<CoverageView> {
  const lists = await councilLists(db, councilId);
  const issues = await db
    .selectFrom('issue')
    .select([
      'id',
      'no',
      'title',
      'state',
      'fields',
      'life_stages',
      'measure',
      'more_measures',
      'published_at',
    ])
    .where('council_id', '=', councilId)
    .where('state', 'in', boardStates)
    .orderBy('no')
    .execute();
  const entries: Entry[] = [
    ...issues.map((row) => ({ ...tagsOf(row), measures: measuresIn(row), kind: 'issue' as const })),
    ...(await candidatesOf(db, councilId)),
  ];
  const used = new Set(entries.flatMap((entry) => entry.fields));
  const core: readonly string[] = coreFields;
  const moreFields = [...new Set<string>([...presetFields, ...lists.ownFields, ...used])].filter(
    (field) => !core.includes(field) && (used.has(field) || lists.ownFields.includes(field)),
  );
  const strategies = lists.strategies.map((strategy) => ({
    strategy,
    measures: measuresCovered(entries, measureKeys(strategy.groups)),
  }));
  return {
    lists,
    strategies,
    matrix: matrixOf(entries, { moreFields, moreLifeStages: lists.ownLifeStages }),
    measures: strategies[0]?.measures ?? measuresCovered(entries, []),
    issues: issues.map(({ id, no, title, state, published_at }) => ({
      id,
      no: no ?? 0,
      title,
      state,
      fiscalYear: fiscalYearOf(dayOf(published_at ?? 0)),
    })),
  };
}

/** Candidates as entries: planned until their item is decided, gone once dropped or taken off (COV3). */
async function candidatesOf(db: Db, councilId: string): Promise<Entry[]> {
  const rows = await db
    .selectFrom('agenda_candidate')
    .leftJoin('agenda_item', 'agenda_item.id', 'agenda_candidate.item_id')
    .leftJoin('meeting', 'meeting.id', 'agenda_candidate.meeting_id')
    .select([
      'agenda_candidate.id',
      'agenda_candidate.fields',
      'agenda_candidate.life_stages',
      'agenda_candidate.measure',
      'agenda_item.state as item_state',
      'meeting.state as meeting_state',
    ])
    .where('agenda_candidate.council_id', '=', councilId)
    .where('agenda_candidate.state', '!=', 'dropped')
    .orderBy('agenda_candidate.created_at')
    .execute();
  return rows
    .filter((row) => row.item_state !== 'withdrawn' && row.meeting_state !== 'cancelled')
    .map((row) => ({
      ...tagsOf(row),
      measures: row.measure === null ? [] : [row.measure],
      kind: row.item_state === 'decided' ? 'decided' : 'planned',
    }));
}

function tagsOf(row: { id: string; fields: string; life_stages: string }) {
  return { id: row.id, ...tagsIn(row) };
}
