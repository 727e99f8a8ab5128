import { dayOf } from '#lib/domain/calendar/jst.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import { openCouncil } from '../../access/council.ts';
import type { Actor } from '../../access/subject.ts';
import { rulesIn } from '../../db/decode.ts';
import type { Db } from '../../db/open.ts';
import { countRows } from '../../db/values.ts';

/* The rules of a council: every version with the decision it rests on, and drafts people are talking about. */

export interface RuleVersion {
  readonly version: number;
  readonly rules: RuleSet;
  /** The first day it holds, 'YYYY-MM-DD'. */
  readonly fromOn: string;
  /** The decision that adopted it; null: chosen freely, before the first round. */
  readonly decision: { readonly id: string; readonly no: string; readonly title: string } | null;
  /** `held`: it holds today; `coming`: from a day to come; `past`: another followed. */
  readonly state: 'held' | 'coming' | 'past';
}

export interface RuleDraft {
  readonly id: string;
  readonly title: string;
  readonly rules: RuleSet;
  readonly madeBy: string;
  /** ms since 1970 UTC */
  readonly changedAt: number;
  /** What it was adopted as; null: it may still be changed. */
  readonly version: number | null;
}

export interface RulesView {
  readonly councilId: string;
  /** Seats of the council: what examples are reckoned with. */
  readonly seats: number;
  /** The newest first, at most 50. */
  readonly versions: readonly RuleVersion[];
  /** The one changed last first, at most 50. */
  readonly drafts: readonly RuleDraft[];
}

/** Longer than any council's history of rules. */
const mostVersions = 50;
const mostDrafts = 50;

/** Rules and drafts for people of the council. */
export async function rulesView(
  db: Db,
  actor: Actor,
  slug: string,
  now: number,
): Promise<RulesView | Refusal> {
  const opened = await openCouncil(db, actor, slug, 'council.readInside');
  if (isRefusal(opened)) return opened;
  const councilId = opened.council.id;
  return {
    councilId,
    seats: await seatsOf(db, councilId),
    versions: await versionsOf(db, councilId, dayOf(now)),
    drafts: await draftsOf(db, councilId),
  };
}

async function versionsOf(db: Db, councilId: string, today: string): Promise<RuleVersion[]> {
  const rows = await db
    .selectFrom('rule_set')
    .leftJoin('decision', 'decision.id', 'rule_set.decision_id')
    .select(['rule_set.version', 'rule_set.body', 'rule_set.from_on', 'rule_set.created_at'])
    .select(['decision.id', 'decision.fiscal_year', 'decision.seq', 'decision.title'])
    .where('rule_set.council_id', '=', councilId)
    .orderBy('rule_set.version', 'desc')
    .limit(mostVersions)
    .execute();
  const held = rows.find(({ from_on }) => from_on <= today)?.version;
  return rows.map((row) => ({
    version: row.version,
    rules: rulesIn(row),
    fromOn: row.from_on || dayOf(row.created_at),
    decision:
      row.id === null || row.fiscal_year === null || row.seq === null
        ? null
        : { id: row.id, no: decisionNumber(row.fiscal_year, row.seq), title: row.title ?? '' },
    state: row.version === held ? 'held' : row.from_on > today ? 'coming' : 'past',
  }));
}

async function draftsOf(db: Db, councilId: string): Promise<RuleDraft[]> {
  const rows = await db
    .selectFrom('rule_draft')
    .innerJoin('person', 'person.id', 'rule_draft.made_by')
    .selectAll('rule_draft')
    .select('person.display_name')
    .where('rule_draft.council_id', '=', councilId)
    .orderBy('rule_draft.changed_at', 'desc')
    .limit(mostDrafts)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    rules: rulesIn(row),
    madeBy: row.display_name,
    changedAt: row.changed_at,
    version: row.version,
  }));
}

async function seatsOf(db: Db, councilId: string): Promise<number> {
  const { n } = await db
    .selectFrom('seat')
    .select(countRows().as('n'))
    .where('council_id', '=', councilId)
    .where('kind', '=', 'seat')
    .where('to_on', 'is', null)
    .executeTakeFirstOrThrow();
  return n;
}
