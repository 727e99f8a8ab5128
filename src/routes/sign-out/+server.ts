import { signedOut } from './signed-out.ts';
import type { RequestHandler } from './$types';

/** Ends this device's session. */
export const POST: RequestHandler = async ({ locals, cookies }) => {
  const { app, me } = locals;
  if (me) await app.sessions.revoke(me.personId, me.sessionId);
  return signedOut(app, cookies);
};
