import { answer } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

/** contracts §3: OpenAPI 3.1, generated from the command registry. */
export const GET: RequestHandler = async ({ locals }) => answer(await locals.app.openapi());
