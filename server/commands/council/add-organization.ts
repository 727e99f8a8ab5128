import * as v from 'valibot';
import { organizationKinds, parties } from '#lib/domain/council/organizations.ts';
import { newId } from '../../db/ids.ts';
import { councilNamed } from './about-council.ts';
import { organizationTaken } from './organization-taken.ts';
import { command } from '../define.ts';
import { id, line, properName } from '../fields.ts';

/** An organisation or city section of the council, with the fields it works in (R-HAC-05). */
export const addOrganization = command({
  name: 'add-organization',
  summary: 'Enters an organisation, a city section or a partner with the fields it works in.',
  input: v.strictObject({
    councilId: id,
    name: properName(60),
    kind: v.picklist(organizationKinds),
    party: v.picklist(parties),
    /** Codes of the preset, or own words of the council. */
    fields: v.optional(v.pipe(v.array(line(30)), v.maxLength(12)), []),
  }),
  action: 'roster.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const taken = await organizationTaken(ctx.trx, input.councilId, input.name);
    if (taken) return taken;
    const organizationId = newId();
    await ctx.trx
      .insertInto('organization')
      .values({
        id: organizationId,
        council_id: input.councilId,
        name: input.name,
        kind: input.kind,
        party: input.party,
        fields: JSON.stringify([...new Set(input.fields)]),
        created_at: ctx.now,
      })
      .execute();
    await ctx.audit('organization', organizationId, { kind: input.kind, party: input.party });
    return { organizationId };
  },
});
