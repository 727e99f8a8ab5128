import { m } from '#lib/paraglide/messages.js';
import { yearShown } from '#lib/domain/calendar/year.ts';
import { mostMeasures } from '#lib/domain/issues/strategy.ts';
import { listPart } from '#lib/domain/lists/list-part.ts';
import { yearAsked } from '#lib/page/years.ts';
import { groupTitle, measureTitle } from '#lib/text/taxonomy.ts';
import type { PageServerLoad } from './$types';
import { planningActs } from '../planning-acts.ts';

/** Which measures of a strategy (`?strategy=`) are covered, counted over all years; the issues of one fiscal year are named (`?year=`). */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council } = await parent();
  const { read } = locals.app;
  const coverage = await read.issues.coverage(council.id);
  const years = [...Map.groupBy(coverage.issues, ({ fiscalYear }) => fiscalYear)]
    .map(([fiscalYear, { length }]) => ({ fiscalYear, n: length }))
    .sort((a, b) => b.fiscalYear - a.fiscalYear);
  const fiscalYear = yearShown(years, yearAsked(url));
  const asked = url.searchParams.get('strategy');
  const shown =
    coverage.strategies.find(({ strategy }) => strategy.id === asked) ?? coverage.strategies[0] ?? null;
  const titles = new Map(coverage.issues.map(({ id, title, no }) => [id, `${no} ${title}`]));
  const { locale } = locals.actor;
  const groups = shown?.strategy.groups ?? [];
  const issuesOf = new Map(shown?.measures.measures.map(({ measure, issues }) => [measure, issues]));
  const ofYear = new Set(
    coverage.issues.filter((issue) => issue.fiscalYear === fiscalYear).map(({ id }) => id),
  );
  return {
    title: m.coverage_measures_title(),
    coverage,
    shown,
    /** Keys of measures, found by what they and their group are called and by the issues under them, of any year. */
    found: listPart(
      groups.flatMap((group) => group.measures.map(({ key }) => ({ key, group }))),
      url,
      {
        wordsOf: ({ key, group }) =>
          [
            measureTitle(groups, key, locale),
            groupTitle(group, locale),
            ...(issuesOf.get(key) ?? []).map((id) => titles.get(id) ?? ''),
          ].join(' '),
        // they stand under their headings, all on one page
        per: mostMeasures,
      },
    ),
    elsewhere: listPart(
      (shown?.measures.elsewhere ?? []).filter((id) => ofYear.has(id)),
      url,
      { name: 'elsewhere', wordsOf: (id) => titles.get(id) ?? '' },
    ),
    years,
    fiscalYear,
    candidates: listPart(await read.issues.candidates(locals.actor, council.id), url, {
      name: 'candidates',
      wordsOf: ({ title, note }) => `${title} ${note}`,
    }),
    agendas: await read.issues.openAgendas(locals.actor, council.id),
    key: crypto.randomUUID(),
  };
};

export const actions = planningActs;
