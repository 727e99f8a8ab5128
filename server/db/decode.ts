import { completeRules, type RuleSet, type StoredRuleSet } from '#lib/domain/council/rule-set.ts';
import type { FrozenRule, Outcome, RoundJson } from '#lib/domain/deciding/index.ts';
import type { RecordedAgenda } from '#lib/domain/meeting/recorded-agenda.ts';
import type { CirculatedMinutes } from '#lib/domain/minutes/circulated.ts';
import type { Signatory } from '#lib/domain/minutes/signatures.ts';
import type { AnswerBody } from '#lib/domain/writing/answer.ts';
import type { CompiledPaper } from '#lib/domain/writing/compiled.ts';
import type { Question } from '#lib/domain/writing/questionnaire.ts';
import type { Power } from '#lib/domain/policy/actions.ts';
import type {
  AgendaCandidateRow,
  AgendaRevisionRow,
  CompiledPaperRow,
  DecisionRow,
  IssueRow,
  LotDrawRow,
  MandateRow,
  MinutesRow,
  OrganizationRow,
  QuestionnaireRow,
  RoundRow,
  RuleSetRow,
  WrittenAnswerRow,
} from './schema.ts';

/*
 * The columns of records.db that hold JSON text, read: one function a column, called where the row is read. What lies
 * there was spelled by this program from a value of the type, so nothing is checked again; text that is no JSON is a
 * damaged file and throws, naming the column.
 */

/** A row as it is read, as far as it concerns one column: the text. */
type Column<Row, Name extends keyof Row> = Readonly<Record<Name, string>>;

function read(column: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${column} holds no JSON`, { cause: error });
  }
}

/** Powers handed on with a mandate (R-HAC-19). */
export function powersIn(mandate: Column<MandateRow, 'powers'>): Power[] {
  return read('mandate.powers', mandate.powers) as Power[];
}

/** The rules of a version or a draft, whole: rows of before know less. */
export function rulesIn(version: Column<RuleSetRow, 'body'>): RuleSet {
  return completeRules(read('rule_set.body', version.body) as StoredRuleSet);
}

/** Fields and life stages by which an issue or a candidate is sorted. */
export function tagsIn(row: Column<IssueRow, 'fields' | 'life_stages'>): {
  readonly fields: string[];
  readonly lifeStages: string[];
} {
  return {
    fields: fieldsIn(row),
    lifeStages: read('life_stages', row.life_stages) as string[],
  };
}

/** Measures an issue answers, of one strategy or several, the first as it was given first. */
export function measuresIn(issue: Column<IssueRow, 'more_measures'> & Pick<IssueRow, 'measure'>): string[] {
  const more = read('issue.more_measures', issue.more_measures) as string[];
  return issue.measure === null ? more : [issue.measure, ...more];
}

/** Fields of an issue, a candidate or an organisation. */
export function fieldsIn(row: Column<IssueRow | OrganizationRow, 'fields'>): string[] {
  return read('fields', row.fields) as string[];
}

/** Kinds of personal data found in what was brought (ISS35). */
export function flagsIn(issue: Column<IssueRow, 'flags'>): string[] {
  return read('issue.flags', issue.flags) as string[];
}

/** Ids of the issues a candidate gathers (CND1). */
export function gatheredIn(candidate: Column<AgendaCandidateRow, 'issue_ids'>): string[] {
  return read('agenda_candidate.issue_ids', candidate.issue_ids) as string[];
}

/** The rule frozen into a round (I4). */
export function frozenRuleIn(round: Column<RoundRow, 'rule'>): FrozenRule {
  return read('round.rule', round.rule) as FrozenRule;
}

/** The outcome of a closed round as it is published (contracts §7). */
export function outcomeIn(round: { readonly outcome: string }): Outcome {
  return read('round.outcome', round.outcome) as Outcome;
}

/** What a closed round was reckoned from, as it is published. */
export function inputIn(round: { readonly input: string }): RoundJson {
  return read('round.input', round.input) as RoundJson;
}

/** What a decision keeps of those who did not agree (DEC11). */
export interface KeptMinority {
  readonly kind: 'objection' | 'against';
  /** Organisation or seat. */
  readonly label: string;
  readonly reason: string;
  readonly wouldAgreeIf: string;
}

/** The names of a draw, in the order they were announced (LOT1). */
export function namesIn(draw: Column<LotDrawRow, 'names'>): string[] {
  return read('lot_draw.names', draw.names) as string[];
}

/** The minority's opinions of a decision. */
export function minorityIn(decision: Column<DecisionRow, 'minority'>): KeptMinority[] {
  return read('decision.minority', decision.minority) as KeptMinority[];
}

/** Who is to sign, the chair first. */
export function signatoriesIn(minutes: Column<MinutesRow, 'signatories'>): Signatory[] {
  return read('minutes.signatories', minutes.signatories) as Signatory[];
}

/** What was circulated; there from the circulation until it is sealed (MIN16). */
export function circulatedIn(minutes: { readonly document: string }): CirculatedMinutes {
  return read('minutes.document', minutes.document) as CirculatedMinutes;
}

/** The agenda a revision holds. */
export function agendaIn(revision: Column<AgendaRevisionRow, 'items'>): RecordedAgenda {
  return read('agenda_revision.items', revision.items) as RecordedAgenda;
}

/** Questions as they were sent. */
export function questionsIn(row: Column<QuestionnaireRow, 'body'>): Question[] {
  return read('questionnaire.body', row.body) as Question[];
}

/** What came back on one form. */
export function answerIn(row: Column<WrittenAnswerRow, 'body'>): AnswerBody {
  return read('written_answer.body', row.body) as AnswerBody;
}

/** What a written meeting handed on as a paper. */
export function compiledPaperIn(row: Column<CompiledPaperRow, 'body'>): CompiledPaper {
  return read('compiled_paper.body', row.body) as CompiledPaper;
}
