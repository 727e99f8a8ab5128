import * as v from 'valibot';
import { criterionAnswers, mostCriteria } from '#lib/domain/consultation/criteria.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { itemNamed } from '../../access/meeting.ts';
import { sealedRefusal } from '../../access/round.ts';
import { command, personOf } from '../define.ts';
import { emptiableLine, id } from '../fields.ts';
import { itemRefusal } from './round-steps.ts';

/**
 * Answers the council's criteria for the proposal of an item, each はい・一部・いいえ with a sentence (CRI2). The latest answer
 * stands, until the item is decided (CRI3).
 */
export const answerCriteria = command({
  name: 'answer-criteria',
  summary: "Answers the council's criteria for the proposal of an agenda item.",
  input: v.strictObject({
    itemId: id,
    answers: v.pipe(
      v.array(
        v.strictObject({
          criterionId: id,
          answer: v.picklist(criterionAnswers),
          sentence: v.optional(emptiableLine(200), ''),
        }),
      ),
      v.minLength(1),
      v.maxLength(mostCriteria),
    ),
  }),
  action: 'criteria.answer',
  async about(db, input) {
    const named = await itemNamed(db, input.itemId);
    return isRefusal(named) ? named : { ...named, facts: { ...named.facts, inside: true } };
  },
  async handle(ctx, input, { meeting, item }) {
    const { trx } = ctx;
    const over = itemRefusal(item.state, 'itemId') ?? (await sealedRefusal(trx, meeting.id));
    if (over) return over;
    for (const [i, { criterionId, answer, sentence }] of input.answers.entries()) {
      const criterion = await trx
        .selectFrom('criterion')
        .select('id')
        .where('id', '=', criterionId)
        .where('council_id', '=', meeting.council_id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      if (!criterion) return refuse('not-found', { field: `answers[${i}].criterionId` });
      const said = { answer, sentence, answered_by: personOf(ctx), answered_at: ctx.now };
      await trx
        .insertInto('criterion_answer')
        .values({ item_id: item.id, criterion_id: criterionId, ...said })
        .onConflict((clash) => clash.columns(['item_id', 'criterion_id']).doUpdateSet(said))
        .execute();
    }
    const kept = input.answers.map(({ criterionId, answer }) => ({ criterion: criterionId, answer }));
    await ctx.audit('agenda_item', item.id, { criteria: kept });
    ctx.effects.meetingChanged(meeting.id);
    return { answered: input.answers.length };
  },
});
