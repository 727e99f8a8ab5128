import { dayOf } from '#lib/domain/calendar/jst.ts';
import { daysBetween } from '#lib/domain/calendar/day.ts';
import { minutesDue } from '#lib/domain/calendar/notice.ts';
import type { MinutesDocument } from '#lib/domain/minutes/document.ts';
import type { NamedValue } from '#lib/domain/minutes/scribe.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { isPublished, isSealed, stateShown } from '#lib/domain/minutes/state.ts';
import { isIntact, sealedEntry, type SealedEntry } from '../../records/chain.ts';
import { tookPart } from '../../access/corrections.ts';
import { readMeeting, type ReadMeeting } from '../../access/meeting.ts';
import { documentIn } from '../../records/sealed-minutes.ts';
import { minutesOf, signaturesOf, type MinutesRecord } from '../../access/minutes.ts';
import { minutesReader, readableBy, type MinutesReader } from '../../access/minutes-reader.ts';
import { circulationNo, heldUpBy } from '../../records/corrections.ts';
import { currentRule } from '../../records/register.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import type { MinutesRow } from '../../db/schema.ts';
import { circulatedIn } from '../../db/decode.ts';
import { correctionsOf, type CorrectionView } from './corrections.ts';
import { sealedErrata, type ErratumView } from './errata.ts';

/*
 * The minutes of one meeting for whoever asks. The street sees published ones only, from the sealed entry and
 * nothing else (I12); the council's people see them from the draft on.
 */

export interface MinutesMeeting {
  readonly id: string;
  readonly fiscalYear: number;
  readonly seq: number;
  /** ms since 1970 UTC */
  readonly startsAt: number;
  readonly closedAt: number | null;
  readonly visibility: 'open' | 'partly' | 'closed';
  readonly council: ReadMeeting['council'];
}

export interface MinutesDue {
  /** 'YYYY-MM-DD', and days left: negative when late. */
  readonly outlineOn: string;
  readonly outlineLeft: number;
  readonly minutesOn: string;
  readonly minutesLeft: number;
}

export interface SignatureView {
  readonly name: string;
  readonly capacity: 'chair' | 'signatory';
  /** ms since 1970 UTC; null: not yet */
  readonly signedAt: number | null;
  /** Whether the asker is this person. */
  readonly me: boolean;
}

export interface CirculationView {
  readonly textHash: string;
  readonly circulatedAt: number;
  readonly dueOn: string;
  readonly dueLeft: number;
  readonly signatures: readonly SignatureView[];
  /** Everybody has signed. */
  readonly complete: boolean;
  /** How often a text went round, this one included. */
  readonly no: number;
  /** How many have read it and ask for nothing, and whether the asker is one of them. */
  readonly read: number;
  readonly readByMe: boolean;
  /** Corrections that hold up the sealing: not answered, and taken since the text went round (COR6). */
  readonly openCorrections: number;
  readonly takenSince: number;
}

export interface SealView {
  readonly seq: number;
  readonly hash: string;
  readonly prev: string;
  /** The entry before this one in the chain. */
  readonly before: {
    readonly kind: SealedEntry['kind'];
    /** '2022-08' of a decision, else '' */
    readonly no: string;
    readonly meeting: { readonly fiscalYear: number; readonly seq: number };
  } | null;
  /** What was signed. */
  readonly textHash: string;
  readonly sealedAt: number;
  readonly publishedAt: number | null;
  /** When each signatory of the document signed, in its order; ms since 1970 UTC. */
  readonly signedAt: readonly (number | null)[];
  /** Whether the entry still has its hash. */
  readonly intact: boolean;
}

export interface MinutesView {
  readonly meeting: MinutesMeeting;
  /** 'none': not begun, or not for the asker to see yet. */
  readonly state: 'none' | MinutesRow['state'];
  /** null before the meeting was closed. */
  readonly due: MinutesDue | null;
  readonly may: {
    readonly write: boolean;
    readonly circulate: boolean;
    readonly sign: boolean;
    readonly seal: boolean;
    readonly publish: boolean;
    /** Proposes corrections, and errata once they are sealed. */
    readonly correct: boolean;
  };
  /** Circulated or sealed; names and closed items as far as the asker may see them. */
  readonly document: MinutesDocument | null;
  readonly disclosures: readonly NamedValue[];
  readonly circulation: CirculationView | null;
  readonly seal: SealView | null;
  /** Corrections with their answers, for the council's people; empty for the street. */
  readonly corrections: readonly CorrectionView[];
  /** Errata behind sealed minutes, as they were sealed. */
  readonly errata: readonly ErratumView[];
}

/** The minutes of a meeting; `not-found` where the meeting is hidden from the asker. */
export async function minutesView(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  now: number,
): Promise<MinutesView | Refusal> {
  const read = await readMeeting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  const minutes = await minutesOf(db, meetingId);
  const { meeting, council, subject } = read;
  const facts = {
    visibility: meeting.visibility,
    personIds: minutes?.signatories.map(({ person }) => person) ?? [],
  };
  const reader = minutesReader(subject, { visibility: meeting.visibility });
  const shown = minutes && (reader.inside || isPublished(minutes.state)) ? minutes : undefined;
  const paper = shown && (await paperOf(db, shown, reader));
  const errata = shown && paper?.entry ? await sealedErrata(db, shown, paper.document, reader) : [];
  const takers = shown ? await tookPart(db, meetingId) : [];
  return {
    meeting: {
      id: meeting.id,
      fiscalYear: meeting.fiscal_year,
      seq: meeting.seq,
      startsAt: meeting.starts_at,
      closedAt: meeting.closed_at,
      visibility: meeting.visibility,
      council,
    },
    state: shown ? stateShown(shown.state, errata.length) : 'none',
    due: await dueOf(db, meeting, now),
    may: {
      write: may(subject, 'minutes.write', facts),
      circulate: may(subject, 'minutes.circulate', facts),
      sign: may(subject, 'minutes.sign', facts),
      seal: may(subject, 'minutes.seal', facts),
      // the street would find nothing: a closed meeting stays closed
      publish: meeting.visibility !== 'closed' && may(subject, 'minutes.publish', facts),
      correct: reader.inside && may(subject, 'minutes.correct', { ...facts, personIds: takers }),
    },
    document: paper?.document ?? null,
    disclosures: paper?.disclosures ?? [],
    circulation: shown?.state === 'circulated' ? await circulationOf(db, shown, subject.personId, now) : null,
    seal: paper?.entry && shown ? await sealOf(db, shown, paper.entry) : null,
    corrections: shown && reader.inside ? await correctionsOf(db, shown.id, subject.personId) : [],
    errata,
  };
}

interface Paper {
  readonly document: MinutesDocument;
  readonly disclosures: readonly NamedValue[];
  readonly entry: SealedEntry | null;
}

async function paperOf(db: Db, minutes: MinutesRecord, reader: MinutesReader): Promise<Paper | undefined> {
  // once sealed they are read from the chain alone, whatever lies in the row (MIN16)
  if (!isSealed(minutes.state)) {
    if (minutes.document === null) return undefined;
    const { document, disclosures } = circulatedIn({ document: minutes.document });
    return { document, disclosures: withoutSalts(readableBy(reader, document, disclosures)), entry: null };
  }
  if (minutes.chain_seq === null) return undefined;
  const entry = await sealedEntry(db, minutes.council_id, minutes.chain_seq);
  const document = entry && documentIn(entry);
  if (!entry || !document || entry.refId !== minutes.id) return undefined;
  return { document, disclosures: withoutSalts(readableBy(reader, document, entry.line.disclosures)), entry };
}

function withoutSalts(disclosures: readonly NamedValue[]): NamedValue[] {
  return disclosures.map(({ name, value }) => ({ name, value }));
}

async function dueOf(
  db: Db,
  meeting: { readonly council_id: string; readonly closed_at: number | null },
  now: number,
): Promise<MinutesDue | null> {
  if (meeting.closed_at === null) return null;
  const today = dayOf(now);
  const rule = (await currentRule(db, meeting.council_id, today)).body;
  const { outlineOn, minutesOn } = minutesDue(dayOf(meeting.closed_at), rule);
  return {
    outlineOn,
    outlineLeft: daysBetween(today, outlineOn),
    minutesOn,
    minutesLeft: daysBetween(today, minutesOn),
  };
}

async function circulationOf(
  db: Db,
  minutes: MinutesRecord,
  personId: string | null,
  now: number,
): Promise<CirculationView> {
  const textHash = minutes.text_hash ?? '';
  const signed = (await signaturesOf(db, minutes.id)).filter((one) => one.textHash === textHash);
  const names = await db
    .selectFrom('person')
    .select(['id', 'display_name'])
    .where(
      'id',
      'in',
      minutes.signatories.map(({ person }) => person),
    )
    .execute();
  const signatures = minutes.signatories.map(({ person, capacity }) => ({
    name: names.find(({ id }) => id === person)?.display_name ?? '',
    capacity,
    signedAt: signed.find((one) => one.person === person && one.capacity === capacity)?.at ?? null,
    me: person === personId,
  }));
  const dueOn = minutes.due_on ?? dayOf(now);
  const readers = await db
    .selectFrom('minutes_reading')
    .select('person_id')
    .where('minutes_id', '=', minutes.id)
    .where('text_hash', '=', textHash)
    .execute();
  return {
    no: await circulationNo(db, minutes.id),
    read: readers.length,
    readByMe: readers.some(({ person_id }) => person_id === personId),
    ...(await heldUpBy(db, minutes.id, minutes.circulated_at ?? 0)),
    textHash,
    circulatedAt: minutes.circulated_at ?? 0,
    dueOn,
    dueLeft: daysBetween(dayOf(now), dueOn),
    signatures,
    complete: signatures.every(({ signedAt }) => signedAt !== null),
  };
}

async function sealOf(db: Db, minutes: MinutesRecord, entry: SealedEntry): Promise<SealView> {
  const textHash = sealedTextHash(entry);
  const signed = (await signaturesOf(db, minutes.id)).filter((one) => one.textHash === textHash);
  const before = await sealedEntry(db, minutes.council_id, entry.seq - 1);
  return {
    seq: entry.seq,
    hash: entry.line.hash,
    prev: entry.line.prev,
    before: before ? beforeOf(before) : null,
    textHash,
    sealedAt: entry.at,
    publishedAt: minutes.published_at,
    signedAt: minutes.signatories.map(
      ({ person, capacity }) =>
        signed.find((one) => one.person === person && one.capacity === capacity)?.at ?? null,
    ),
    intact: isIntact(entry.line),
  };
}

/** The hash that was signed, as it was sealed with the document. */
function sealedTextHash({ line }: SealedEntry): string {
  const { textHash } = line.body['public'] as { readonly textHash?: unknown };
  return typeof textHash === 'string' ? textHash : '';
}

function beforeOf({ kind, line }: SealedEntry): SealView['before'] {
  const body = line.body as { public?: { no?: string }; meeting?: { fiscalYear?: number; seq?: number } };
  const { fiscalYear = 0, seq = 0 } = body.meeting ?? {};
  return { kind, no: kind === 'decision' ? (body.public?.no ?? '') : '', meeting: { fiscalYear, seq } };
}
