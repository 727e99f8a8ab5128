import * as v from 'valibot';
import { textHash } from '#lib/domain/canonical/text.ts';
import { compile, type CompiledAnswer, type CompiledPaper } from '#lib/domain/writing/compiled.ts';
import { replyCounts, writingPhase } from '#lib/domain/writing/standing.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { readCompiled } from '#lib/doc/compiled.ts';
import { compiledDoc } from '#lib/doc/names.ts';
import { recordLocale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { meetingNamed } from '../../access/meeting.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { nextMaterialNo } from '../../records/numbers.ts';
import { askedQuestions, repliesOf, voicesOf } from '../../records/writing.ts';
import { command, personOf } from '../define.ts';
import { id } from '../fields.ts';
import { openWordsRefusal } from '../meeting/meeting-moves.ts';
import { writingNamed } from './about-writing.ts';

/**
 * What a written meeting brought becomes a paper of another meeting by one act (WRT13): 資料1 while its papers can still be
 * renumbered, the next number afterwards. It is frozen as it stands, says from where it came, and holds no name that
 * was not to be read. Refuses `writing-not-open` before the end, `already-done` where that meeting has it.
 */
export const placeCompiled = command({
  name: 'place-compiled',
  summary: 'Makes the compiled answers of a written meeting the first paper of another meeting.',
  input: v.strictObject({ meetingId: id, toMeetingId: id }),
  action: 'material.add',
  about: (db, input) => writingNamed(db, input.meetingId),
  holdsWords: true,
  prepare: ({ words }, input) => words.look(compiledDoc(input.meetingId), readCompiled),
  async handle(ctx, input, { meeting }, { canvas, summary }) {
    const { trx, now } = ctx;
    const to = await meetingNamed(trx, input.toMeetingId, 'toMeetingId');
    if (isRefusal(to)) return to;
    if (to.councilId !== meeting.council_id || to.meetingId === meeting.id)
      return refuse('not-found', { field: 'toMeetingId' });
    const closed = openWordsRefusal(to.meeting.state);
    if (closed) return closed;
    const ended = writingPhase({ state: meeting.state, closesAt: meeting.ends_at }, now) === 'ended';
    const asked = await askedQuestions(trx, meeting.id);
    if (!ended || !asked) return refuse('writing-not-open');
    if (await isThere(trx, meeting.id, to.meetingId)) return refuse('already-done');
    const replies = await repliesOf(trx, meeting, now);
    // what only the office reads, and names that were not to be read, do not go along
    const questions = compile(asked, voicesOf(replies, 'counted'), false);
    const late = compile(asked, voicesOf(replies, 'late'), false);
    const answers = new Map<string, CompiledAnswer>();
    for (const question of [...questions, ...late])
      for (const answer of question.answers) answers.set(answer.id, answer);
    const { asked: all, inTime, late: lateCount, none } = replyCounts(replies.map(({ state }) => state));
    const paper: CompiledPaper = {
      counts: { asked: all, inTime, late: lateCount, none },
      summary,
      questions,
      late,
      groups: canvas.clusters.map(({ name, items }) => ({
        name,
        notes: items.flatMap(({ kind, text }) => (kind === 'note' && text.trim() !== '' ? [text] : [])),
        answers: items.flatMap((item) => answers.get(item.id) ?? []),
      })),
    };
    const body = JSON.stringify(paper);
    const no = await firstNo(trx, to.meeting);
    const materialId = newId();
    await trx
      .insertInto('material')
      .values({
        id: materialId,
        meeting_id: to.meetingId,
        item_id: null,
        no,
        title: m.compiled_material({ seq: meeting.seq }, { locale: recordLocale }),
        url: null,
        visibility: meeting.visibility === 'open' ? 'open' : 'closed',
        created_by: personOf(ctx),
        created_at: now,
      })
      .execute();
    await trx
      .insertInto('compiled_paper')
      .values({
        material_id: materialId,
        from_meeting_id: meeting.id,
        body,
        body_hash: textHash(body),
        made_at: now,
        made_by: personOf(ctx),
      })
      .execute();
    await ctx.audit('material', materialId, { meeting: to.meetingId, from: meeting.id, no });
    ctx.effects.meetingChanged(to.meetingId);
    return { materialId, no, toMeetingId: to.meetingId };
  },
});

async function isThere(trx: Trx, from: string, to: string): Promise<boolean> {
  const row = await trx
    .selectFrom('compiled_paper')
    .innerJoin('material', 'material.id', 'compiled_paper.material_id')
    .select('material.id')
    .where('compiled_paper.from_meeting_id', '=', from)
    .where('material.meeting_id', '=', to)
    .where('material.withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** 1 while the meeting is not called and its other papers can make room (REG6); the next number afterwards. */
async function firstNo(
  trx: Trx,
  to: { readonly id: string; readonly called_at: number | null },
): Promise<number> {
  if (to.called_at !== null) return nextMaterialNo(trx, to.id);
  const papers = await trx
    .selectFrom('material')
    .select(['id', 'no'])
    .where('meeting_id', '=', to.id)
    .orderBy('no', 'desc')
    .execute();
  // from the last one on, so that no number is held twice for a moment
  for (const { id, no } of papers)
    await trx
      .updateTable('material')
      .set({ no: no + 1 })
      .where('id', '=', id)
      .execute();
  return 1;
}
