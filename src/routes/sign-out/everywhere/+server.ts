import { signedOut } from '../signed-out.ts';
import type { RequestHandler } from './$types';

/** Ends all sessions of the person: a device was lost, or one is not known. */
export const POST: RequestHandler = async ({ locals, cookies }) => {
  const { app, me } = locals;
  if (me) await app.sessions.revokeAll(me.personId);
  return signedOut(app, cookies);
};
