/**
 * Which fields and generations the council's issues reach, and which they leave out (COV1–COV6). Pure over what
 * is tagged; knows no words, only keys. Source: domain §4.6, §4.7 網羅度, R-STR-01 to 03, AT-3.
 */
import { coreFields, isOutsideCore, lifeStages } from './taxonomy.ts';

/** `issue`: published. `decided`: decided on without an issue. `planned`: a candidate for an agenda, not yet decided. */
export type EntryKind = 'issue' | 'decided' | 'planned';

/** Something with tags. */
export interface Entry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly fields: readonly string[];
  readonly lifeStages: readonly string[];
  /** Of one strategy or several. */
  readonly measures: readonly string[];
}

/** Where a field and a life stage meet. Ids in the order of the entries. */
export interface Cell {
  readonly field: string;
  readonly lifeStage: string;
  readonly issues: readonly string[];
  readonly decided: readonly string[];
  readonly planned: readonly string[];
}

export interface Row {
  readonly field: string;
  readonly cells: readonly Cell[];
  /** Issues in this field, each once. */
  readonly issues: number;
}

export interface Matrix {
  readonly lifeStages: readonly string[];
  /** The six core fields: they alone are the coverage. */
  readonly core: readonly Row[];
  /** Other fields in use, counted beside it. */
  readonly more: readonly Row[];
  readonly filled: number;
  readonly cells: number;
  /** Life stages and core fields without a single issue or decision. */
  readonly emptyLifeStages: readonly string[];
  readonly emptyFields: readonly string[];
  /** Issues with none of the core fields, 分野外. */
  readonly outside: readonly string[];
  /** Issues with a core field but without a life stage: in no cell. */
  readonly ageless: readonly string[];
}

export interface Axes {
  /** Fields besides the six, in their order: presets and the council's own. */
  readonly moreFields: readonly string[];
  /** Life stages besides the six. */
  readonly moreLifeStages: readonly string[];
}

/** The matrix of fields × life stages. `filled` counts cells with at least one issue or decision (COV2). */
export function matrixOf(entries: readonly Entry[], axes: Axes): Matrix {
  const stages = [...lifeStages, ...axes.moreLifeStages];
  const row = (field: string): Row => {
    const inField = entries.filter((entry) => entry.fields.includes(field));
    return {
      field,
      issues: inField.filter((entry) => entry.kind === 'issue').length,
      cells: stages.map((lifeStage) => {
        const here = inField.filter((entry) => entry.lifeStages.includes(lifeStage));
        return {
          field,
          lifeStage,
          issues: idsOf(here, 'issue'),
          decided: idsOf(here, 'decided'),
          planned: idsOf(here, 'planned'),
        };
      }),
    };
  };
  const core = coreFields.map(row);
  const counted = core.flatMap(({ cells }) => cells.filter((cell) => isCore(cell.lifeStage)));
  const filled = counted.filter(isFilled);
  return {
    lifeStages: stages,
    core,
    more: axes.moreFields.map(row),
    filled: filled.length,
    cells: counted.length,
    emptyLifeStages: lifeStages.filter((stage) => !filled.some((cell) => cell.lifeStage === stage)),
    emptyFields: coreFields.filter((field) => !filled.some((cell) => cell.field === field)),
    outside: entries.filter((e) => e.kind === 'issue' && isOutsideCore(e.fields)).map((e) => e.id),
    ageless: entries
      .filter((e) => e.kind === 'issue' && !isOutsideCore(e.fields) && e.lifeStages.length === 0)
      .map((e) => e.id),
  };
}

/** Whether a cell counts as covered: what is only planned does not cover it (COV3). */
function isFilled(cell: Cell): boolean {
  return cell.issues.length + cell.decided.length > 0;
}

export type Standing = 'covered' | 'planned' | 'gap';

export interface MeasureCover {
  readonly measure: string;
  readonly standing: Standing;
  readonly issues: readonly string[];
  readonly decided: readonly string[];
  readonly planned: readonly string[];
}

export interface MeasureCoverage {
  readonly measures: readonly MeasureCover[];
  /** With an issue or a decision. */
  readonly covered: number;
  /** Only planned. */
  readonly planned: number;
  /** Issues without a measure, or with one that is not in this strategy. */
  readonly elsewhere: readonly string[];
}

/** How the measures of a strategy are covered, in the order given (COV5). */
export function measuresCovered(entries: readonly Entry[], measures: readonly string[]): MeasureCoverage {
  const covers = measures.map((measure): MeasureCover => {
    const here = entries.filter((entry) => entry.measures.includes(measure));
    const issues = idsOf(here, 'issue');
    const decided = idsOf(here, 'decided');
    const planned = idsOf(here, 'planned');
    const standing = issues.length + decided.length > 0 ? 'covered' : planned.length > 0 ? 'planned' : 'gap';
    return { measure, standing, issues, decided, planned };
  });
  return {
    measures: covers,
    covered: covers.filter((cover) => cover.standing === 'covered').length,
    planned: covers.filter((cover) => cover.standing === 'planned').length,
    elsewhere: entries
      .filter((e) => e.kind === 'issue' && !e.measures.some((measure) => measures.includes(measure)))
      .map((e) => e.id),
  };
}

function idsOf(entries: readonly Entry[], kind: EntryKind): string[] {
  return entries.filter((entry) => entry.kind === kind).map((entry) => entry.id);
}

function isCore(lifeStage: string): boolean {
  return lifeStages.some((stage) => stage === lifeStage);
}
