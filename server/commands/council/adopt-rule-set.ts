import * as v from 'valibot';
import { rulePresets, sealPolicies, type RulePreset, type RuleSet } from '#lib/domain/council/rule-set.ts';
import {
  bases,
  chairVotes,
  majorityOps,
  proxyMeanings,
  quorumOps,
  roundModes,
  standingDecisions,
  tieRules,
} from '#lib/domain/deciding/index.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { nextRuleSetVersion } from '../../records/numbers.ts';
import { councilNamed } from './about-council.ts';
import { command, type CommandContext } from '../define.ts';
import { id } from '../fields.ts';
import { seatsChanged } from './mandates.ts';

const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const fraction = { num: whole(1, 100), den: whole(1, 100) };
const majority = v.pipe(
  v.strictObject({
    op: v.picklist(majorityOps),
    ...fraction,
    base: v.picklist(bases),
  }),
  v.check((rule) => rule.num < rule.den || (rule.op === 'ge' && rule.num === rule.den)),
);

/** The shape of a rule set as others may send it; the same as `RuleSet`. */
const ruleSet = v.strictObject({
  noticeDays: whole(0, 60),
  quorum: v.pipe(
    v.strictObject({
      op: v.picklist(quorumOps),
      ...fraction,
      countAlternate: v.boolean(),
      countProxy: v.boolean(),
      countWritten: v.boolean(),
    }),
    v.check((rule) => rule.num <= rule.den && (rule.op !== 'gt' || rule.num < rule.den)),
  ),
  defaultMode: v.picklist(roundModes),
  maxRounds: whole(1, 5),
  fallback: v.literal('majority'),
  majority,
  specials: v.pipe(
    v.array(
      v.strictObject({
        category: v.pipe(v.string(), v.regex(/^[a-z][a-z_]{0,29}$/)),
        majority,
      }),
    ),
    v.maxLength(10),
  ),
  chairVote: v.picklist(chairVotes),
  tieRule: v.picklist(tieRules),
  proxyMeaning: v.picklist(proxyMeanings),
  proxyLimit: v.optional(v.nullable(whole(0, 1000))),
  sealPolicy: v.picklist(sealPolicies),
  outlineDays: whole(0, 60),
  publishDays: whole(1, 365),
});

/**
 * Puts the next version of the council's rule set into force (CNC7). Rounds that are open keep the rule
 * frozen into them (I4).
 */
export const adoptRuleSet = command({
  name: 'adopt-rule-set',
  summary: 'Puts a new version of the rule set into force; after the first round a decision is named.',
  input: v.pipe(
    v.strictObject({
      councilId: id,
      preset: v.optional(v.picklist(Object.keys(rulePresets) as RulePreset[])),
      body: v.optional(ruleSet),
      decisionId: v.optional(id),
    }),
    v.check((input) => (input.preset === undefined) !== (input.body === undefined)),
  ),
  action: 'roster.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const { trx } = ctx;
    const refused = await undecided(ctx, input.councilId, input.decisionId);
    if (refused) return refused;
    const rules: RuleSet | undefined = input.body ?? (input.preset && rulePresets[input.preset]);
    const last = await trx
      .selectFrom('rule_set')
      .select('body')
      .where('council_id', '=', input.councilId)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    const body = JSON.stringify(rules);
    if (last?.body === body) return refuse('already-done');
    const ruleSetId = newId();
    const version = await nextRuleSetVersion(trx, input.councilId);
    await trx
      .insertInto('rule_set')
      .values({
        id: ruleSetId,
        council_id: input.councilId,
        version,
        body,
        decision_id: input.decisionId ?? null,
        created_at: ctx.now,
      })
      .execute();
    await trx
      .updateTable('council')
      .set({ rule_set_id: ruleSetId })
      .where('id', '=', input.councilId)
      .execute();
    await ctx.audit('rule_set', ruleSetId, { version, decision: input.decisionId ?? null });
    await seatsChanged(ctx, input.councilId);
    return { ruleSetId, version };
  },
});

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
    .select('id')
    .where('id', '=', decisionId)
    .where('council_id', '=', councilId)
    .where('state', 'in', standingDecisions)
    .executeTakeFirst();
  return decision ? undefined : refuse('not-found', { field: 'decisionId' });
}
