import * as v from 'valibot';
import { addDays } from '#lib/domain/calendar/day.ts';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { rulePresets, sameRules, type RulePreset, type RuleSet } from '#lib/domain/council/rule-set.ts';
import { ruleSetRefusal } from '#lib/domain/council/rule-set-faults.ts';
import { reaches, standingDecisions } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { rulesIn } from '../../db/decode.ts';
import { newId } from '../../db/ids.ts';
import { readInput } from '../../records/ballots.ts';
import { nextRuleSetVersion } from '../../records/numbers.ts';
import { currentRule } from '../../records/register.ts';
import { publishedInput, publishedOutcome } from '../../records/rounds.ts';
import { councilNamed } from './about-council.ts';
import { command, type CommandContext } from '../define.ts';
import { day, id } from '../fields.ts';
import { seatsChanged } from './mandates.ts';
import { ruleBody } from './rule-body.ts';
import { adoptedRefusal, draftNamed } from './rule-draft.ts';

/** A day of entry into force further away than this is a slip of the pen. */
const longestWaitDays = 366;

/**
 * Puts the next version of the council's rule set into force, from today or from the day the council decided (CNC7, RUL7).
 * Rounds that are open keep the rule frozen into them (I4).
 */
export const adoptRuleSet = command({
  name: 'adopt-rule-set',
  summary: 'Puts a new version of the rule set into force; after the first round a decision is named.',
  input: v.pipe(
    v.strictObject({
      councilId: id,
      preset: v.optional(v.picklist(Object.keys(rulePresets) as RulePreset[])),
      body: v.optional(ruleBody),
      draftId: v.optional(id),
      decisionId: v.optional(id),
      /** The first day it holds; left out: today. */
      fromOn: v.optional(day),
    }),
    v.check((input) => [input.preset, input.body, input.draftId].filter((x) => x !== undefined).length === 1),
  ),
  action: 'roster.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const { trx } = ctx;
    const fromOn = input.fromOn ?? ctx.today;
    const untimely = dayRefusal(ctx.today, fromOn);
    if (untimely) return untimely;
    const refused = await undecided(ctx, input.councilId, input.decisionId);
    if (refused) return refused;
    const rules = await rulesNamed(ctx, input);
    if (isRefusal(rules)) return rules;
    const impossible = ruleSetRefusal(rules);
    if (impossible) return impossible;
    const last = await trx
      .selectFrom('rule_set')
      .select('body')
      .where('council_id', '=', input.councilId)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last && sameRules(rulesIn(last), rules)) return refuse('already-done');
    const ruleSetId = newId();
    const version = await nextRuleSetVersion(trx, input.councilId);
    await trx
      .insertInto('rule_set')
      .values({
        id: ruleSetId,
        council_id: input.councilId,
        version,
        body: JSON.stringify(rules),
        decision_id: input.decisionId ?? null,
        created_at: ctx.now,
        from_on: fromOn,
      })
      .execute();
    await trx
      .updateTable('council')
      .set({ rule_set_id: ruleSetId })
      .where('id', '=', input.councilId)
      .execute();
    if (input.draftId !== undefined)
      await trx
        .updateTable('rule_draft')
        .set({ version, changed_at: ctx.now })
        .where('id', '=', input.draftId)
        .execute();
    await ctx.audit('rule_set', ruleSetId, { version, decision: input.decisionId ?? null, fromOn });
    await seatsChanged(ctx, input.councilId);
    return { ruleSetId, version, fromOn };
  },
});

function dayRefusal(today: string, fromOn: string): Refusal | null {
  if (fromOn < today) return refuse('bad-input', { field: 'fromOn', params: { why: 'past' } });
  return fromOn > addDays(today, longestWaitDays)
    ? refuse('bad-input', { field: 'fromOn', params: { why: 'too-far' } })
    : null;
}

/** The rules that are adopted: a preset, a body, or a draft of this council that was not adopted yet. */
async function rulesNamed(
  ctx: CommandContext,
  input: {
    readonly councilId: string;
    readonly preset?: RulePreset | undefined;
    readonly body?: RuleSet | undefined;
    readonly draftId?: string | undefined;
  },
): Promise<RuleSet | Refusal> {
  if (input.body) return input.body;
  if (input.preset !== undefined) return rulePresets[input.preset];
  const named = await draftNamed(ctx.trx, input.draftId ?? '');
  if (isRefusal(named)) return named;
  if (named.councilId !== input.councilId) return refuse('not-found', { field: 'draftId' });
  return adoptedRefusal(named.draft) ?? rulesIn(named.draft);
}

async function undecided(
  ctx: CommandContext,
  councilId: string,
  decisionId: string | undefined,
): Promise<Refusal | undefined> {
  if (decisionId === undefined) {
    const round = await ctx.trx
      .selectFrom('round')
      .select('id')
      .where('council_id', '=', councilId)
      .limit(1)
      .executeTakeFirst();
    return round ? refuse('decision-required', { field: 'decisionId' }) : undefined;
  }
  const decision = await ctx.trx
    .selectFrom('decision')
    .select(['round_id', 'declared_at'])
    .where('id', '=', decisionId)
    .where('council_id', '=', councilId)
    .where('state', 'in', standingDecisions)
    .executeTakeFirst();
  if (!decision) return refuse('not-found', { field: 'decisionId' });
  return tooFew(ctx, councilId, decision.round_id, dayOf(decision.declared_at));
}

/** Rules that ask a majority of their own for the by-laws are followed only by a decision that reached it (RUL8). */
async function tooFew(
  ctx: CommandContext,
  councilId: string,
  roundId: string | null,
  decidedOn: string,
): Promise<Refusal | undefined> {
  const { body } = await currentRule(ctx.trx, councilId, decidedOn);
  const asked = body.specials.find(({ category }) => category === 'bylaw');
  if (!asked) return undefined;
  const round =
    roundId === null
      ? undefined
      : await ctx.trx.selectFrom('round').selectAll().where('id', '=', roundId).executeTakeFirst();
  const [json, outcome] = round ? [publishedInput(round), publishedOutcome(round)] : [null, null];
  const enough = json && outcome && reaches(readInput(json), outcome, asked.majority);
  return enough ? undefined : refuse('majority-too-small', { field: 'decisionId' });
}
