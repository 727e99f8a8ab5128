import * as v from 'valibot';
import { grantRefusal, householdRoll, proxyChoices } from '#lib/domain/deciding/index.ts';
import { decide } from '#lib/domain/policy/decide.ts';
import { typedReplyRefusal } from '#lib/domain/meeting/arrival.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { seatsPresent, registerOf, replyDay } from '../../records/register.ts';
import { newId } from '../../db/ids.ts';
import { command, personOf } from '../define.ts';
import { id } from '../fields.ts';
import { saidOf } from './own-reply.ts';
import { registerRefusal } from './meeting-moves.ts';

/**
 * A proxy (委任): by the member himself, or from paper by the recorder. A new one replaces the old; given before the opening it is for that
 * day (REG1). It is void
 * while the grantor or his alternate is there (MTG17, T5): the answer says so, the record stays.
 */
export const recordProxy = command({
  name: 'record-proxy',
  summary: 'Records a proxy of a seat, or takes it back.',
  input: v.strictObject({
    meetingId: id,
    fromSeatId: id,
    toSeatId: v.optional(id),
    choice: v.optional(v.picklist(proxyChoices)),
    source: v.picklist(['paper', 'app']),
    revoke: v.optional(v.literal(true)),
  }),
  action: 'proxy.record',
  ofForce: true,
  async about(db, input) {
    const named = await meetingNamed(db, input.meetingId);
    return 'refused' in named ? named : { ...named, facts: { ...named.facts, seatId: input.fromSeatId } };
  },
  async handle(ctx, input, { meeting }) {
    const { trx } = ctx;
    const wrong = registerRefusal(meeting, false);
    if (wrong) return wrong;
    if (input.toSeatId === input.fromSeatId)
      return refuse('bad-input', { field: 'toSeatId', params: { why: 'same-seat' } });
    const recorder = decide(ctx.subject, 'proxy.record') === true;
    const own = ctx.subject.seatIds.includes(input.fromSeatId);
    if (input.source === 'paper' ? !recorder : !own) return refuse('bad-input', { field: 'source' });
    // a paper is typed for somebody; what he has said himself stays, beforehand his reply too (REG15)
    const said = own ? [] : await saidOf(trx, meeting, input.fromSeatId);
    const stands = meeting.opened_at === null ? typedReplyRefusal('fromSeatId', said) : null;
    if (stands) return stands;
    const register = await registerOf(trx, meeting);
    const voices = householdRoll(register.rule.householdRule, register.seats);
    for (const field of ['fromSeatId', 'toSeatId'] as const) {
      const seat = input[field];
      if (seat !== undefined && !register.seats.some((entry) => entry.id === seat))
        return refuse('not-found', { field });
      // of a household with one vote only who speaks for it gives or carries one (HHR6)
      if (seat !== undefined && !input.revoke && !voices.some((entry) => entry.id === seat))
        return refuse('not-on-roll', { field });
    }
    // what is taken back carries nothing; what is given must be carried by somebody who may (WAY6)
    const carried = input.revoke
      ? null
      : grantRefusal(
          { from: input.fromSeatId, to: input.toSeatId ?? null },
          register.proxies,
          register.rule.proxyLimit,
        );
    if (carried) return carried;
    const ended = await trx
      .updateTable('proxy_grant')
      .set({ revoked_at: ctx.now })
      .where('meeting_id', '=', meeting.id)
      .where('from_seat_id', '=', input.fromSeatId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (input.revoke) {
      if (Number(ended.numUpdatedRows) === 0) return refuse('not-found', { field: 'fromSeatId' });
      await ctx.audit('proxy_grant', input.fromSeatId, { meeting: meeting.id, revoked: true });
      ctx.effects.meetingChanged(meeting.id);
      return { revoked: true };
    }
    const proxyId = newId();
    await trx
      .insertInto('proxy_grant')
      .values({
        id: proxyId,
        meeting_id: meeting.id,
        from_seat_id: input.fromSeatId,
        to_seat_id: input.toSeatId ?? null,
        choice: input.choice ?? null,
        source: input.source,
        recorded_by: personOf(ctx),
        at: ctx.now,
        for_day: meeting.opened_at === null ? replyDay(meeting) : null,
      })
      .execute();
    const voided = seatsPresent(register).has(input.fromSeatId);
    await ctx.audit('proxy_grant', proxyId, {
      meeting: meeting.id,
      from: input.fromSeatId,
      to: input.toSeatId ?? null,
      source: input.source,
      replaced: Number(ended.numUpdatedRows) > 0,
    });
    ctx.effects.meetingChanged(meeting.id);
    return { proxyId, void: voided };
  },
});
