import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { councilNamed } from './about-council.ts';
import { command } from '../define.ts';
import { id, optionalLine, properName } from '../fields.ts';
import { seatsChanged } from './mandates.ts';

/** Puts a person's name right on the roster of a council he has a mandate in; sealed records keep theirs. */
export const correctName = command({
  name: 'correct-name',
  summary: "Puts a person's name and its reading right.",
  input: v.strictObject({ councilId: id, personId: id, displayName: properName(40), kana: optionalLine(60) }),
  action: 'roster.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const person = await ctx.trx
      .selectFrom('person')
      .innerJoin('mandate', 'mandate.person_id', 'person.id')
      .select('person.id')
      .where('person.id', '=', input.personId)
      .where('person.erased_at', 'is', null)
      .where('mandate.council_id', '=', input.councilId)
      .where('mandate.ended_at', 'is', null)
      .executeTakeFirst();
    if (!person) return refuse('not-found', { field: 'personId' });
    await ctx.trx
      .updateTable('person')
      .set({ display_name: input.displayName, kana: input.kana })
      .where('id', '=', input.personId)
      .execute();
    await ctx.audit('person', input.personId, { name: true });
    ctx.effects.rightsChanged('person', input.personId);
    await seatsChanged(ctx, input.councilId);
    return {};
  },
});
