import { agendaIsOpen } from '#lib/domain/meeting/state.ts';
import { boardStates } from '#lib/domain/issues/state.ts';
import { putsOnAgenda, screensIn, type Issue } from '../../access/issue.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { similarIssues, type SimilarIssue } from './similar.ts';
import { flagsIn, measuresIn, tagsIn } from '../../db/decode.ts';

/* Issues for pages and API. Views are JSON; times are ms since 1970 UTC, days 'YYYY-MM-DD'. */

/** What the street may know of a published issue. Never who brought it. */
export interface IssueFacts {
  readonly id: string;
  /** Gapless per council, given at publication. */
  readonly no: number;
  readonly title: string;
  readonly body: string;
  readonly place: string;
  readonly fields: readonly string[];
  readonly lifeStages: readonly string[];
  /** The first of those below. */
  readonly measure: string | null;
  /** Of one strategy or several. */
  readonly measures: readonly string[];
  readonly route: Issue['route'];
  readonly leadParty: string;
  readonly state: Issue['state'];
  readonly result: string;
  readonly publishedAt: number;
  readonly resolvedAt: number | null;
  readonly movedAt: number;
}

/** An issue that waits for screening; for those who screen. */
export interface WaitingIssue {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly place: string;
  readonly fields: readonly string[];
  readonly lifeStages: readonly string[];
  readonly via: Issue['submitted_via'];
  /** The name the submitter gave; '' when he gave none, also of somebody signed in: the form promises it. */
  readonly from: string;
  readonly enteredBy: string;
  /** Where the sheet hangs through whose link it came; '' for the form itself. */
  readonly linkPlace: string;
  /** Kinds of personal data found in the text. */
  readonly flags: readonly string[];
  readonly submittedAt: number;
  /** What its screening must not have moved on from. */
  readonly state: Issue['state'];
  /** Language in which it was told, as a tag, and the words as told; '' when in Japanese. */
  readonly toldIn: string;
  readonly originalBody: string;
  /** Id of the photo that came with it. */
  readonly photo: string | null;
  /** Issues on the board that may be about the same. */
  readonly similar: readonly SimilarIssue[];
}

export const factsColumns = [
  'issue.id',
  'issue.no',
  'issue.title',
  'issue.body',
  'issue.place',
  'issue.fields',
  'issue.life_stages',
  'issue.measure',
  'issue.more_measures',
  'issue.route',
  'issue.state',
  'issue.result',
  'issue.published_at',
  'issue.resolved_at',
  'issue.moved_at',
] as const;

type FactsColumn = (typeof factsColumns)[number] extends `issue.${infer Column}` ? Column : never;
type FactsRow = Pick<Issue, FactsColumn & keyof Issue> & { lead: string | null };

/** A row as everybody may read it. */
export function factsOf(row: FactsRow): IssueFacts {
  return {
    id: row.id,
    no: row.no ?? 0,
    title: row.title,
    body: row.body,
    place: row.place,
    ...tagsIn(row),
    measure: row.measure,
    measures: measuresIn(row),
    route: row.route,
    leadParty: row.lead ?? '',
    state: row.state,
    result: row.result,
    publishedAt: row.published_at ?? 0,
    resolvedAt: row.resolved_at,
    movedAt: row.moved_at ?? row.published_at ?? 0,
  };
}

/** Published issues by number, after `afterNo`. Public: takes no actor. */
export async function publishedIssues(
  db: Db,
  councilId: string,
  page: { readonly limit: number; readonly afterNo: number },
): Promise<IssueFacts[]> {
  const rows = await db
    .selectFrom('issue')
    .leftJoin('organization', 'organization.id', 'issue.lead_organization_id')
    .select(factsColumns)
    .select('organization.name as lead')
    .where('issue.council_id', '=', councilId)
    .where('issue.state', 'in', boardStates)
    .where('issue.no', '>', page.afterNo)
    .orderBy('issue.no')
    .limit(page.limit)
    .execute();
  return rows.map(factsOf);
}

/** What waits for screening, as a card of the board. */
export interface WaitingCard {
  readonly id: string;
  readonly title: string;
  /** Kinds of personal data the guard has seen in it. */
  readonly flags: readonly string[];
  readonly submittedAt: number;
}

/** All that waits for screening, oldest first; empty for those who may not screen. */
export async function waitingCards(db: Db, actor: Actor, councilId: string): Promise<WaitingCard[]> {
  if (!(await screensIn(db, actor, councilId))) return [];
  const rows = await db
    .selectFrom('issue')
    .select(['id', 'title', 'flags', 'submitted_at'])
    .where('council_id', '=', councilId)
    .where('state', 'in', ['submitted', 'screening'])
    .orderBy('submitted_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    flags: flagsIn(row),
    submittedAt: row.submitted_at,
  }));
}

/**
 * Those of `ids` that wait for screening, oldest first, each with what on the board may be about the same; empty for
 * those who may not screen. Comparing costs some milliseconds each: ask for a page of them.
 */
export async function waitingIssues(
  db: Db,
  actor: Actor,
  councilId: string,
  ids: readonly string[],
): Promise<WaitingIssue[]> {
  if (ids.length === 0 || !(await screensIn(db, actor, councilId))) return [];
  const rows = await db
    .selectFrom('issue')
    .leftJoin('person as typist', 'typist.id', 'issue.entered_by')
    .leftJoin('issue_photo', 'issue_photo.issue_id', 'issue.id')
    .leftJoin('issue_link', 'issue_link.id', 'issue.link_id')
    .select([
      'issue.id',
      'issue.title',
      'issue.body',
      'issue.place',
      'issue.fields',
      'issue.life_stages',
      'issue.submitted_via',
      'issue.submitter_name',
      'issue.flags',
      'issue.submitted_at',
      'issue.state',
      'issue.told_in',
      'issue.original_body',
      'typist.display_name as typist',
      'issue_photo.id as photo',
      'issue_link.place as link_place',
    ])
    .where('issue.id', 'in', [...ids])
    .where('issue.council_id', '=', councilId)
    .where('issue.state', 'in', ['submitted', 'screening'])
    .orderBy('issue.submitted_at')
    .orderBy('issue.id')
    .execute();
  const similar = await similarIssues(db, councilId, rows);
  return rows.map((row, i) => ({
    id: row.id,
    title: row.title,
    body: row.body,
    place: row.place,
    ...tagsIn(row),
    state: row.state,
    toldIn: row.told_in,
    originalBody: row.original_body,
    photo: row.photo,
    similar: similar[i] ?? [],
    via: row.submitted_via,
    from: row.submitter_name,
    enteredBy: row.typist ?? '',
    linkPlace: row.link_place ?? '',
    flags: flagsIn(row),
    submittedAt: row.submitted_at,
  }));
}

/** A meeting whose agenda can still take an issue. */
export interface OpenAgenda {
  readonly meetingId: string;
  readonly fiscalYear: number;
  readonly seq: number;
  readonly startsAt: number;
}

/** Meetings to come whose agenda is open, next one first; empty for those who may not put issues on it. */
export async function openAgendas(db: Db, actor: Actor, councilId: string): Promise<OpenAgenda[]> {
  if (!(await putsOnAgenda(db, actor, councilId))) return [];
  const rows = await db
    .selectFrom('meeting')
    .select(['id', 'fiscal_year', 'seq', 'starts_at', 'state'])
    .where('council_id', '=', councilId)
    .orderBy('starts_at')
    .execute();
  return rows
    .filter((row) => agendaIsOpen(row.state))
    .map((row) => ({
      meetingId: row.id,
      fiscalYear: row.fiscal_year,
      seq: row.seq,
      startsAt: row.starts_at,
    }));
}
