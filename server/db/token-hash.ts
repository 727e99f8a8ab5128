import { createHash } from 'node:crypto';
import { readSlipCode } from '#lib/domain/council/slip-code.ts';

/** What the invitation table knows of a token; a code from paper is meant however it was typed (CNC36). */
export function tokenHash(typed: string): string {
  const token = readSlipCode(typed) ?? typed;
  return createHash('sha256').update(`yoriai/invitation/v1\0${token}`).digest('hex');
}

/** What is known of the secret address of a person’s calendar (FEE2). */
export function calendarHash(token: string): string {
  return createHash('sha256').update(`yoriai/calendar/v1\0${token}`).digest('hex');
}
