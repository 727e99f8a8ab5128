import * as v from 'valibot';
import { draftNamed, adoptedRefusal } from './rule-draft.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/** Puts a draft of rules away; one that was adopted stays as it was decided (RUL9). */
export const discardRuleDraft = command({
  name: 'discard-rule-draft',
  summary: 'Deletes a draft of a rule set that was not adopted.',
  input: v.strictObject({ draftId: id }),
  action: 'rules.propose',
  about: (db, input) => draftNamed(db, input.draftId),
  async handle(ctx, input, { draft }) {
    const adopted = adoptedRefusal(draft);
    if (adopted) return adopted;
    await ctx.trx.deleteFrom('rule_draft').where('id', '=', input.draftId).execute();
    await ctx.audit('rule_draft', input.draftId, { discarded: true, title: draft.title });
    return { draftId: input.draftId };
  },
});
