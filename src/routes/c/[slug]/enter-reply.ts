import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import { isRefusal } from '#lib/domain/refusal.ts';
import { refusedForm, textOf, type RefusedForm } from '#lib/page/acts.ts';
import { replySteps, replyWays, silenceSteps } from '#lib/ui/coming/coming.ts';

/** Makes what the form says the reply of its seat; null, or why not. */
export async function enterReply(
  event: RequestEvent,
  form: FormData,
): Promise<ActionFailure<RefusedForm> | null> {
  const { app, actor } = event.locals;
  const [meetingId, seatId, way] = ['meetingId', 'seatId', 'way'].map((name) => textOf(form, name));
  const room = await app.read.meeting.room(actor, meetingId ?? '');
  if (isRefusal(room)) return refusedForm(event, room, form);
  const seat = room.floor.seats.find((entry) => entry.seatId === seatId);
  const chosen = replyWays.find((known) => known === way);
  if (!seat || (!chosen && way !== 'silent'))
    return refusedForm(event, { refused: 'bad-input', field: seat ? 'way' : 'seatId' }, form);
  const steps = chosen ? replySteps(room.meeting.id, seat, chosen) : silenceSteps(room.meeting.id, seat);
  for (const [i, { command, input }] of steps.entries()) {
    const key = `${textOf(form, 'idempotencyKey')}-${way}-${i}`.slice(0, 200);
    const ran = await app.act(command, input, actor, key);
    if (isRefusal(ran)) return refusedForm(event, ran, form);
  }
  return null;
}
