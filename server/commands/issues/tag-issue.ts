import * as v from 'valibot';
import { mostStrategies } from '#lib/domain/issues/strategy.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { councilLists, unknownTag } from '../../records/lists.ts';
import { command } from '../define.ts';
import { id, line } from '../fields.ts';
import { issueNamed } from './issue-steps.ts';
import { measuresIn, tagsIn } from '../../db/decode.ts';

/** Lists that tags are chosen from, as commands take them. */
export const tagFields = {
  fields: v.optional(v.pipe(v.array(line(30)), v.maxLength(6)), []),
  lifeStages: v.optional(v.pipe(v.array(line(30)), v.maxLength(6)), []),
  /** Key of a measure of the council's strategies. */
  measure: v.optional(line(30)),
};

/** Sorts an issue by the council's lists (COV4); what it was sorted by before stands in the audit trail. */
export const tagIssue = command({
  name: 'tag-issue',
  summary: 'Sorts an issue by fields, life stages and measure of the council.',
  input: v.strictObject({
    issueId: id,
    ...tagFields,
    /** Instead of one: a measure of each strategy (COV12). */
    measures: v.optional(v.pipe(v.array(line(30)), v.maxLength(mostStrategies))),
  }),
  action: 'issue.screen',
  about: (db, input) => issueNamed(db, input.issueId),
  async handle(ctx, input, { councilId, issue }) {
    const kept = tagsIn(issue);
    const had = measuresIn(issue);
    const measures = [...new Set(input.measures ?? (input.measure === undefined ? [] : [input.measure]))];
    const [measure = null, ...more] = measures;
    const lists = await councilLists(ctx.trx, councilId);
    // a word the issue carries already may stay, though it has left the lists
    const unknown = unknownTag(
      {
        ...lists,
        ownFields: [...lists.ownFields, ...kept.fields],
        ownLifeStages: [...lists.ownLifeStages, ...kept.lifeStages],
      },
      { ...input, measures: measures.filter((measure) => !had.includes(measure)) },
    );
    if (unknown) return refuse('bad-input', { field: unknown });
    const fields = [...new Set(input.fields)];
    const lifeStages = [...new Set(input.lifeStages)];
    await ctx.trx
      .updateTable('issue')
      .set({
        fields: JSON.stringify(fields),
        life_stages: JSON.stringify(lifeStages),
        measure,
        more_measures: JSON.stringify(more),
      })
      .where('id', '=', issue.id)
      .execute();
    await ctx.audit('issue', issue.id, {
      before: [issue.fields, issue.life_stages, had],
      fields,
      lifeStages,
      measures,
    });
    ctx.effects.boardChanged(councilId);
    return { issueId: issue.id };
  },
});
