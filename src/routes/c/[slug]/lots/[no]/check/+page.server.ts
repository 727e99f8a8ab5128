import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** What a draw was made from, for whoever wants to make it again (LOT8). */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const lot = await locals.app.read.lots.one(locals.actor, params.slug, params.no);
  if (isRefusal(lot)) turnedAway(event, lot);
  const { announced, hash, drawn, no } = lot;
  if (drawn === null) turnedAway(event, { refused: 'not-found' });
  const { secret, said, seed, groups } = drawn;
  return {
    title: m.lot_check({}, { locale: locals.actor.locale }),
    no,
    published: { announced, secret, said, hash, seed, groups },
  };
};
