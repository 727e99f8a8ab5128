import { householdLabel, readHouseholds, type HouseholdTable } from '#lib/domain/council/household-table.ts';
import { m } from '#lib/paraglide/messages.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { councilOf } from '../acts.ts';
import { paperSlip } from '../slips.ts';
import { readTableFile } from './sheet.ts';
import type { Actions, PageServerLoad } from './$types';

const mostHouseholds = 1000;
/** So many faults are shown; whoever has more puts the list right first. */
const mostFaults = 200;

export const load: PageServerLoad = async (event) => {
  const { may } = await event.parent();
  if (!may['roster.manage']) turnedAway(event, { refused: 'forbidden' });
  return { title: m.households_title({}, { locale: event.locals.actor.locale }) };
};

/** What of a list would come in, to be looked through; nothing is in yet. */
function checked({ households, faults, blocks, unused }: HouseholdTable, members: boolean) {
  return {
    n: new Set(households.map(householdLabel)).size,
    /** Members on lines of their own; null: one line is one household. */
    members: members ? households.length : null,
    blocks,
    faults: faults.slice(0, mostFaults),
    faulty: new Set(faults.map(({ no }) => no)).size,
    unused: unused.map(({ head, no }) => head || String(no)),
    rows: JSON.stringify(households.map(({ block, code, name, kana }) => ({ block, code, name, kana }))),
    tooMany: households.length > mostHouseholds,
  };
}

export const actions: Actions = {
  // pressed twice: the first press shows what the file means, the second enters it
  read: async (event) => {
    await councilOf(event);
    const form = await event.request.formData();
    const file = form.get('file');
    const given = file instanceof File && file.name !== '' ? file : null;
    const pasted = textOf(form, 'table');
    const members = textOf(form, 'members') === 'on';
    const o = { locale: event.locals.actor.locale };
    if (given === null && pasted.trim() === '') return { wrong: m.households_no_file({}, o) };
    const table = given ? await readTableFile(given) : pasted;
    return table === null
      ? { wrong: m.households_bad_file({}, o) }
      : {
          check: checked(readHouseholds(table, members ? 'members' : 'heads'), members),
          pasted: given ? '' : pasted,
        };
  },

  enter: async (event) => {
    const council = await councilOf(event);
    const form = await event.request.formData();
    const members = textOf(form, 'members') === 'on';
    let households: unknown;
    try {
      households = JSON.parse(textOf(form, 'rows'));
    } catch {
      households = [];
    }
    const acted = await actForm<{
      entered: number;
      skipped: number;
      slips: { label: string; name: string; token: string; expiresAt: number }[];
    }>(
      event,
      'import-households',
      { councilId: council.id, households, ...(members && { members: true }) },
      form,
    );
    if (!('result' in acted)) return acted;
    const { entered, skipped, slips } = acted.result;
    return {
      entered,
      skipped,
      members,
      slips: slips.map(({ label, name, token, expiresAt }) =>
        paperSlip(event.url.origin, { name: `${label} ${name}`, purpose: 'member', token, expiresAt }),
      ),
    };
  },
};
