import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { isStranger } from '#lib/domain/policy/decide.ts';
import { enterReply } from './enter-reply.ts';
import type { Actions, PageServerLoad } from './$types';

// nothing on the home needs script
export const csr = false;

/** The home of those who take part; the street is led to the public page. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, parent } = event;
  const home = await locals.app.read.council.home(locals.actor, params.slug);
  if (isRefusal(home)) return turnedAway(event, home);
  const { me, may } = await parent();
  if (!me || isStranger(me)) redirect(303, `/c/${params.slug}/public`);
  return {
    home,
    // who looks after the council can ask whoever looks after the machine
    backup: may['mandate.give'] ? await locals.app.backupTrouble() : null,
    key: crypto.randomUUID(),
    /** Where replies are entered one after the other, the list stays open. */
    entering: event.url.searchParams.has('replies'),
  };
};

export const actions: Actions = {
  /** What somebody replied by telephone or on paper, from the card 今日の会議. */
  reply: async (event) => {
    const form = await event.request.formData();
    const refused = await enterReply(event, form);
    if (refused) return refused;
    redirect(303, `/c/${event.params.slug}?replies#today`);
  },
};
