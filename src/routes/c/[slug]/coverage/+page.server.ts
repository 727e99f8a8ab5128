import { m } from '#lib/paraglide/messages.js';
import { listPart } from '#lib/domain/lists/list-part.ts';
import type { PageServerLoad } from './$types';
import { planningActs } from './planning-acts.ts';

/** Read by everybody, in libraries and on old phones: no script. */
export const csr = false;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { council } = await parent();
  const { read } = locals.app;
  const coverage = await read.issues.coverage(council.id);
  const [field, lifeStage] = [url.searchParams.get('field'), url.searchParams.get('lifeStage')];
  const rows = [...coverage.matrix.core, ...coverage.matrix.more];
  const here = rows.find((row) => row.field === field)?.cells.find((cell) => cell.lifeStage === lifeStage);
  const titles = new Map(coverage.issues.map(({ id, title, no }) => [id, `${no} ${title}`]));
  const wordsOf = (id: string) => titles.get(id) ?? '';
  return {
    outside: listPart(coverage.matrix.outside, url, { name: 'outside', wordsOf }),
    ageless: listPart(coverage.matrix.ageless, url, { name: 'ageless', wordsOf }),
    title: m.coverage_title(),
    coverage,
    here: here ?? null,
    candidates: listPart(await read.issues.candidates(locals.actor, council.id), url, {
      name: 'candidates',
      wordsOf: ({ title, note }) => `${title} ${note}`,
    }),
    agendas: await read.issues.openAgendas(locals.actor, council.id),
    key: crypto.randomUUID(),
  };
};

export const actions = planningActs;
