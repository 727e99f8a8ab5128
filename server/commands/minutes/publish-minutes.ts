import * as v from 'valibot';
import { nextMinutesState } from '#lib/domain/minutes/state.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { minutesNamed } from '../../access/minutes.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/** Puts the public rendition of sealed minutes on the street's page (I12). */
export const publishMinutes = command({
  name: 'publish-minutes',
  summary: 'Publishes sealed minutes.',
  input: v.strictObject({ meetingId: id }),
  action: 'minutes.publish',
  about: (db, input) => minutesNamed(db, input.meetingId),
  async handle(ctx, _input, { meeting, minutes }) {
    const state = nextMinutesState(minutes.state, 'publish');
    if (isRefusal(state)) return state;
    await ctx.trx
      .updateTable('minutes')
      .set({ state: 'published', published_at: ctx.now })
      .where('id', '=', minutes.id)
      .execute();
    await ctx.audit('minutes', minutes.id, { state: 'published' });
    ctx.effects.meetingChanged(meeting.id);
    return { publishedAt: ctx.now };
  },
});
