import * as v from 'valibot';
import { canonicalText, textHash } from '#lib/domain/canonical/text.ts';
import { factsPlace, otherPlace } from '#lib/domain/minutes/corrections.ts';
import { isSealed } from '#lib/domain/minutes/state.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { readMinutes, type MinutesSection } from '#lib/doc/minutes.ts';
import { minutesDoc } from '#lib/doc/names.ts';
import { correctionNamed as named } from '../../access/corrections.ts';
import type { Trx } from '../../db/open.ts';
import { itemIdsOf } from '../../records/corrections.ts';
import { otherSection } from '../../records/minutes-record.ts';
import { command, personOf, type CommandContext } from '../define.ts';
import { emptiableProse, hash, id, optionalProse } from '../fields.ts';

type Named = Exclude<Awaited<ReturnType<typeof named>>, Refusal>;

/** The words of a place in the draft; undefined where they are not there. */
export async function sectionAt(
  trx: Trx,
  meetingId: string,
  place: string,
  sections: readonly MinutesSection[],
): Promise<MinutesSection | undefined> {
  const wanted = place === otherPlace ? otherSection : (await itemIdsOf(trx, meetingId))[Number(place) - 1];
  return sections.find(({ id }) => id === wanted);
}

/**
 * Answers a correction (COR4). Taken, the recorder writes the passage anew in the draft, as proposed or in better words:
 * what is sent is the whole text of the place, against the one that was shown; where that says something else by now it is
 * refused as `text-changed`. What stands in the records is put right there, and said. Not taken, everybody who reads the
 * draft reads the reason. The next text that goes round says what changed.
 */
export const answerCorrection = command({
  name: 'answer-correction',
  summary: 'Takes a correction to circulated minutes into the draft, or answers it with a reason.',
  input: v.strictObject({
    correctionId: id,
    taken: v.boolean(),
    /** SHA-256 of the text of the place as it was shown; left out where the records are put right. */
    before: v.optional(hash),
    text: v.optional(emptiableProse(50_000)),
    answer: optionalProse(1000),
  }),
  action: 'minutes.write',
  about: (db, input) => named(db, input.correctionId),
  holdsWords: true,
  prepare: ({ words }, _input, { meetingId }) => words.look(minutesDoc(meetingId), readMinutes),
  async handle(ctx, input, about, _prepared) {
    const open = openRefusal(about);
    if (open) return open;
    const { meeting, correction } = about;
    const reasonless = input.answer === '' ? refuse('text-empty', { field: 'answer' }) : null;
    if (!input.taken) return reasonless ?? answered(ctx, about, 'declined', input.answer);
    if (correction.place === factsPlace) return reasonless ?? answered(ctx, about, 'taken', input.answer);
    if (input.text === undefined) return refuse('correction-empty', { field: 'text' });
    const sections = await ctx.words.look(minutesDoc(meeting.id), readMinutes);
    const section = await sectionAt(ctx.trx, meeting.id, correction.place, sections);
    if (!section || textHash(section.body) !== input.before) return refuse('text-changed', { field: 'text' });
    if (canonicalText(section.body) === input.text) return refuse('correction-empty', { field: 'text' });
    ctx.effects.writeWords(minutesDoc(meeting.id), {
      op: 'rewrite-section',
      sectionId: section.id,
      body: input.text,
    });
    return answered(ctx, about, 'taken', input.answer);
  },
});

/** Takes one's own proposal back, until it is answered (COR5). */
export const withdrawCorrection = command({
  name: 'withdraw-correction',
  summary: 'Takes back a correction one has proposed, before it is answered.',
  input: v.strictObject({ correctionId: id }),
  action: 'minutes.correct',
  about: (db, input) => named(db, input.correctionId),
  async handle(ctx, _input, about) {
    if (about.correction.proposed_by !== personOf(ctx)) return refuse('forbidden');
    return openRefusal(about) ?? answered(ctx, about, 'withdrawn', '');
  },
});

function openRefusal({ minutes, correction }: Named): Refusal | undefined {
  if (isSealed(minutes.state)) return refuse('minutes-sealed');
  return correction.state === 'open' ? undefined : refuse('already-answered');
}

async function answered(
  ctx: CommandContext,
  { meeting, correction }: Named,
  state: 'taken' | 'declined' | 'withdrawn',
  answer: string,
): Promise<{ state: string; no: number }> {
  await ctx.trx
    .updateTable('minutes_correction')
    .set({ state, answer, answered_by: personOf(ctx), answered_at: ctx.now })
    .where('id', '=', correction.id)
    .execute();
  await ctx.audit('minutes_correction', correction.id, { state, no: correction.no });
  ctx.effects.meetingChanged(meeting.id);
  return { state, no: correction.no };
}
