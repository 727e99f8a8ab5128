import { m } from '#lib/paraglide/messages.js';
import { listPart } from '#lib/domain/lists/list-part.ts';
import { yearAsked } from '#lib/page/years.ts';
import type { PageServerLoad } from './$types';

/** Issues that have left the board, one fiscal year at a time (`?year=`). Read by everybody: no script. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council } = await parent();
  const list = await locals.app.read.issues.earlier(council.id, yearAsked(url));
  return {
    title: m.board_earlier_title({}, { locale: locals.actor.locale }),
    list,
    part: listPart(list.issues, url, { wordsOf: ({ no, title }) => `${no} ${title}` }),
  };
};
