import { listPart } from '#lib/domain/lists/list-part.ts';
import type { PageServerLoad } from './$types';

// an entrance has nothing that needs script
export const csr = false;

/** More than any city has school districts. */
const mostCouncils = 2_000;

/** The entrance: councils to enter; while there is none, how to create the first one and see the sample. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app } = locals;
  const councils = await app.read.council.list({ limit: mostCouncils, after: null });
  const me = await app.read.people.me(locals.actor);
  const mine = me?.councils ?? [];
  const others = councils.filter(({ id }) => !mine.some((own) => own.id === id));
  return {
    none: councils.length === 0,
    others: listPart(others, url, { wordsOf: ({ city, name }) => `${city} ${name}` }),
    mine,
    demo: app.config.demo,
  };
};
