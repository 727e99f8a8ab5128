import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { qrRows } from '#lib/page/qr.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** What became of it, for whoever holds the slip: the code is the right (ISS20). */
export const csr = false;

export const load: PageServerLoad = async ({ parent, params, locals, url, setHeaders }) => {
  const { council } = await parent();
  setHeaders({ 'Cache-Control': 'private, no-store' });
  const slip = await locals.app.read.issues.slip(locals.actor, council.id, params.code);
  if (isRefusal(slip)) {
    if (slip.refused === 'not-found')
      return { title: m.slip_title(), slip: null, sent: false, qr: [], url: '' };
    if (slip.params?.seconds !== undefined) setHeaders({ 'Retry-After': String(slip.params.seconds) });
    turnedAway({ locals, url }, slip);
  }
  const address = `${url.origin}/c/${council.slug}/reply/${slip.code}`;
  return {
    title: m.slip_heading(),
    slip,
    sent: url.searchParams.has('sent'),
    qr: qrRows(address),
    url: address,
  };
};
