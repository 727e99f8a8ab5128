import { error, redirect } from '@sveltejs/kit';
import { signInCookie } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

/** Only with --demo: signs in as a sample person (contracts §1). */
export const GET: RequestHandler = async (event) => {
  const { app, actor } = event.locals;
  if (!app.config.demo) error(404);
  const person = (await app.read.people.sample()).find(({ handle }) => handle === event.params.handle);
  if (!person) error(404);
  await signInCookie(event, person.personId);
  const me = await app.read.people.me({ ...actor, personId: person.personId });
  const [council] = me?.councils ?? [];
  redirect(303, council ? `/c/${council.slug}` : '/');
};
