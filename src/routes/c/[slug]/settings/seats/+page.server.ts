import { fail } from '@sveltejs/kit';
import { readRoster, type RosterLine } from '#lib/domain/council/roster-table.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/locale.ts';
import { sayRefusal } from '#lib/text/refusals.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { listPart } from '#lib/domain/lists/list-part.ts';
import { organizationKindWord } from '#lib/text/people.ts';
import { fieldWord } from '#lib/text/taxonomy.ts';
import { councilOf, filled } from '../acts.ts';
import type { PaperSlip } from '../slips.ts';
import { checkRoster, enterRoster, lineFault, shortLine } from './many.ts';
import type { RosterAnswers } from './many.ts';
import type { Actions, PageServerLoad } from './$types';

/** Seats and organisations, each found by words; the one to be changed (`?change=`) is on the part shown. */
export const load: PageServerLoad = async ({ parent, url, locals }) => {
  const { roster } = await parent();
  const { locale } = locals.actor;
  const at = ({ id }: { readonly id: string }) => id === url.searchParams.get('change');
  return {
    seats: listPart(roster.seats, url, {
      name: 'seats',
      at,
      wordsOf: ({ no, label, organization, member, alternates }) =>
        [no, label, organization?.name, member?.name, ...alternates.map(({ name }) => name)].join('\n'),
    }),
    organizations: listPart(roster.organizations, url, {
      name: 'organizations',
      at,
      wordsOf: ({ name, kind, fields }) =>
        [name, organizationKindWord(kind, locale), ...fields.map((field) => fieldWord(field, locale))].join(
          '\n',
        ),
    }),
  };
};

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

  // pressed twice: the first press shows what the rows mean and asks, the second enters them
  many: async (event) => {
    const council = await councilOf(event);
    const { app, actor } = event.locals;
    const form = await event.request.formData();
    const text = textOf(form, 'roster');
    const step = textOf(form, 'step');
    const o = { locale: actor.locale };
    const nothing = { seats: 0, people: 0, seated: [], check: null, left: text, wrong: [] };
    if (step === 'back') return { many: nothing };
    const roster = await app.read.council.roster(actor, council.slug);
    if (isRefusal(roster)) return refusedForm(event, roster, form);
    const table = readRoster(text);
    const lines = table.rows;
    if (lines.length > 100) return fail(422, { many: { ...nothing, wrong: [m.seats_many_too_long({}, o)] } });
    if (step !== 'enter') {
      const check = checkRoster(roster, text, table);
      const wrong = lines.filter(lineFault).map((line) => lineWords(line, m.seats_many_long({}, o), o));
      return { many: { ...nothing, check: check.rows.length > 0 ? check : null, wrong } };
    }
    const answers = answersIn(form);
    const entered = await enterRoster(event, council, roster, lines, answers, textOf(form, 'idempotencyKey'));
    return {
      many: {
        seats: entered.seats,
        people: entered.slips.length + entered.seated.length,
        seated: entered.seated.map((name) => m.seats_many_seated({ name }, o)),
        check: null,
        // what was refused stays in the field, to be put right
        left: entered.refused.map(({ line }) => line.text).join('\n'),
        wrong: entered.refused.map(({ line, refusal }) =>
          lineWords(
            line,
            lineFault(line) ? m.seats_many_long({}, o) : sayRefusal(refusal, o.locale).message,
            o,
          ),
        ),
      },
      slips: entered.slips satisfies PaperSlip[],
    };
  },
};

function lineWords(line: RosterLine, message: string, o: { locale: Locale }): string {
  if (line.organization === '') return m.seats_many_no_organization({ line: line.no }, o);
  return m.seats_many_wrong({ line: line.no, text: shortLine(line.text), message }, o);
}

/** The answers to the check: `organization`, `kind` and `party` in turn; `same` is row and person. */
function answersIn(form: FormData): RosterAnswers {
  const [kinds, parties] = [form.getAll('kind').map(String), form.getAll('party').map(String)];
  const organizations = form.getAll('organization').map((name, i) => ({
    name: String(name),
    kind: kinds[i] ?? '',
    party: parties[i] ?? '',
  }));
  const same = form.getAll('same').map((answer) => {
    const [line = '', personId = ''] = String(answer).split(' ');
    return [Number(line), personId] as const;
  });
  return { organizations, same: new Map(same) };
}
