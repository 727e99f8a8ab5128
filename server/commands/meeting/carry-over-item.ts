import * as v from 'valibot';
import { deferrableStates } from '#lib/domain/deciding/index.ts';
import { nextItemState } from '#lib/domain/meeting/agenda.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { draftIsOpen } from '#lib/domain/minutes/state.ts';
import { itemNamed, type MeetingRecord } from '../../access/meeting.ts';
import type { Trx } from '../../db/open.ts';
import { placeCarried, readProposal } from './carried-item.ts';
import { leaveCurrent } from './current-item.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { carryIssue } from '../issues/left-agenda.ts';

/**
 * Puts an item off (継続審議): it is marked here and, where another meeting is being prepared, written into
 * its agenda with title, presenter and proposal draft. Without `toMeetingId`: the next one in preparation; where there is none
 * it waits for the next that is made (REG14).
 */
export const carryOverItem = command({
  name: 'carry-over-item',
  summary: 'Carries an undecided item over to a meeting in preparation.',
  input: v.strictObject({ itemId: id, toMeetingId: v.optional(id) }),
  action: 'meeting.run',
  about: (db, input) => itemNamed(db, input.itemId),
  prepare: ({ words }, _input, { item }) => readProposal(words, item),
  async handle(ctx, input, { meeting, item }, proposal) {
    const { trx } = ctx;
    const closed = await notAnyMore(trx, meeting, item.id);
    if (closed) return closed;
    const current = meeting.current_item_id === item.id;
    const state = nextItemState(item.state, 'carry_over');
    if (isRefusal(state)) return refuse('item-closed', { field: 'itemId', params: { state: item.state } });
    const target = await targetOf(trx, meeting, input.toMeetingId);
    if (isRefusal(target)) return target;
    if (current) {
      await leaveCurrent(ctx, meeting);
      await trx
        .updateTable('meeting')
        .set({ current_item_id: null, current_since: null })
        .where('id', '=', meeting.id)
        .execute();
    }
    await trx
      .updateTable('agenda_item')
      .set({ state, carried_to: target })
      .where('id', '=', item.id)
      .execute();
    await trx
      .updateTable('proposal')
      .set({ state: 'deferred' })
      .where('item_id', '=', item.id)
      .where('state', 'in', deferrableStates)
      .execute();
    if (item.issue_id !== null) await carryIssue(ctx, item.issue_id, meeting.council_id, target);
    const newItemId = target === null ? null : await placeCarried(ctx, target, item, proposal);
    if (target !== null) ctx.effects.meetingChanged(target);
    await ctx.audit('agenda_item', item.id, { state: 'carried_over', to: target, as: newItemId });
    ctx.effects.meetingChanged(meeting.id);
    return { toMeetingId: target, itemId: newItemId };
  },
});

/** Items are put off in session, or right after it while the minutes are still being written. */
async function notAnyMore(trx: Trx, meeting: MeetingRecord, itemId: string): Promise<Refusal | null> {
  if (meeting.state === 'draft' || meeting.state === 'called' || meeting.state === 'postponed')
    return refuse('meeting-not-open');
  if (meeting.state === 'cancelled') return refuse('meeting-closed');
  if (meeting.state === 'closed') {
    const minutes = await trx
      .selectFrom('minutes')
      .select('state')
      .where('meeting_id', '=', meeting.id)
      .executeTakeFirst();
    if (!minutes || !draftIsOpen(minutes.state)) return refuse('meeting-closed');
  }
  const open = await trx
    .selectFrom('round')
    .select('id')
    .where('item_id', '=', itemId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return open ? refuse('round-open') : null;
}

/** The meeting in preparation that takes the item; null where none is. */
async function targetOf(
  trx: Trx,
  from: MeetingRecord,
  named: string | undefined,
): Promise<string | null | Refusal> {
  const drafts = await trx
    .selectFrom('meeting')
    .select(['id', 'state'])
    .where('council_id', '=', from.council_id)
    .where('id', '!=', from.id)
    .where('starts_at', '>', from.starts_at)
    .orderBy('starts_at')
    .execute();
  if (named === undefined) return drafts.find((meeting) => meeting.state === 'draft')?.id ?? null;
  const target = drafts.find((meeting) => meeting.id === named);
  if (!target) return refuse('not-found', { field: 'toMeetingId' });
  return target.state === 'draft' ? target.id : refuse('wrong-state', { field: 'toMeetingId' });
}
