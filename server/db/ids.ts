import { randomBytes } from 'node:crypto';
import { slipCode } from '#lib/domain/council/slip-code.ts';
import { receiptCode } from '#lib/domain/issues/receipt.ts';

/** A new record id: 128 random bits, 22 characters base64url. */
export function newId(): string {
  return randomBytes(16).toString('base64url');
}

/** A new secret for an invitation or session: 256 random bits, 43 characters base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A new salt of a sealed personal value: 32 random bytes, lower-case hex (safety D.6). */
export function newSalt(): string {
  return randomBytes(32).toString('hex');
}

/** A new code for a reply slip: 60 random bits, 12 signs (ISS20). */
export function newReceiptCode(): string {
  return receiptCode(randomBytes(12));
}

/** A new code for an invitation on paper: 80 random bits, 16 signs (CNC36). */
export function newSlipCode(): string {
  return slipCode(randomBytes(16));
}
