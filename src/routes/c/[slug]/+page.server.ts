import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { isStranger } from '#lib/domain/policy/decide.ts';
import type { PageServerLoad } from './$types';

// nothing on the home needs script
export const csr = false;

/** The home of those who take part; the street is led to the public page. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, parent } = event;
  const home = await locals.app.read.council.home(locals.actor, params.slug);
  if (isRefusal(home)) return turnedAway(event, home);
  const { me, may } = await parent();
  if (!me || isStranger(me)) redirect(303, `/c/${params.slug}/public`);
  // who looks after the council can ask whoever looks after the machine
  return { home, backup: may['mandate.give'] ? await locals.app.backupTrouble() : null };
};
