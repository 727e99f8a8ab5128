import { fail } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { sayRefusal } from '#lib/text/refusals.ts';
import { actForm, textOf } from '../../../../acts.ts';
import { councilOf, filled } from '../acts.ts';
import type { PaperSlip } from '../slips.ts';
import { enterRoster, lineFault, readRoster, shortLine } from './many.ts';
import type { Actions } from './$types';

/** What a form says of an organisation: marked fields, and the council's own between commas. */
function organizationIn(form: FormData) {
  const own = textOf(form, 'ownFields').split(/[、,，\n]/);
  const fields = [...form.getAll('fields').map(String), ...own].map((field) => field.trim());
  return { ...filled(form, ['name', 'kind', 'party']), fields: fields.filter(Boolean) };
}

export const actions: Actions = {
  organization: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const input = { councilId, ...organizationIn(form) };
    const acted = await actForm(event, 'add-organization', input, form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },

  change: async (event) => {
    const form = await event.request.formData();
    const input = { organizationId: textOf(form, 'organizationId'), ...organizationIn(form) };
    const acted = await actForm(event, 'change-organization', input, form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },

  seat: async (event) => {
    const { id: councilId, slug } = await councilOf(event);
    const form = await event.request.formData();
    const input = filled(form, ['organizationId', 'label']);
    if (!input.label && input.organizationId) {
      const roster = await event.locals.app.read.council.roster(event.locals.actor, slug);
      const organization = isRefusal(roster)
        ? undefined
        : roster.organizations.find(({ id }) => id === input.organizationId);
      if (organization) input.label = organization.name;
    }
    const acted = await actForm(event, 'add-seat', { councilId, ...input }, form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },

  rename: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(event, 'change-seat', filled(form, ['seatId', 'label']), form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },

  end: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(event, 'end-seat', filled(form, ['seatId']), form);
    return 'result' in acted ? { done: 'saved' as const } : acted;
  },

  many: async (event) => {
    const council = await councilOf(event);
    const { locale } = event.locals.actor;
    const form = await event.request.formData();
    const text = textOf(form, 'roster');
    const o = { locale };
    const lines = readRoster(text, [m.seats_many_title_organization({}, o), m.seats_many_title_name({}, o)]);
    if (lines.length > 100)
      return fail(422, { many: { seats: 0, people: 0, left: text, wrong: [m.seats_many_too_long({}, o)] } });
    const entered = await enterRoster(event, council, lines, textOf(form, 'idempotencyKey'));
    const wrong = entered.refused.map(({ line, refusal }) => {
      if (line.organization === '') return m.seats_many_no_organization({ line: line.no }, o);
      const message = lineFault(line) ? m.seats_many_long({}, o) : sayRefusal(refusal, locale).message;
      return m.seats_many_wrong({ line: line.no, text: shortLine(line.text), message }, o);
    });
    return {
      many: {
        seats: entered.seats,
        people: entered.slips.length,
        // what was refused stays in the field, to be put right
        left: entered.refused.map(({ line }) => line.text).join('\n'),
        wrong,
      },
      slips: entered.slips satisfies PaperSlip[],
    };
  },
};
