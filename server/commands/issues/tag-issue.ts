import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { councilLists, unknownTag } from '../../records/lists.ts';
import { command } from '../define.ts';
import { id, line } from '../fields.ts';
import { issueNamed } from './issue-steps.ts';
import { tagsIn } from '../../db/decode.ts';

/** Lists that tags are chosen from, as commands take them. */
export const tagFields = {
  fields: v.optional(v.pipe(v.array(line(30)), v.maxLength(6)), []),
  lifeStages: v.optional(v.pipe(v.array(line(30)), v.maxLength(6)), []),
  /** Key of a measure of the council's strategy. */
  measure: v.optional(line(30)),
};

/** Sorts an issue by the council's lists (COV4); what it was sorted by before stands in the audit trail. */
export const tagIssue = command({
  name: 'tag-issue',
  summary: 'Sorts an issue by fields, life stages and measure of the council.',
  input: v.strictObject({ issueId: id, ...tagFields }),
  action: 'issue.screen',
  about: (db, input) => issueNamed(db, input.issueId),
  async handle(ctx, input, { councilId, issue }) {
    const kept = tagsIn(issue);
    const lists = await councilLists(ctx.trx, councilId);
    // a word the issue carries already may stay, though it has left the lists
    const unknown = unknownTag(
      {
        ...lists,
        ownFields: [...lists.ownFields, ...kept.fields],
        ownLifeStages: [...lists.ownLifeStages, ...kept.lifeStages],
      },
      { ...input, measure: input.measure === issue.measure ? null : input.measure },
    );
    if (unknown) return refuse('bad-input', { field: unknown });
    const fields = [...new Set(input.fields)];
    const lifeStages = [...new Set(input.lifeStages)];
    await ctx.trx
      .updateTable('issue')
      .set({
        fields: JSON.stringify(fields),
        life_stages: JSON.stringify(lifeStages),
        measure: input.measure ?? null,
      })
      .where('id', '=', issue.id)
      .execute();
    await ctx.audit('issue', issue.id, {
      before: [issue.fields, issue.life_stages, issue.measure],
      fields,
      lifeStages,
      measure: input.measure ?? null,
    });
    ctx.effects.boardChanged(councilId);
    return { issueId: issue.id };
  },
});
