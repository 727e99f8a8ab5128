import * as v from 'valibot';
import { rulePresets, type RulePreset, type RuleSet } from '#lib/domain/council/rule-set.ts';
import { ruleSetRefusal } from '#lib/domain/council/rule-set-faults.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { countRows } from '../../db/values.ts';
import { currentRule } from '../../records/register.ts';
import { councilNamed } from './about-council.ts';
import { command, personOf, type CommandContext } from '../define.ts';
import { id, line } from '../fields.ts';
import { ruleBody } from './rule-body.ts';
import { adoptedRefusal, draftNamed } from './rule-draft.ts';

/** Drafts of rules a council talks about at a time; more would hide the one that is meant. */
export const mostRuleDrafts = 20;

/**
 * Keeps rules a council is still talking about (RUL9): made from a preset or from the rules that hold, changed as often as
 * people like until a decision adopts them. What cannot work is refused with its field and its reason.
 */
export const keepRuleDraft = command({
  name: 'keep-rule-draft',
  summary: 'Keeps a draft of a rule set: begun from a preset or the rules in force, or changed.',
  input: v.pipe(
    v.strictObject({
      councilId: id,
      /** Left out: a new draft. */
      draftId: v.optional(id),
      title: line(60),
      /** What a new draft begins with; left out with `body`: the rules in force. */
      preset: v.optional(v.picklist(Object.keys(rulePresets) as RulePreset[])),
      body: v.optional(ruleBody),
    }),
    v.check((input) => input.preset === undefined || input.body === undefined),
    v.check((input) => input.draftId === undefined || input.preset === undefined),
  ),
  action: 'rules.propose',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const { trx, now } = ctx;
    if (input.draftId !== undefined) return change(ctx, input.councilId, input.draftId, input);
    const full = await draftsFull(trx, input.councilId);
    if (full) return full;
    const rules = input.body ?? (await beginning(ctx, input.councilId, input.preset));
    const impossible = ruleSetRefusal(rules);
    if (impossible) return impossible;
    const draftId = newId();
    await trx
      .insertInto('rule_draft')
      .values({
        id: draftId,
        council_id: input.councilId,
        title: input.title,
        body: JSON.stringify(rules),
        made_by: personOf(ctx),
        made_at: now,
        changed_at: now,
        version: null,
      })
      .execute();
    await ctx.audit('rule_draft', draftId, { made: true, preset: input.preset ?? null });
    return { draftId };
  },
});

async function change(
  ctx: CommandContext,
  councilId: string,
  draftId: string,
  input: { readonly title: string; readonly body?: RuleSet | undefined },
): Promise<{ draftId: string } | Refusal> {
  const named = await draftNamed(ctx.trx, draftId);
  if (isRefusal(named)) return named;
  if (named.councilId !== councilId) return refuse('not-found', { field: 'draftId' });
  const adopted = adoptedRefusal(named.draft);
  if (adopted) return adopted;
  const impossible = input.body && ruleSetRefusal(input.body);
  if (impossible) return impossible;
  await ctx.trx
    .updateTable('rule_draft')
    .set({
      title: input.title,
      ...(input.body && { body: JSON.stringify(input.body) }),
      changed_at: ctx.now,
    })
    .where('id', '=', draftId)
    .execute();
  await ctx.audit('rule_draft', draftId, { changed: true });
  return { draftId };
}

async function beginning(
  ctx: CommandContext,
  councilId: string,
  preset: RulePreset | undefined,
): Promise<RuleSet> {
  return preset === undefined ? (await currentRule(ctx.trx, councilId, ctx.today)).body : rulePresets[preset];
}

async function draftsFull(trx: Trx, councilId: string): Promise<Refusal | null> {
  const { n } = await trx
    .selectFrom('rule_draft')
    .select(countRows().as('n'))
    .where('council_id', '=', councilId)
    .where('version', 'is', null)
    .executeTakeFirstOrThrow();
  return n < mostRuleDrafts ? null : refuse('drafts-full', { params: { n: mostRuleDrafts } });
}
