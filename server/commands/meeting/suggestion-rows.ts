import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { countRows } from '../../db/values.ts';
import { personOf, type CommandContext } from '../define.ts';

const mostOpen = 30;

/**
 * Writes a suggestion that stands beside the text until it is answered. Refuses `too-many-requests` when this person
 * has 30 open ones in the meeting.
 */
export async function addSuggestion(
  ctx: CommandContext,
  meetingId: string,
  suggestion: { readonly itemId: string | null; readonly field: string; readonly text: string },
): Promise<{ suggestionId: string } | Refusal> {
  const personId = personOf(ctx);
  const { n } = await ctx.trx
    .selectFrom('suggestion')
    .select(countRows().as('n'))
    .where('meeting_id', '=', meetingId)
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  if (n >= mostOpen) return refuse('too-many-requests');
  const suggestionId = newId();
  const { itemId, field, text } = suggestion;
  await ctx.trx
    .insertInto('suggestion')
    .values({
      id: suggestionId,
      meeting_id: meetingId,
      item_id: itemId,
      field,
      text,
      person_id: personId,
      at: ctx.now,
      state: 'open',
    })
    .execute();
  await ctx.audit('suggestion', suggestionId, { field, item: itemId });
  ctx.effects.meetingChanged(meetingId);
  return { suggestionId };
}
