import { answerRefusal } from '#lib/page/answers.ts';
import { signedOut } from '../signed-out.ts';
import type { RequestHandler } from './$types';

/** Ends all sessions of the person: a device was lost, or one is not known. */
export const POST: RequestHandler = async ({ locals, cookies }) => {
  const { app, me } = locals;
  const refused = me && (await app.sessions.revokeAll(me.personId));
  if (refused) return answerRefusal(locals, refused);
  return signedOut(app, cookies);
};
