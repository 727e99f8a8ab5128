import { dayOf } from '#lib/domain/calendar/jst.ts';
import { replyBy } from '#lib/domain/calendar/notice.ts';
import { noticesOf } from '#lib/domain/meeting/announcement.ts';
import { planAgenda } from '#lib/domain/meeting/time-plan.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { readMeeting } from '../../access/meeting.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { announcementsOf } from '../../records/announcement.ts';
import { toldAgenda, type ToldAgenda } from '../../records/told-agenda.ts';
import type { WordsReader } from '../words-reader.ts';
import { viewOf, type AgendaLine, type MeetingView } from './meeting.ts';

/** The notice of a meeting: the meeting as everybody was told of it (REG16), with what only a letter has. */
export interface NoticeView extends MeetingView {
  /** Its number among the notices of this meeting, from 1; 0 before the call (REG17). */
  readonly nth: number;
  /** When the agenda became another than the one below, ms since 1970 UTC; null where it did not. */
  readonly agendaChangedAt: number | null;
  /** The day by which members answer, 'YYYY-MM-DD' (CAL11). */
  readonly replyOn: string;
}

/** A meeting's notice for whoever asks; before the call it is a draft and follows what is being written. */
export async function noticeView(
  db: Db,
  words: WordsReader,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  today: string,
): Promise<NoticeView | Refusal> {
  const read = await readMeeting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  const follows = may(read.subject, 'meeting.follow');
  const meeting = await viewOf(db, read, follows ? await words.agenda(meetingId) : null);
  const told = meeting.calledAt === null ? undefined : await toldAgenda(db, meetingId);
  const acts = (await announcementsOf(db, [meetingId])).get(meetingId) ?? [];
  return {
    ...meeting,
    ...(told && asTold(meeting, told, read.seesClosed)),
    nth: noticesOf(acts),
    agendaChangedAt: meeting.state === 'called' ? (told?.changedAt ?? null) : null,
    replyOn: replyBy(told ? dayOf(acts.at(-1)?.at ?? told.at) : today, dayOf(meeting.startsAt)),
  };
}

/** Items and papers as they went out: nothing of what became of them, and nothing that came later. */
function asTold(
  meeting: MeetingView,
  { at, agenda: { items, startsAt } }: ToldAgenda,
  seesClosed: boolean,
): Pick<MeetingView, 'agenda' | 'materials'> {
  const starts = new Map(planAgenda(items, startsAt).items.map((item) => [item.id, item.startsAt]));
  const closedSince = new Set(
    meeting.agenda.filter(({ visibility }) => visibility === 'closed').map(({ id }) => id),
  );
  const agenda = items.map((item, i): AgendaLine => {
    const hidden = !seesClosed && (item.visibility === 'closed' || closedSince.has(item.id));
    return {
      ...item,
      ...(hidden && { title: '', presenter: '' }),
      no: i + 1,
      state: 'listed',
      startsAt: starts.get(item.id) ?? startsAt,
      decisionNo: null,
    };
  });
  return { agenda, materials: meeting.materials.filter(({ addedAt }) => addedAt <= at) };
}
