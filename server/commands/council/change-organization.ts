import * as v from 'valibot';
import { organizationKinds, parties } from '#lib/domain/council/organizations.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { organizationTaken } from './organization-taken.ts';
import { command } from '../define.ts';
import { id, line, properName } from '../fields.ts';

/**
 * Puts an organisation's name, kind, side or fields right. Rows that name it follow; sealed records keep
 * what they said (I8).
 */
export const changeOrganization = command({
  name: 'change-organization',
  summary: "Puts an organisation's name, kind, side or fields right.",
  input: v.strictObject({
    organizationId: id,
    name: properName(60),
    kind: v.picklist(organizationKinds),
    party: v.picklist(parties),
    fields: v.optional(v.pipe(v.array(line(30)), v.maxLength(12)), []),
  }),
  action: 'roster.manage',
  async about(db, input) {
    const organization = await db
      .selectFrom('organization')
      .select(['council_id', 'party'])
      .where('id', '=', input.organizationId)
      .executeTakeFirst();
    if (!organization) return refuse('not-found', { field: 'organizationId' });
    return { councilId: organization.council_id, party: organization.party };
  },
  async handle(ctx, input, { councilId, party }) {
    const { trx } = ctx;
    const taken = await organizationTaken(trx, councilId, input.name, input.organizationId);
    if (taken) return taken;
    if (party !== input.party) {
      // who was asked to take on a task as a section must not turn into a group of the district
      const asked = await trx
        .selectFrom('role_assignment')
        .select('id')
        .where('organization_id', '=', input.organizationId)
        .limit(1)
        .executeTakeFirst();
      if (asked) return refuse('wrong-state', { field: 'party' });
    }
    await trx
      .updateTable('organization')
      .set({
        name: input.name,
        kind: input.kind,
        party: input.party,
        fields: JSON.stringify([...new Set(input.fields)]),
      })
      .where('id', '=', input.organizationId)
      .execute();
    await ctx.audit('organization', input.organizationId, { kind: input.kind, party: input.party });
    ctx.effects.boardChanged(councilId);
    return {};
  },
});
