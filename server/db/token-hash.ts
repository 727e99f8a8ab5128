import { createHash } from 'node:crypto';

/** What the invitation table knows of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(`yoriai/invitation/v1\0${token}`).digest('hex');
}
