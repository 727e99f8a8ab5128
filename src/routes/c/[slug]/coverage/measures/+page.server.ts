import { m } from '#lib/paraglide/messages.js';
import { yearShown } from '#lib/domain/calendar/year.ts';
import { yearAsked } from '#lib/page/years.ts';
import type { PageServerLoad } from './$types';
import { planningActs } from '../planning-acts.ts';

/** Which measures are covered, counted over all years; the issues of one fiscal year are named (`?year=`). */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council } = await parent();
  const { read } = locals.app;
  const coverage = await read.issues.coverage(council.id);
  const years = [...Map.groupBy(coverage.issues, ({ fiscalYear }) => fiscalYear)]
    .map(([fiscalYear, { length }]) => ({ fiscalYear, n: length }))
    .sort((a, b) => b.fiscalYear - a.fiscalYear);
  return {
    title: m.coverage_measures_title(),
    coverage,
    years,
    fiscalYear: yearShown(years, yearAsked(url)),
    candidates: await read.issues.candidates(locals.actor, council.id),
    agendas: await read.issues.openAgendas(locals.actor, council.id),
    key: crypto.randomUUID(),
  };
};

export const actions = planningActs;
