import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { canvasDoc } from '#lib/doc/names.ts';
import { isStranger } from '#lib/domain/policy/decide.ts';
import type { PageServerLoad } from './$types';

/** The affinity canvas, for people with a mandate; the street reads the board. */
export const load: PageServerLoad = async ({ parent, locals }) => {
  const { council, me } = await parent();
  if (!me || isStranger(me)) redirect(307, `/c/${council.slug}/board/read`);
  const { read } = locals.app;
  return {
    title: m.kj_title(),
    doc: canvasDoc(council.slug),
    cards: (await read.issues.cards(council.id)).map(({ id, no, title, column }) => ({
      id,
      no,
      title,
      column,
    })),
  };
};
