import type { ConsultationLine } from '#lib/domain/consultation/line.ts';
import type { Moved } from '#lib/domain/meeting/announcement.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import type { Office } from '#lib/domain/council/office.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { decisionNumber } from '#lib/text/states.ts';
import { boardStates } from '#lib/domain/issues/state.ts';
import { publishedStates } from '#lib/domain/minutes/state.ts';
import { movesOf } from '../../records/announcement.ts';
import type { Db } from '../../db/open.ts';
import { consultationLines } from '../../records/consultations.ts';
import { byText, countRows } from '../../db/values.ts';
import { visibleDecisions } from '../../access/decision.ts';
import { asProvisional } from '../../access/provisional.ts';
import { street } from '#lib/domain/policy/decide.ts';
import { officeOf } from '../../records/office.ts';
import { sealedDecisions } from '../../records/sealed-decisions.ts';
import { hiddenName } from '../hidden-name.ts';
import { councilBySlug, type CouncilName } from './council.ts';

/*
 * What the street may see of a council: called open meetings, sealed decisions, published minutes and
 * issues. Takes no actor, so that it can return published facts only (I12).
 */

export interface StreetMeeting {
  readonly id: string;
  readonly fiscalYear: number;
  readonly seq: number;
  /** ms since 1970 UTC */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string;
  readonly hybrid: boolean;
  /** Held in writing: `endsAt` is the deadline for answers, there is no place. */
  readonly written: boolean;
  readonly visibility: 'open' | 'partly';
  readonly closedReason: string;
  /** null: nobody is turned away. */
  readonly observerCapacity: number | null;
  readonly items: readonly string[];
  /** Put off, and not called again yet. */
  readonly putOff: boolean;
  readonly moved: Moved | null;
}

export interface StreetView {
  readonly council: CouncilName & { readonly foundedOn: string };
  readonly rules: { readonly version: number; readonly set: RuleSet };
  readonly seats: number;
  readonly meetings: readonly StreetMeeting[];
  readonly decisions: readonly {
    readonly id: string;
    readonly no: string;
    readonly title: string;
    readonly text: string;
    readonly declaredCode: string;
    readonly declaredAt: number;
    /** Whether its minutes are sealed; before, it is openly provisional (QPW2). */
    readonly sealed: boolean;
    /** Who does what, as it was sealed or stands now. */
    readonly tasks: readonly { readonly title: string; readonly leads: readonly string[] }[];
  }[];
  readonly minutes: readonly {
    readonly meetingId: string;
    readonly fiscalYear: number;
    readonly seq: number;
    readonly startsAt: number;
    readonly publishedAt: number;
    readonly sealedAt: number | null;
    /** Errata behind them. */
    readonly errata: number;
  }[];
  readonly issues: readonly { readonly no: number; readonly title: string; readonly state: string }[];
  readonly issueCount: number;
  readonly office: Office;
  readonly figures: StreetFigures;
  /** What the council was asked, once it deliberates on it, the newest first (CST12). */
  readonly consultations: readonly ConsultationLine[];
}

/** What the council has come to since it began, told by what is published. */
export interface StreetFigures {
  readonly published: number;
  readonly resolved: number;
  /** Resolved by the district alone. */
  readonly resolvedByUs: number;
  readonly decisions: number;
  readonly minutes: number;
}

const shown = 8;

/** The public page of a council at `now` (ms since 1970 UTC). */
export async function streetView(db: Db, slug: string, now: number): Promise<StreetView | Refusal> {
  const council = await councilBySlug(db, slug, now);
  if (isRefusal(council)) return council;
  const { id, name, city, district, foundedOn } = council;
  const issues = await issuesOf(db, id);
  return {
    council: { id, slug, name, city, district, foundedOn },
    rules: council.rules,
    seats: await seatsOf(db, id),
    meetings: await meetingsOf(db, id, now),
    decisions: [...(await provisionalOf(db, id)), ...(await decisionsOf(db, id))].slice(0, shown),
    minutes: await minutesOf(db, id),
    issues: issues.slice(0, shown).map(({ no, title, state }) => ({ no, title, state })),
    issueCount: issues.length,
    office: await officeOf(db, id),
    figures: await figuresIn(db, id, issues),
    consultations: (await consultationLines(db, id, { announced: true })).slice(0, shown),
  };
}

async function figuresIn(db: Db, councilId: string, issues: readonly StreetIssue[]): Promise<StreetFigures> {
  const resolved = issues.filter(({ state }) => state === 'resolved');
  const decisions = await sealedRows(db, councilId).select(countRows().as('n')).executeTakeFirstOrThrow();
  const minutes = await db
    .selectFrom('minutes')
    .select(countRows().as('n'))
    .where('council_id', '=', councilId)
    .where('state', 'in', publishedStates)
    .executeTakeFirstOrThrow();
  return {
    published: issues.length,
    resolved: resolved.length,
    resolvedByUs: resolved.filter(({ route }) => route === 'self').length,
    decisions: decisions.n,
    minutes: minutes.n,
  };
}

async function seatsOf(db: Db, councilId: string): Promise<number> {
  const { n } = await db
    .selectFrom('seat')
    .select(countRows().as('n'))
    .where('council_id', '=', councilId)
    .where('to_on', 'is', null)
    .executeTakeFirstOrThrow();
  return n;
}

async function meetingsOf(db: Db, councilId: string, now: number): Promise<StreetMeeting[]> {
  const rows = await db
    .selectFrom('meeting')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('visibility', '!=', 'closed')
    // what is put off stays until it is called again or called off
    .where((eb) =>
      eb.or([
        eb.and([eb('state', 'in', ['called', 'in_session', 'recess']), eb('ends_at', '>', now)]),
        eb('state', '=', 'postponed'),
      ]),
    )
    .orderBy('starts_at')
    .limit(shown)
    .execute();
  const moves = await movesOf(
    db,
    rows.map(({ id }) => id),
  );
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      putOff: row.state === 'postponed',
      moved: moves.get(row.id) ?? null,
      fiscalYear: row.fiscal_year,
      seq: row.seq,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      place: row.place,
      hybrid: row.kind === 'hybrid',
      written: row.kind === 'written',
      visibility: row.visibility === 'partly' ? ('partly' as const) : ('open' as const),
      closedReason: row.closed_reason ?? '',
      observerCapacity: row.observer_capacity,
      items: (
        await db
          .selectFrom('agenda_item')
          .select('title')
          .where('meeting_id', '=', row.id)
          .where('visibility', '=', 'open')
          .where('state', '!=', 'withdrawn')
          .where('type', 'in', ['report', 'discussion', 'decision'])
          .orderBy('position')
          .execute()
      ).map((item) => item.title),
    })),
  );
}

/** Decisions that are sealed, of meetings and items everybody may read. */
function sealedRows(db: Db, councilId: string) {
  return db
    .selectFrom('decision')
    .innerJoin('chain_entry', (join) =>
      join.onRef('chain_entry.ref_id', '=', 'decision.id').on('chain_entry.kind', '=', 'decision'),
    )
    .innerJoin('meeting', 'meeting.id', 'decision.meeting_id')
    .leftJoin('agenda_item', 'agenda_item.id', 'decision.item_id')
    .where('decision.council_id', '=', councilId)
    .where('meeting.visibility', '!=', 'closed')
    .where((eb) =>
      eb.or([eb('agenda_item.visibility', 'is', null), eb('agenda_item.visibility', '=', 'open')]),
    );
}

/** Sealed decisions only, and their words from the chain: they can't change behind the reader's back. */
async function decisionsOf(db: Db, councilId: string): Promise<StreetView['decisions']> {
  const rows = await sealedRows(db, councilId)
    .select(['decision.id', 'decision.fiscal_year', 'decision.seq', 'decision.declared_at'])
    .orderBy('decision.declared_at', 'desc')
    .orderBy('decision.seq', 'desc')
    .limit(shown)
    .execute();
  const seals = await sealedDecisions(
    db,
    councilId,
    rows.map(({ id }) => id),
    { names: false, hidden: hiddenName() },
  );
  return rows.flatMap((row) => {
    const seal = seals.get(row.id);
    // what can't be read as sealed is not shown as sealed
    if (!seal?.intact || !seal.facts) return [];
    const { title, text, declaredCode, division } = seal.facts;
    const no = decisionNumber(row.fiscal_year, row.seq);
    const tasks = (division?.tasks ?? []).map((task) => ({
      title: task.title,
      leads: task.parties.filter(({ responsibility }) => responsibility === 'lead').map(({ name }) => name),
    }));
    return [{ id: row.id, no, title, text, declaredCode, declaredAt: row.declared_at, sealed: true, tasks }];
  });
}

/** Decisions whose minutes are being confirmed, where the rules let them be told at once (QPW1), without full names. */
async function provisionalOf(db: Db, councilId: string): Promise<StreetView['decisions'][number][]> {
  const rows = await visibleDecisions(db, councilId, street, { limit: shown });
  const found = rows.filter(({ chain_seq }) => chain_seq === null);
  return Promise.all(
    found.map(async (row) => {
      const parties = await db
        .selectFrom('role_task')
        .innerJoin('role_division', 'role_division.id', 'role_task.division_id')
        .leftJoin('role_assignment', (join) =>
          join
            .onRef('role_assignment.task_id', '=', 'role_task.id')
            .on('role_assignment.responsibility', '=', 'lead')
            .on('role_assignment.replaced_by', 'is', null),
        )
        .leftJoin('organization', 'organization.id', 'role_assignment.organization_id')
        .select(['role_task.id', 'role_task.title', 'organization.name as lead'])
        .where('role_division.decision_id', '=', row.id)
        .orderBy('role_task.position')
        .orderBy('organization.name', byText)
        .execute();
      const tasks = [...Map.groupBy(parties, ({ id }) => id).values()].map((task) => ({
        title: task[0]?.title ?? '',
        leads: task.flatMap(({ lead }) => lead ?? []),
      }));
      return {
        id: row.id,
        no: decisionNumber(row.fiscal_year, row.seq),
        title: row.title,
        text: row.text,
        declaredCode: row.declared_code,
        declaredAt: row.declared_at,
        sealed: false,
        tasks: await asProvisional(db, councilId, tasks),
      };
    }),
  );
}

async function minutesOf(db: Db, councilId: string): Promise<StreetView['minutes']> {
  const rows = await db
    .selectFrom('minutes')
    .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
    .select([
      'meeting.id',
      'meeting.fiscal_year',
      'meeting.seq',
      'meeting.starts_at',
      'minutes.published_at',
      'minutes.sealed_at',
    ])
    .select((eb) =>
      eb
        .selectFrom('minutes_erratum')
        .select(countRows().as('n'))
        .whereRef('minutes_erratum.minutes_id', '=', 'minutes.id')
        .where('minutes_erratum.state', '=', 'sealed')
        .as('errata'),
    )
    .where('minutes.council_id', '=', councilId)
    .where('minutes.state', 'in', publishedStates)
    .orderBy('meeting.starts_at', 'desc')
    .limit(shown)
    .execute();
  return rows.map((row) => ({
    meetingId: row.id,
    fiscalYear: row.fiscal_year,
    seq: row.seq,
    startsAt: row.starts_at,
    publishedAt: row.published_at ?? 0,
    sealedAt: row.sealed_at,
    errata: row.errata ?? 0,
  }));
}

interface StreetIssue {
  readonly no: number;
  readonly title: string;
  readonly state: string;
  readonly route: string | null;
}

async function issuesOf(db: Db, councilId: string): Promise<StreetIssue[]> {
  const rows = await db
    .selectFrom('issue')
    .select(['no', 'title', 'state', 'route'])
    .where('council_id', '=', councilId)
    .where('state', 'in', boardStates)
    .orderBy('published_at', 'desc')
    .execute();
  return rows.map(({ no, ...row }) => ({ no: no ?? 0, ...row }));
}
