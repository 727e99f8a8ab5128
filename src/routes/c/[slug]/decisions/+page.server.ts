import { isRefusal } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { turnedAway } from '#lib/page/turned-away.ts';
import type { PageServerLoad } from './$types';

/** A register to read and to print: nothing on it moves. */
export const csr = false;

/** The register of decisions by fiscal year, the newest first; the street sees what is sealed. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const lines = await locals.app.read.decisions.register(locals.actor, params.slug);
  if (isRefusal(lines)) turnedAway(event, lines);
  const years = [...new Set(lines.map((line) => line.fiscalYear))];
  return {
    title: m.place_decisions({}, { locale: locals.actor.locale }),
    years: years.map((fiscalYear) => ({
      fiscalYear,
      lines: lines.filter((line) => line.fiscalYear === fiscalYear),
    })),
  };
};
