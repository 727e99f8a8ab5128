import type { PageServerLoad } from './$types';

// an entrance has nothing that needs script
export const csr = false;

/** The entrance: councils to enter; while there is none, how to create the first one and see the sample. */
export const load: PageServerLoad = async ({ locals }) => {
  const { app } = locals;
  const councils = await app.read.council.list({ limit: 200, after: null });
  const me = await app.read.people.me(locals.actor);
  return { councils, mine: me?.councils ?? [], demo: app.config.demo };
};
