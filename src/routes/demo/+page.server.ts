import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const csr = false;

/** Only with --demo: the sample people, to enter as one (contracts §1). */
export const load: PageServerLoad = async ({ locals }) => {
  const { app } = locals;
  if (!app.config.demo) error(404);
  const people = await app.read.people.sample();
  return { people: people.map(({ handle, name }) => ({ handle, name })), now: app.clock.now() };
};
