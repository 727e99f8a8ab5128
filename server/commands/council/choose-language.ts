import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { locales } from '#lib/i18n/locale.ts';
import { command } from '../define.ts';

/** The language a person is spoken to in, kept with the person so that every device follows. */
export const chooseLanguage = command({
  name: 'choose-language',
  summary: 'Keeps the language the caller wants to be spoken to in.',
  input: v.strictObject({ locale: v.picklist(locales) }),
  action: 'free',
  about: () => Promise.resolve({ councilId: null }),
  async handle(ctx, input) {
    const { personId } = ctx.actor;
    if (personId === null) return refuse('session-required');
    await ctx.trx.updateTable('person').set({ locale: input.locale }).where('id', '=', personId).execute();
    await ctx.audit('person', personId, { locale: input.locale });
    return { locale: input.locale };
  },
});
