import { error, redirect } from '@sveltejs/kit';
import type { Refusal } from '#lib/domain/refusal.ts';
import { sayRefusal } from '#lib/text/refusals.ts';

/**
 * A page that may not be shown: the street is led to the sign-in and back, everybody else is told why;
 * what is hidden is as absent as what does not exist.
 */
export function turnedAway(event: { locals: App.Locals; url: URL }, refusal: Refusal): never {
  const { app, actor } = event.locals;
  if (refusal.refused === 'session-required')
    redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname + event.url.search)}`);
  error(app.statusOf(refusal), sayRefusal(refusal, actor.locale).message);
}
