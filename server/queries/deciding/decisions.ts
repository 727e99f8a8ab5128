import { holdsWords } from '#lib/domain/issues/search.ts';
import { acceptance, isActiveDivision } from '#lib/domain/roles/assignment.ts';
import { may, type Subject } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { decisionCalled, decisionNumber, partsOfNumber } from '#lib/domain/calendar/numbers.ts';
import { yearShown } from '#lib/domain/calendar/year.ts';
import { openCouncil, type OpenedCouncil } from '../../access/council.ts';
import {
  decisionYears,
  divisionTasks,
  visibleDecisions,
  type VisibleDecision,
} from '../../access/decision.ts';
import { subjectOf, type Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import type { DecisionRow } from '../../db/schema.ts';
import { linkedIssue } from '../issues/linked-issue.ts';
import { minorityIn } from '../../db/decode.ts';
import { asSealed, isSound, sealedDecisions } from '../../records/sealed-decisions.ts';
import { hiddenName } from '../hidden-name.ts';

/* The register of decisions (決定事項): numbers without gaps, the text as it was frozen, how it came about. */

export interface DecisionLine {
  readonly id: string;
  /** '2022-08' */
  readonly no: string;
  readonly fiscalYear: number;
  readonly seq: number;
  readonly title: string;
  readonly text: string;
  readonly textHash: string;
  readonly scope: DecisionRow['scope'];
  readonly outcomeCode: string;
  readonly declaredCode: string;
  readonly declaredReason: string | null;
  /** '' for the street. */
  readonly declaredBy: string;
  /** ms since 1970 UTC */
  readonly declaredAt: number;
  readonly state: DecisionRow['state'];
  readonly reviewOn: string | null;
  readonly meeting: { readonly id: string; readonly seq: number; readonly startsAt: number };
  readonly itemTitle: string;
  /** The published issue it answers. */
  readonly issue: { readonly no: number; readonly title: string } | null;
  readonly roundId: string | null;
  /** Entry of the chain it is sealed in; null until the minutes are sealed. */
  readonly sealedIn: number | null;
  /** False where that entry is no longer what it was sealed as: nothing here may be relied on. */
  readonly sealIntact: boolean;
  /** How many opinions of the minority are kept with it. */
  readonly minorityCount: number;
  readonly division: {
    readonly id: string;
    readonly title: string;
    readonly level: number;
    readonly accepted: number;
    readonly asked: number;
    readonly active: boolean;
  } | null;
}

export interface MinorityView {
  readonly kind: 'objection' | 'against';
  /** '' for those who may not read single replies. */
  readonly label: string;
  readonly reason: string;
  readonly wouldAgreeIf: string;
}

export interface DecisionView extends DecisionLine {
  readonly councilId: string;
  /** Empty for the street, which reads them in the published minutes. */
  readonly minority: readonly MinorityView[];
}

/** A year of the register, and which other years there are. */
export interface RegisterYear {
  /** The newest first, with how many decisions each has. */
  readonly years: readonly { readonly fiscalYear: number; readonly n: number }[];
  /** The year shown; null where nothing was decided yet. */
  readonly fiscalYear: number | null;
  readonly lines: readonly DecisionLine[];
}

/** One fiscal year of the register: the one asked for where it holds something, else the newest. */
export async function registerYear(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  asked: number | null,
): Promise<RegisterYear | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const { council, subject } = opened;
  const years = await decisionYears(db, council.id, subject);
  const fiscalYear = yearShown(years, asked);
  if (fiscalYear === null) return { years, fiscalYear, lines: [] };
  const rows = await visibleDecisions(db, council.id, subject, { fiscalYear });
  return { years, fiscalYear, lines: await linesOf(db, rows, opened) };
}

/** So many found decisions are read whole; who finds more says it more exactly. */
const mostFound = 200;

/** Decisions of any year that `query` calls by their number (LST3), or whose title, text or item hold every word of it, the newest first, at most 200. */
export async function registerSearch(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  query: string,
): Promise<DecisionLine[] | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const rows = await visibleDecisions(db, opened.council.id, opened.subject);
  const called = decisionCalled(query);
  const found = rows.filter(
    (row) =>
      (called?.seq === row.seq && (called.fiscalYear ?? row.fiscal_year) === row.fiscal_year) ||
      holdsWords([numberOf(row), row.title, row.text, row.item_title ?? ''].join('\n'), query),
  );
  return linesOf(db, found.slice(0, mostFound), opened);
}

/** Decisions of a council for whoever asks, the newest first. `after`: number of the last one before. */
export async function decisionRegister(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  page: { readonly limit: number; readonly after: string | null } = { limit: 500, after: null },
): Promise<DecisionLine[] | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const after = page.after === null ? undefined : partsOfNumber(page.after);
  if (after === null) return [];
  const rows = await visibleDecisions(db, opened.council.id, opened.subject, {
    limit: page.limit,
    ...(after && { after }),
  });
  return linesOf(db, rows, opened);
}

function linesOf(
  db: Db,
  rows: readonly VisibleDecision[],
  { council, subject }: OpenedCouncil,
): Promise<DecisionLine[]> {
  return Promise.all(rows.map((row) => lineOf(db, row, subject, council.id)));
}

/** One decision; `not-found` where the asker may not see it. */
export async function decisionById(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  decisionId: string,
): Promise<DecisionView | Refusal> {
  const found = await db
    .selectFrom('decision')
    .select('council_id')
    .where('id', '=', decisionId)
    .executeTakeFirst();
  if (!found) return refuse('not-found');
  const subject = await subjectOf(db, actor, found.council_id);
  const [row] = await visibleDecisions(db, found.council_id, subject, { ids: [decisionId] });
  if (!row) return refuse('not-found');
  const named = may(subject, 'ballots.readNamed');
  const minority = minorityIn(row);
  return {
    ...(await lineOf(db, row, subject, found.council_id)),
    councilId: found.council_id,
    minority: may(subject, 'meeting.follow')
      ? minority.map((entry) => (named ? entry : { ...entry, label: '' }))
      : [],
  };
}

function numberOf(row: { fiscal_year: number; seq: number }): string {
  return decisionNumber(row.fiscal_year, row.seq);
}

/** A decision as it was sealed, as soon as it is: the row is read for what the seal says nothing of. */
async function lineOf(
  db: Db,
  found: VisibleDecision,
  subject: Subject,
  councilId: string,
): Promise<DecisionLine> {
  const seal = found.chain_seq === null ? undefined : await sealOf(db, found, subject, councilId);
  const row = asSealed(found, seal);
  const division = await db
    .selectFrom('role_division')
    .select(['id', 'title', 'level'])
    .where('decision_id', '=', row.id)
    .executeTakeFirst();
  const tasks = division ? await divisionTasks(db, division.id) : [];
  return {
    id: row.id,
    no: numberOf(row),
    fiscalYear: row.fiscal_year,
    seq: row.seq,
    title: row.title,
    text: row.text,
    textHash: row.text_hash,
    scope: row.scope,
    outcomeCode: row.outcome_code,
    declaredCode: row.declared_code,
    declaredReason: row.declared_reason,
    declaredBy: may(subject, 'meeting.follow') ? (row.declared_by_name ?? '') : '',
    declaredAt: row.declared_at,
    state: row.state,
    reviewOn: row.review_on,
    meeting: { id: row.meeting_id, seq: row.meeting_seq, startsAt: row.starts_at },
    itemTitle: row.item_title ?? '',
    issue: await linkedIssue(db, councilId, row.issue_id),
    roundId: row.round_id,
    sealedIn: row.chain_seq,
    sealIntact: isSound(seal),
    minorityCount: minorityIn(row).length,
    division: division ? { ...division, ...acceptance(tasks), active: isActiveDivision(tasks) } : null,
  };
}

async function sealOf(db: Db, row: VisibleDecision, subject: Subject, councilId: string) {
  const shown = { names: may(subject, 'minutes.readDraft'), hidden: hiddenName() };
  return (await sealedDecisions(db, councilId, [row.id], shown)).get(row.id);
}
