import type { CriterionAnswer } from '#lib/domain/consultation/criteria.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { readMeeting } from '../../access/meeting.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import type { WordsReader } from '../words-reader.ts';
import { viewOf, type AgendaLine, type MeetingView } from './meeting.ts';

/** The council's criteria and what was answered for each item of business of a meeting (CRI2, CRI4). */
export interface CriteriaView {
  readonly meeting: MeetingView;
  readonly criteria: readonly { readonly id: string; readonly text: string }[];
  readonly items: readonly {
    readonly item: AgendaLine;
    /** By the id of the criterion. */
    readonly answers: Readonly<
      Record<string, { readonly answer: CriterionAnswer; readonly sentence: string }>
    >;
    /** It was written down, and is not over: it can be answered. */
    readonly open: boolean;
  }[];
  readonly may: { readonly answer: boolean };
}

/** For who follows the meeting; `forbidden` or `not-found` for others. */
export async function criteriaView(
  db: Db,
  words: WordsReader,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
): Promise<CriteriaView | Refusal> {
  const read = await readMeeting(db, actor, meetingId, 'meeting.follow');
  if (isRefusal(read)) return read;
  const meeting = await viewOf(db, read, await words.agenda(meetingId));
  const criteria = await db
    .selectFrom('criterion')
    .select(['id', 'text'])
    .where('council_id', '=', read.council.id)
    .where('ended_at', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  const business = meeting.agenda.filter(
    ({ type, visibility }) =>
      (type === 'decision' || type === 'discussion') && (read.seesClosed || visibility === 'open'),
  );
  const recorded = await db
    .selectFrom('agenda_item')
    .select(['id', 'state'])
    .where('meeting_id', '=', meetingId)
    .execute();
  const answers = await db
    .selectFrom('criterion_answer')
    .innerJoin('agenda_item', 'agenda_item.id', 'criterion_answer.item_id')
    .select(['item_id', 'criterion_id', 'answer', 'sentence'])
    .where('agenda_item.meeting_id', '=', meetingId)
    .execute();
  return {
    meeting,
    criteria,
    items: business.map((item) => ({
      item,
      answers: Object.fromEntries(
        answers
          .filter(({ item_id }) => item_id === item.id)
          .map(({ criterion_id, answer, sentence }) => [criterion_id, { answer, sentence }]),
      ),
      open: recorded.some(
        ({ id, state }) =>
          id === item.id && (state === 'listed' || state === 'discussing' || state === 'reported'),
      ),
    })),
    may: { answer: may(read.subject, 'criteria.answer', { visibility: read.meeting.visibility }) },
  };
}
