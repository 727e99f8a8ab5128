/**
 * Who has to sign before minutes can be sealed (MIN10–MIN13). Source: domain §3.1 step 10, §4.2; the seal policy
 * is part of the rule set. A signature is for one text: after a correction it has to be given again.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

export type SealPolicy = 'chair' | 'chair_plus_2' | 'next_meeting';

/** `next_meeting`: the following meeting confirms as a whole, entered for it as one signature. */
export type SigningCapacity = 'chair' | 'signatory' | 'next_meeting';

export interface Signatory {
  readonly person: string;
  readonly capacity: 'chair' | 'signatory';
}

export interface Signature {
  readonly person: string;
  readonly capacity: SigningCapacity;
  readonly textHash: string;
}

/** A signature still missing; `person` null where nobody has been chosen yet. */
export interface MissingSignature {
  readonly capacity: SigningCapacity;
  readonly person: string | null;
}

/** Mandates by which who presided still signs. */
const stillSits = ['chair', 'facilitator', 'vice_chair', 'member'];

/**
 * Who signs as the chair of a meeting (MIN10): whoever presided; after he left the council, its chair. `mandates`: all
 * that stand today. null: nobody.
 */
export function chairSigning(
  presided: string | null,
  mandates: readonly { readonly person: string; readonly role: string }[],
): string | null {
  const sits = mandates.some(({ person, role }) => person === presided && stillSits.includes(role));
  return sits ? presided : (mandates.find(({ role }) => role === 'chair')?.person ?? null);
}

/** Signatures a policy asks for at least, chair first (MIN10). */
export function signaturesNeeded(policy: SealPolicy, signatories: readonly Signatory[]): MissingSignature[] {
  const chair = signatories.find(({ capacity }) => capacity === 'chair')?.person ?? null;
  const needed: MissingSignature[] = [{ capacity: 'chair', person: chair }];
  if (policy === 'next_meeting') return [...needed, { capacity: 'next_meeting', person: null }];
  if (policy === 'chair') return needed;
  // The chair cannot stand for a signatory as well, and nobody stands for two.
  const others = new Set(
    signatories.filter((s) => s.capacity === 'signatory' && s.person !== chair).map((s) => s.person),
  );
  const open = Array.from({ length: Math.max(0, 2 - others.size) }, (): null => null);
  return [...needed, ...[...others, ...open].map((person) => ({ capacity: 'signatory' as const, person }))];
}

/**
 * Signatures missing under `policy`; empty when the minutes may be sealed as far as signatures go (MIN11, MIN12).
 * `textHash`: of the text to be sealed; signatures for another text do not count.
 */
export function signaturesMissing(
  policy: SealPolicy,
  signatories: readonly Signatory[],
  signed: readonly Signature[],
  textHash?: string,
): MissingSignature[] {
  const valid = signed.filter((signature) => textHash === undefined || signature.textHash === textHash);
  return signaturesNeeded(policy, signatories).filter(
    ({ capacity, person }) =>
      !valid.some((s) => s.capacity === capacity && (capacity === 'next_meeting' || s.person === person)),
  );
}

/**
 * null when minutes may be sealed (MIN13, COR6). Refuses `corrections-open`, then `corrections-uncirculated`, then
 * `signatures-missing`, each with `n`.
 */
export function sealRefusal(minutes: {
  readonly policy: SealPolicy;
  readonly signatories: readonly Signatory[];
  readonly signed: readonly Signature[];
  readonly textHash: string;
  readonly openCorrections: number;
  /** Taken since the text went round: it does not say what was promised. */
  readonly takenSince?: number;
}): Refusal | null {
  const { policy, signatories, signed, textHash, openCorrections, takenSince = 0 } = minutes;
  if (openCorrections > 0) return refuse('corrections-open', { params: { n: openCorrections } });
  if (takenSince > 0) return refuse('corrections-uncirculated', { params: { n: takenSince } });
  const missing = signaturesMissing(policy, signatories, signed, textHash).length;
  return missing > 0 ? refuse('signatures-missing', { params: { n: missing } }) : null;
}
