import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';
import { planningActs } from '../planning-acts.ts';

/** Read by everybody: no script. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals }) => {
  const { council } = await parent();
  const { read } = locals.app;
  return {
    title: m.coverage_measures_title(),
    coverage: await read.issues.coverage(council.id),
    candidates: await read.issues.candidates(locals.actor, council.id),
    agendas: await read.issues.openAgendas(locals.actor, council.id),
    key: crypto.randomUUID(),
  };
};

export const actions = planningActs;
