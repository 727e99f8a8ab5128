import { canonicalText, textHash } from '#lib/domain/canonical/text.ts';
import {
  nextQuestions,
  questionFaultsIn,
  type Question,
  type QuestionDraft,
} from '#lib/domain/writing/questionnaire.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { readQuestions } from '#lib/doc/questions.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { personOf, type CommandContext, type Tools } from '../define.ts';

/** The draft of a questionnaire as it is on the disk now, its texts in canonical spelling; for prepare(). */
export async function readDraft(words: Tools['words'], meetingId: string): Promise<QuestionDraft[]> {
  const drafts = await words.look(agendaDoc(meetingId), readQuestions);
  return drafts.map((draft) => ({
    ...draft,
    text: canonicalText(draft.text).trim(),
    help: canonicalText(draft.help).trim(),
    options: draft.options.map((option) => canonicalText(option).trim()),
  }));
}

/** null where the draft can be sent; else `questionnaire-faulty` with the first question at fault, from 1 (WRT3). */
export function draftRefusal(drafts: readonly QuestionDraft[]): Refusal | null {
  const [fault] = questionFaultsIn(drafts);
  if (!fault) return null;
  return refuse('questionnaire-faulty', {
    field: fault.at === null ? 'questions' : `questions[${fault.at}]`,
    params: { why: fault.why, ...(fault.at !== null && { no: fault.at + 1 }) },
  });
}

/** Keeps the next version of what is asked, as it goes out (WRT4). */
export async function freezeQuestions(
  ctx: CommandContext,
  meetingId: string,
  drafts: readonly QuestionDraft[],
  before: { readonly version: number; readonly questions: readonly Question[] } | null,
  reason: string,
): Promise<{ readonly version: number; readonly hash: string }> {
  const version = (before?.version ?? 0) + 1;
  const body = JSON.stringify(nextQuestions(before?.questions ?? [], drafts, version));
  const hash = textHash(body);
  await ctx.trx
    .insertInto('questionnaire')
    .values({
      id: newId(),
      meeting_id: meetingId,
      n: version,
      body,
      body_hash: hash,
      reason,
      frozen_at: ctx.now,
      frozen_by: personOf(ctx),
    })
    .execute();
  return { version, hash };
}
