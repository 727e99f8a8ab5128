/**
 * Errata to sealed minutes (ERT1–ERT6): an entry of its own in the chain, beside the text it puts right, and who has
 * to decide it. Nothing that was sealed is touched. Source: domain §4.2, safety A3, B74, contracts §8.
 */
import { isPlainObject } from '../canonical/json.ts';
import type { CanonicalObject } from '../canonical/json.ts';
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { filledThrough } from './disclose.ts';
import { fillNames, placeholder, placeholdersIn } from './names.ts';
import type { MinutesRecord } from './record.ts';
import { scribeFor } from './scribe.ts';
import type { NamedValue } from './scribe.ts';
import { signaturesMissing } from './signatures.ts';
import type { SealPolicy, Signatory } from './signatures.ts';

export const erratumStates = ['open', 'declined', 'sealed'] as const;
export type ErratumState = (typeof erratumStates)[number];

/** Errata that may wait at one meeting. */
export const mostErrata = 50;

/** What an erratum says: passage, what is right instead, why, who asked, who decided. */
export type ErratumFacts = {
  readonly no: number;
  readonly place: string;
  readonly quote: string;
  readonly wording: string;
  readonly why: string;
  readonly askedBy: string;
  readonly decidedBy: readonly { readonly capacity: string; readonly name: string }[];
};

/** Entry the erratum belongs to, by number and hash: it can't be moved to other minutes. */
export type ErratumOf = { readonly seq: number; readonly hash: string };

/**
 * An erratum as it is sealed (ERT2): names behind placeholders of the minutes' own paths, and of a closed item nothing
 * but its place. `record`: of the meeting, whose persons are known. Persons are given by id.
 */
export function renderErratum(
  record: MinutesRecord,
  of: ErratumOf,
  erratum: Omit<ErratumFacts, 'askedBy' | 'decidedBy'> & {
    readonly askedBy: string;
    readonly decidedBy: readonly { readonly capacity: string; readonly person: string }[];
  },
): { readonly document: CanonicalObject; readonly disclosures: readonly NamedValue[] } {
  const scribe = scribeFor(record);
  const { no, place } = erratum;
  const open = {
    no,
    place,
    quote: scribe.text(erratum.quote),
    wording: scribe.text(erratum.wording),
    why: scribe.text(erratum.why),
    askedBy: scribe.nameOf(erratum.askedBy) ?? '',
    decidedBy: erratum.decidedBy.map(({ capacity, person }) => ({
      capacity,
      name: scribe.nameOf(person) ?? '',
    })),
  } satisfies ErratumFacts;
  const item = record.items.find((one) => String(one.no) === place);
  const closed = record.visibility === 'closed' || item?.visibility === 'closed';
  const document: CanonicalObject = closed
    ? { v: 1, of, no, place, content: scribe.behind(`closed/erratum/${no}`, open) }
    : { v: 1, of, ...open };
  return { document, disclosures: scribe.disclosures(document) };
}

/**
 * What was sealed of an erratum, names filled in; `erased` stands for those not disclosed (any more), null leaves their
 * placeholders. null: it is no erratum, or closed and not disclosed.
 */
export function erratumFacts(
  sealed: unknown,
  disclosures: readonly NamedValue[],
  erased: string | null,
): ErratumFacts | null {
  if (!isPlainObject(sealed)) return null;
  const [path] = typeof sealed['content'] === 'string' ? placeholdersIn(sealed['content']) : [];
  const open = path === undefined ? sealed : disclosures.find(({ name }) => name === path)?.value;
  if (!isErratum(open)) return null;
  const values = new Map(disclosures.map(({ name, value }) => [name, value]));
  return filledThrough(open, (text) =>
    fillNames(
      text,
      (name) => {
        const value = values.get(name);
        return typeof value === 'string' ? value : (erased ?? placeholder(name));
      },
      '',
    ),
  );
}

function isErratum(value: unknown): value is ErratumFacts {
  return (
    isPlainObject(value) &&
    ['place', 'quote', 'wording', 'why', 'askedBy'].every((key) => typeof value[key] === 'string') &&
    Array.isArray(value['decidedBy'])
  );
}

/**
 * null where an erratum may be sealed (ERT3): under `chair` by the chair, under `chair_plus_2` once two others who took
 * part or signed the minutes stand behind it. Refuses `signatures-missing` with `n`.
 */
export function erratumRefusal(erratum: {
  readonly policy: Exclude<SealPolicy, 'next_meeting'>;
  readonly chair: string;
  /** Who stands behind it, each once. */
  readonly signed: readonly string[];
}): Refusal | null {
  const { policy, chair, signed } = erratum;
  const others = signed.filter((person) => person !== chair);
  const signatories: Signatory[] = [
    { person: chair, capacity: 'chair' },
    ...others.map((person) => ({ person, capacity: 'signatory' as const })),
  ];
  const signatures = signatories.map((one) => ({ ...one, textHash: '' }));
  const missing = signaturesMissing(policy, signatories, signatures).length;
  return missing > 0 ? refuse('signatures-missing', { params: { n: missing } }) : null;
}
