import { standingDecisions } from '#lib/domain/deciding/index.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { decisionNumber } from '#lib/text/states.ts';
import { openCouncil } from '../../access/council.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';

/** On what a change of the rule set may rest (CNC7). */
export interface RuleBasis {
  /** No round has been opened yet: the council chooses freely. */
  readonly free: boolean;
  /** Decisions that may be named, latest first. */
  readonly decisions: readonly { readonly id: string; readonly no: string; readonly title: string }[];
}

/** For those who keep the roster and with it the rules. */
export async function ruleBasis(db: Db, actor: Actor, slug: string): Promise<RuleBasis | Refusal> {
  const opened = await openCouncil(db, actor, slug, 'roster.manage');
  if (isRefusal(opened)) return opened;
  const councilId = opened.council.id;
  const round = await db
    .selectFrom('round')
    .select('id')
    .where('council_id', '=', councilId)
    .limit(1)
    .executeTakeFirst();
  const decisions = await db
    .selectFrom('decision')
    .select(['id', 'fiscal_year', 'seq', 'title'])
    .where('council_id', '=', councilId)
    .where('state', 'in', standingDecisions)
    .orderBy('declared_at', 'desc')
    .limit(50)
    .execute();
  return {
    free: round === undefined,
    decisions: decisions.map((row) => ({
      id: row.id,
      no: decisionNumber(row.fiscal_year, row.seq),
      title: row.title,
    })),
  };
}
