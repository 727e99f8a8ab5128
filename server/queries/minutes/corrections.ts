import { textHash } from '#lib/domain/canonical/text.ts';
import { minutesChanges, placeWords, type MinutesChanges } from '#lib/domain/minutes/changes.ts';
import {
  corrected,
  factsPlace,
  otherPlace,
  stillStands,
  type CorrectionState,
} from '#lib/domain/minutes/corrections.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { readMinutes } from '#lib/doc/minutes.ts';
import { minutesDoc } from '#lib/doc/names.ts';
import { readMeeting } from '../../access/meeting.ts';
import { minutesOf } from '../../access/minutes.ts';
import { minutesReader, readableBy } from '../../access/minutes-reader.ts';
import type { Actor } from '../../access/subject.ts';
import { circulatedIn } from '../../db/decode.ts';
import type { Db } from '../../db/open.ts';
import { truth } from '../../db/values.ts';
import { itemIdsOf } from '../../records/corrections.ts';
import { otherSection } from '../../records/minutes-record.ts';
import { hiddenName } from '../hidden-name.ts';
import type { WordsReader } from '../words-reader.ts';

/* Corrections to minutes that go round, what is needed to answer one, and what the next text changed. */

export interface CorrectionView {
  readonly id: string;
  readonly no: number;
  /** Number of the text it is about. */
  readonly circulation: number;
  readonly place: string;
  readonly quote: string;
  readonly wording: string;
  readonly why: string;
  readonly ownWords: boolean;
  readonly proposedBy: string;
  /** ms since 1970 UTC */
  readonly proposedAt: number;
  readonly mine: boolean;
  readonly state: CorrectionState;
  readonly answer: string;
  readonly answeredBy: string;
  readonly answeredAt: number | null;
}

/** Every correction to these minutes, in the order they came. */
export async function correctionsOf(db: Db, minutesId: string, me: string | null): Promise<CorrectionView[]> {
  const rows = await db
    .selectFrom('minutes_correction')
    .innerJoin('person', 'person.id', 'minutes_correction.proposed_by')
    .leftJoin('person as answerer', 'answerer.id', 'minutes_correction.answered_by')
    .selectAll('minutes_correction')
    .select(['person.display_name as proposed_name', 'answerer.display_name as answered_name'])
    .where('minutes_correction.minutes_id', '=', minutesId)
    .orderBy('minutes_correction.no')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    no: row.no,
    circulation: row.circulation,
    place: row.place,
    quote: row.quote,
    wording: row.wording,
    why: row.why,
    ownWords: truth(row.own_words),
    proposedBy: row.proposed_name,
    proposedAt: row.proposed_at,
    mine: row.proposed_by === me,
    state: row.state,
    answer: row.answer,
    answeredBy: row.answered_name ?? '',
    answeredAt: row.answered_at,
  }));
}

/** A correction that waits, as whoever keeps the draft answers it. */
export interface CorrectionAnswering {
  /** The text of its place in the draft today, and its hash; null where the records are put right. */
  readonly draft: { readonly text: string; readonly hash: string } | null;
  /** That text with the correction in it; null where its passage has moved or was changed meanwhile (COR3). */
  readonly corrected: string | null;
}

export interface CorrectingView {
  /** Where a correction can point, with the words that go round: 'facts', items, 'other'. */
  readonly places: readonly { readonly place: string; readonly title: string; readonly text: string }[];
  /** By id of each correction that is open; only for those who answer. */
  readonly answering: Readonly<Record<string, CorrectionAnswering>>;
  /** Ids of open corrections whose passage no longer stands in the draft (COR3). */
  readonly moved: readonly string[];
}

/** What the page of corrections needs beside the minutes; `not-found` to those who do not read drafts. */
export async function correctingView(
  db: Db,
  words: WordsReader,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
): Promise<CorrectingView | Refusal> {
  const read = await readMeeting(db, actor, meetingId, 'minutes.readDraft');
  if (isRefusal(read)) return read;
  const { meeting, subject } = read;
  const minutes = await minutesOf(db, meetingId);
  if (!minutes || minutes.state !== 'circulated' || minutes.document === null) return refuse('not-found');
  const reader = minutesReader(subject, { visibility: meeting.visibility });
  const { document, disclosures } = circulatedIn({ document: minutes.document });
  const shown = readableBy(reader, document, disclosures);
  const open = (await correctionsOf(db, minutes.id, subject.personId)).filter(
    ({ state }) => state === 'open',
  );
  const sections = open.length === 0 ? [] : ((await words.look(minutesDoc(meetingId), readMinutes)) ?? []);
  const items = await itemIdsOf(db, meetingId);
  const draftAt = (place: string) =>
    sections.find(({ id }) => id === (place === otherPlace ? otherSection : items[Number(place) - 1]))?.body;
  const mayAnswer = may(subject, 'minutes.write', { visibility: meeting.visibility });
  return {
    places: [
      { place: factsPlace, title: '', text: '' },
      ...placeWords({ document, disclosures: shown }, hiddenName()),
    ],
    moved: open
      .filter((one) => one.place !== factsPlace && !stillStands(draftAt(one.place) ?? '', one))
      .map(({ id }) => id),
    answering: Object.fromEntries(
      (mayAnswer ? open : []).map((one): [string, CorrectionAnswering] => {
        const text = one.place === factsPlace ? undefined : draftAt(one.place);
        return [
          one.id,
          {
            draft: text === undefined ? null : { text, hash: textHash(text) },
            corrected: text === undefined ? null : corrected(text, one),
          },
        ];
      }),
    ),
  };
}

export interface ChangesView extends MinutesChanges {
  /** Number of the text, and when it went round; ms since 1970 UTC. */
  readonly no: number;
  readonly at: number;
  readonly before: number;
  readonly last: number;
}

/** What text `no` of the minutes says otherwise than the one before it, until they are sealed (COR7). */
export async function changesView(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  asked: number | null,
): Promise<ChangesView | Refusal> {
  const read = await readMeeting(db, actor, meetingId, 'minutes.readDraft');
  if (isRefusal(read)) return read;
  const reader = minutesReader(read.subject, { visibility: read.meeting.visibility });
  const minutes = await minutesOf(db, meetingId);
  const texts = minutes
    ? await db
        .selectFrom('minutes_circulation')
        .select(['no', 'at', 'document'])
        .where('minutes_id', '=', minutes.id)
        .orderBy('no')
        .execute()
    : [];
  const last = texts.at(-1)?.no ?? 0;
  const text = texts.find(({ no }) => no === (asked ?? last));
  const before = texts.findLast(({ no }) => no < (text?.no ?? 0));
  if (!text || !before || text.document === null || before.document === null) return refuse('not-found');
  const shown = (json: string) => {
    const { document, disclosures } = circulatedIn({ document: json });
    return { document, disclosures: readableBy(reader, document, disclosures) };
  };
  return {
    ...minutesChanges(shown(before.document), shown(text.document), hiddenName()),
    no: text.no,
    at: text.at,
    before: before.no,
    last,
  };
}
