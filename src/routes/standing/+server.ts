import { answer } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

/** Who is signed in, asked by a page before it sends a form: nothing is sent into the void, or in another's name. */
export const GET: RequestHandler = ({ locals }) => answer({ who: locals.me?.personId ?? '' });
