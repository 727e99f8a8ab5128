import type { MinutesDocument } from '#lib/domain/minutes/document.ts';
import { erratumFacts, type ErratumFacts, type ErratumState } from '#lib/domain/minutes/erratum.ts';
import type { CanonicalValue } from '#lib/domain/canonical/json.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { tookPart } from '../../access/corrections.ts';
import { readMeeting } from '../../access/meeting.ts';
import { minutesOf } from '../../access/minutes.ts';
import { readableBy, type MinutesReader } from '../../access/minutes-reader.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { isIntact } from '../../records/chain.ts';
import { erratumEntries } from '../../records/sealed-minutes.ts';
import { currentRule } from '../../records/register.ts';
import { hiddenName } from '../hidden-name.ts';

/* Errata: as they were sealed for everybody who reads the minutes, and those that wait for whoever decides them. */

export interface ErratumView {
  /** Number among the errata of these minutes. */
  readonly no: number;
  readonly place: string;
  /** What it says, names as far as the reader may see them; null where all of it is closed to him. */
  readonly facts: ErratumFacts | null;
  /** Entry of the chain. */
  readonly seq: number;
  readonly hash: string;
  /** ms since 1970 UTC */
  readonly sealedAt: number;
  readonly intact: boolean;
}

/** The errata behind sealed minutes, from the chain alone (ERT4). */
export async function sealedErrata(
  db: Db,
  minutes: { readonly id: string; readonly council_id: string },
  document: MinutesDocument,
  reader: MinutesReader,
): Promise<ErratumView[]> {
  const entries = await erratumEntries(db, minutes);
  return entries.map(({ seq, at, line }) => {
    const body = line.body['public'] as { readonly no?: unknown; readonly place?: unknown };
    const shown = readableBy(reader, document, line.disclosures, line.body['public'] as CanonicalValue);
    return {
      no: typeof body.no === 'number' ? body.no : 0,
      place: typeof body.place === 'string' ? body.place : '',
      facts: erratumFacts(body, shown, hiddenName()),
      seq,
      hash: line.hash,
      sealedAt: at,
      intact: isIntact(line),
    };
  });
}

/** An erratum that was asked for and is not sealed. */
export interface AskedErratum {
  readonly id: string;
  readonly no: number;
  readonly place: string;
  readonly quote: string;
  readonly wording: string;
  readonly why: string;
  readonly askedBy: string;
  /** ms since 1970 UTC */
  readonly askedAt: number;
  readonly state: Exclude<ErratumState, 'sealed'>;
  readonly answer: string;
  readonly answeredBy: string;
  readonly answeredAt: number | null;
  /** Who stands behind it. */
  readonly signed: readonly string[];
  readonly signedByMe: boolean;
}

export interface AskedErrata {
  readonly errata: readonly AskedErratum[];
  readonly policy: RuleSet['sealPolicy'];
  readonly may: { readonly propose: boolean; readonly sign: boolean; readonly decide: boolean };
}

/** Errata that were asked for and not sealed, for the council's people; `not-found` to everybody else. */
export async function askedErrata(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  now: number,
): Promise<AskedErrata | Refusal> {
  const read = await readMeeting(db, actor, meetingId, 'minutes.readDraft');
  if (isRefusal(read)) return read;
  const { meeting, subject } = read;
  const minutes = await minutesOf(db, meetingId);
  if (!minutes) return refuse('not-found');
  const takers = await tookPart(db, meetingId);
  const facts = { visibility: meeting.visibility };
  const own = { ...facts, personIds: [...takers, ...minutes.signatories.map(({ person }) => person)] };
  const { sealPolicy: policy } = (await currentRule(db, meeting.council_id, dayOf(now))).body;
  return {
    errata: await askedOf(db, minutes.id, subject.personId),
    policy,
    may: {
      propose: may(subject, 'minutes.correct', { ...facts, personIds: takers }),
      sign: policy === 'chair_plus_2' && may(subject, 'minutes.sign', own),
      decide: may(subject, 'minutes.seal', facts),
    },
  };
}

async function askedOf(db: Db, minutesId: string, me: string | null): Promise<AskedErratum[]> {
  const rows = await db
    .selectFrom('minutes_erratum')
    .innerJoin('person', 'person.id', 'minutes_erratum.asked_by')
    .leftJoin('person as answerer', 'answerer.id', 'minutes_erratum.answered_by')
    .selectAll('minutes_erratum')
    .select(['person.display_name as asked_name', 'answerer.display_name as answered_name'])
    .where('minutes_erratum.minutes_id', '=', minutesId)
    .where('minutes_erratum.state', '!=', 'sealed')
    .orderBy('minutes_erratum.no')
    .execute();
  if (rows.length === 0) return [];
  const signatures = await db
    .selectFrom('erratum_signature')
    .innerJoin('person', 'person.id', 'erratum_signature.person_id')
    .select(['erratum_id', 'person_id', 'display_name'])
    .where(
      'erratum_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('erratum_signature.at')
    .execute();
  return rows.map((row) => {
    const signed = signatures.filter(({ erratum_id }) => erratum_id === row.id);
    return {
      id: row.id,
      no: row.no,
      place: row.place,
      quote: row.quote,
      wording: row.wording,
      why: row.why,
      askedBy: row.asked_name,
      askedAt: row.asked_at,
      state: row.state === 'declined' ? 'declined' : 'open',
      answer: row.answer,
      answeredBy: row.answered_name ?? '',
      answeredAt: row.answered_at,
      signed: signed.map(({ display_name }) => display_name),
      signedByMe: signed.some(({ person_id }) => person_id === me),
    };
  });
}
