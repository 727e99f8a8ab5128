import { m } from '#lib/paraglide/messages.js';
import { qrRows } from '../../../../qr.ts';
import type { PageServerLoad } from './$types';

/** A sheet to hang up: the way by which everybody brings an issue, as a code and in letters (R-HAC-04). */
export const csr = false;

export const load: PageServerLoad = async ({ parent, url }) => {
  const { council } = await parent();
  const form = `${url.origin}/c/${council.slug}/issues/new`;
  return {
    title: m.poster_issues_page(),
    form,
    reply: `${url.origin}/c/${council.slug}/reply`,
    qr: qrRows(form),
  };
};
