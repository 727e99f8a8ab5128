import { m } from '#lib/paraglide/messages.js';
import { qrRows } from '#lib/page/qr.ts';
import type { PageServerLoad } from './$types';

/**
 * A sheet to hang up: the way by which everybody brings an issue, as a code and in letters (R-HAC-04). With `?link=` the
 * sheet of one place, whose link is its own.
 */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council } = await parent();
  const mark = url.searchParams.get('link') ?? '';
  const place = await locals.app.read.issueLinks.place(council.id, mark);
  const form = `${url.origin}/c/${council.slug}/issues/new${place === null ? '' : `?link=${mark}`}`;
  return {
    title: m.poster_issues_page(),
    place,
    form,
    reply: `${url.origin}/c/${council.slug}/reply`,
    qr: qrRows(form),
  };
};
