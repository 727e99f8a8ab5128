import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { compile, type CompiledQuestion } from '#lib/domain/writing/compiled.ts';
import { replyCounts, type ReplyCounts } from '#lib/domain/writing/standing.ts';
import { compiledDoc } from '#lib/doc/names.ts';
import type { Actor } from '../../access/subject.ts';
import { compiledPaperIn } from '../../db/decode.ts';
import type { Db } from '../../db/open.ts';
import { askedQuestions, repliesOf, voicesOf } from '../../records/writing.ts';
import { readMaterial } from '../../access/meeting.ts';
import { readsAll, readWriting, writingMeeting, type WritingMeeting, type ReadWriting } from './writing.ts';

/* What came back, once the deadline has passed: every answer as it was given, for those who may read it (WRT8, WRT13). */

export interface CompiledView {
  readonly council: ReadWriting['council'];
  readonly meeting: WritingMeeting;
  readonly counts: ReplyCounts;
  readonly questions: readonly CompiledQuestion[];
  /** Late ones, apart. */
  readonly late: readonly CompiledQuestion[];
  /** Name of the live document in which the answers are grouped and summed up. */
  readonly doc: string;
  readonly placed: readonly { readonly meetingId: string; readonly seq: number; readonly no: number }[];
  /** Meetings it can become a paper of, the next one first. */
  readonly next: readonly { readonly id: string; readonly seq: number; readonly startsAt: number }[];
  readonly may: { readonly place: boolean; readonly desk: boolean };
}

/** For the council's people after the end; `writing-not-open` before it, `forbidden` for others. */
export async function compiledView(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  now: number,
): Promise<CompiledView | Refusal> {
  const read = await readWriting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  const { meeting, subject } = read;
  if (!may(subject, 'council.readInside')) return refuse('forbidden');
  const head = writingMeeting(read, now);
  const asked = await askedQuestions(db, meetingId);
  if (head.phase !== 'ended' || !asked) return refuse('writing-not-open');
  const replies = await repliesOf(db, meeting, now);
  const desk = readsAll(subject);
  const place = may(subject, 'material.add', { visibility: meeting.visibility });
  return {
    council: read.council,
    meeting: head,
    counts: replyCounts(replies.map(({ state }) => state)),
    questions: compile(asked, voicesOf(replies, 'counted'), desk),
    late: compile(asked, voicesOf(replies, 'late'), desk),
    doc: compiledDoc(meetingId),
    placed: await db
      .selectFrom('compiled_paper')
      .innerJoin('material', 'material.id', 'compiled_paper.material_id')
      .innerJoin('meeting', 'meeting.id', 'material.meeting_id')
      .select(['meeting.id as meetingId', 'meeting.seq', 'material.no'])
      .where('compiled_paper.from_meeting_id', '=', meetingId)
      .execute(),
    next: place ? await comingMeetings(db, meeting.council_id, meetingId) : [],
    may: { place, desk },
  };
}

function comingMeetings(db: Db, councilId: string, meetingId: string) {
  return db
    .selectFrom('meeting')
    .select(['id', 'seq', 'starts_at as startsAt'])
    .where('council_id', '=', councilId)
    .where('id', '!=', meetingId)
    .where('state', 'in', ['draft', 'called', 'postponed', 'in_session', 'recess'])
    .orderBy('starts_at')
    .limit(20)
    .execute();
}

/** A paper that a written meeting handed on, as it was then, for whoever may read papers of that meeting. */
export async function compiledPaper(db: Db, actor: Pick<Actor, 'personId'>, meetingId: string, no: number) {
  const read = await readMaterial(db, actor, meetingId, no);
  if (isRefusal(read)) return read;
  const row = await db
    .selectFrom('compiled_paper')
    .innerJoin('meeting', 'meeting.id', 'compiled_paper.from_meeting_id')
    .select(['compiled_paper.body', 'compiled_paper.made_at', 'compiled_paper.body_hash'])
    .select(['meeting.id as fromId', 'meeting.seq', 'meeting.fiscal_year', 'meeting.ends_at'])
    .where('compiled_paper.material_id', '=', read.material.id)
    .executeTakeFirst();
  if (!row) return refuse('not-found');
  return {
    council: read.council,
    meeting: { id: meetingId, fiscalYear: read.meeting.fiscal_year, seq: read.meeting.seq },
    no,
    title: read.material.title,
    from: { id: row.fromId, seq: row.seq, fiscalYear: row.fiscal_year, closedOn: row.ends_at },
    madeAt: row.made_at,
    hash: row.body_hash,
    paper: compiledPaperIn(row),
  };
}
