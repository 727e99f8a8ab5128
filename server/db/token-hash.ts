import { createHash } from 'node:crypto';
import { readSlipCode } from '#lib/domain/council/slip-code.ts';

/** What the invitation table knows of a token; a code from paper is meant however it was typed (CNC36). */
export function tokenHash(typed: string): string {
  const token = readSlipCode(typed) ?? typed;
  return createHash('sha256').update(`yoriai/invitation/v1\0${token}`).digest('hex');
}
