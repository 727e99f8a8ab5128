import { redirect } from '@sveltejs/kit';
import { readSlipCode } from '#lib/domain/council/slip-code.ts';
import { shownCode } from '#lib/domain/typed-code.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

/** Where the code of an invitation is typed, by who has no camera for the one beside it (CNC36). */
export const csr = false;

export const load: PageServerLoad = ({ locals, url, setHeaders }) => {
  // what is typed is the secret
  setHeaders({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
  const typed = url.searchParams.get('code');
  const code = typed === null ? null : readSlipCode(typed);
  // whether there is such a slip is said by its page
  if (code !== null) redirect(303, `/join/${shownCode(code)}`);
  return { title: m.join_code_title({}, { locale: locals.actor.locale }), typed };
};
