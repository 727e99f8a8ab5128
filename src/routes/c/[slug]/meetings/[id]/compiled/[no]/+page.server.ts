import { ofThisCouncil } from '../../writing/read-writing.ts';
import type { PageServerLoad } from './$types';

/** A paper to read and print. */
export const csr = false;

/** What a written meeting handed on as a paper of this one, as it was then. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const no = /^[1-9]\d{0,3}$/.test(params.no) ? Number(params.no) : 0;
  const view = await ofThisCouncil(event, locals.app.read.writing.paper(locals.actor, params.id, no));
  return { title: view.title, view };
};
