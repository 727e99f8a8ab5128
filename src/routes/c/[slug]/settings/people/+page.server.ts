import { getLocale } from '#lib/paraglide/runtime.js';
import { actForm, textOf } from '#lib/page/acts.ts';
import { listPart } from '#lib/domain/lists/list-part.ts';
import { mandateWord } from '#lib/text/roles.ts';
import { councilOf, filled } from '../acts.ts';
import { paperSlip } from '../slips.ts';
import type { Actions, PageServerLoad } from './$types';

/** Found by name, reading, organisation and role. */
export const load: PageServerLoad = async ({ parent, url }) => {
  const { roster } = await parent();
  const locale = getLocale();
  return {
    people: listPart(roster.people, url, {
      wordsOf: ({ name, kana, mandates }) =>
        [name, kana, ...mandates.flatMap(({ from, role }) => [from, mandateWord(role, locale)])].join('\n'),
    }),
  };
};

export const actions: Actions = {
  /** Enters a person and answers with the invitation, ready for paper. */
  invite: async (event) => {
    const { id: councilId } = await councilOf(event);
    const form = await event.request.formData();
    const input = filled(form, ['displayName', 'kana', 'role', 'seatId', 'organizationId']);
    const acted = await actForm<{ token: string; expiresAt: number }>(
      event,
      'invite-member',
      { councilId, ...input },
      form,
    );
    if (!('result' in acted)) return acted;
    const slip = { name: textOf(form, 'displayName').trim(), purpose: 'member' as const, ...acted.result };
    return { slips: [paperSlip(event.url.origin, slip)] };
  },
};
