import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const csr = false;

/** Only with --demo: the sample people, to enter as one (contracts §1). */
export const load: PageServerLoad = async ({ locals }) => {
  const { app } = locals;
  if (!app.config.demo) error(404);
  const people = await app.read.people.sample();
  // who is known by an office, too, is shown once: the office comes first
  const shown = people.filter(
    (person, at) => people.findIndex(({ personId }) => personId === person.personId) === at,
  );
  return {
    people: shown.map(({ handle, name, roles, from }) => ({ handle, name, roles, from })),
    now: app.clock.now(),
  };
};
