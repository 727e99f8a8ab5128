import * as v from 'valibot';
import { readTelephone } from '#lib/domain/council/office.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { councilNamed } from './about-council.ts';
import { command } from '../define.ts';
import { id, optionalLine, optionalProse } from '../fields.ts';

const email = v.pipe(optionalLine(100), v.regex(/^$|^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/u));

/**
 * How the office of the secretariat is reached (CNC30): it stands on the report form, slips, posters, replies and the pages
 * that turn somebody away. Empty fields are promised nowhere.
 */
export const setOffice = command({
  name: 'set-office',
  summary: 'Says how the secretariat’s office is reached: telephone, fax, hours, e-mail, desks of the area.',
  input: v.strictObject({
    councilId: id,
    telephone: optionalLine(40),
    fax: optionalLine(40),
    hours: optionalLine(80),
    email,
    /** One a line, beside the national lines. */
    desks: optionalProse(600),
  }),
  action: 'office.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, hours, desks, ...input }) {
    const telephone = readTelephone(input.telephone);
    if (telephone === null) return refuse('bad-input', { field: 'telephone' });
    const fax = readTelephone(input.fax);
    if (fax === null) return refuse('bad-input', { field: 'fax' });
    const office = { telephone, fax, hours, email: input.email, desks, changed_at: ctx.now };
    await ctx.trx
      .insertInto('council_office')
      .values({ council_id: councilId, ...office })
      .onConflict((conflict) => conflict.column('council_id').doUpdateSet(office))
      .execute();
    await ctx.audit('council', councilId, {
      office: Object.entries({ telephone, fax, hours, email: input.email, desks })
        .filter(([, value]) => value !== '')
        .map(([name]) => name),
    });
    return { set: telephone !== '' || input.email !== '' };
  },
});
