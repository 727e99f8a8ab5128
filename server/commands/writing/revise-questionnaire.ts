import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { questionsDiffer } from '#lib/domain/writing/questionnaire.ts';
import { writingPhase } from '#lib/domain/writing/standing.ts';
import { askedQuestions } from '../../records/writing.ts';
import { command } from '../define.ts';
import { id, line } from '../fields.ts';
import { announce } from '../meeting/announcing.ts';
import { writingNamed } from './about-writing.ts';
import { draftRefusal, freezeQuestions, readDraft } from './questionnaire-rows.ts';

/**
 * Sends a new version of a questionnaire that is out, for a reason everybody is told: what was sent is never changed (WRT4).
 * Answers stand for the questions that read as before; a form that was opened earlier is told first.
 */
export const reviseQuestionnaire = command({
  name: 'revise-questionnaire',
  summary: 'Sends a new version of a questionnaire that is out, with a reason told to everybody.',
  input: v.strictObject({ meetingId: id, reason: line(200) }),
  action: 'meeting.call',
  about: (db, input) => writingNamed(db, input.meetingId),
  holdsWords: true,
  prepare: ({ words }, input) => readDraft(words, input.meetingId),
  async handle(ctx, input, { meeting }, drafts) {
    const phase = writingPhase({ state: meeting.state, closesAt: meeting.ends_at }, ctx.now);
    const asked = await askedQuestions(ctx.trx, meeting.id);
    if (phase !== 'open' || !asked) return refuse('writing-not-open');
    const faulty = draftRefusal(drafts);
    if (faulty) return faulty;
    if (!questionsDiffer(asked.questions, drafts)) return refuse('questions-unchanged');
    const { version, hash } = await freezeQuestions(ctx, meeting.id, drafts, asked, input.reason);
    await announce(ctx, meeting.id, 'change', meeting.starts_at, input.reason);
    await ctx.audit('meeting', meeting.id, { version, hash, reason: input.reason });
    ctx.effects.meetingChanged(meeting.id);
    return { version };
  },
});
