import { answerRefusal } from '#lib/page/answers.ts';
import { signedOut } from './signed-out.ts';
import type { RequestHandler } from './$types';

/** Ends this device's session. */
export const POST: RequestHandler = async ({ locals, cookies }) => {
  const { app, me } = locals;
  const refused = me && (await app.sessions.revoke(me.personId, me.sessionId));
  if (refused) return answerRefusal(locals, refused);
  return signedOut(app, cookies);
};
