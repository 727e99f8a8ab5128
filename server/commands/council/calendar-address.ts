import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { calendarHash } from '../../db/token-hash.ts';
import { command } from '../define.ts';

/** A new address for the calendar of the caller, shown once; the one before ends (FEE2, FEE3). */
export const makeCalendarAddress = command({
  name: 'make-calendar-address',
  summary: 'Makes a new secret address for the caller’s calendar, shown once; the one before ends.',
  input: v.strictObject({}),
  action: 'free',
  secretAnswer: true,
  about: () => Promise.resolve({ councilId: null }),
  async handle(ctx) {
    const { personId } = ctx.actor;
    if (personId === null) return refuse('session-required');
    const token = randomBytes(24).toString('base64url');
    const made = { token_hash: calendarHash(token), created_at: ctx.now };
    await ctx.trx
      .insertInto('calendar_address')
      .values({ person_id: personId, ...made })
      .onConflict((known) => known.column('person_id').doUpdateSet(made))
      .execute();
    await ctx.audit('person', personId, { calendarAddress: true });
    return { token };
  },
});

/** From now on nothing is read at the address of the caller’s calendar (FEE3). */
export const endCalendarAddress = command({
  name: 'end-calendar-address',
  summary: 'Ends the secret address of the caller’s calendar.',
  input: v.strictObject({}),
  action: 'free',
  about: () => Promise.resolve({ councilId: null }),
  async handle(ctx) {
    const { personId } = ctx.actor;
    if (personId === null) return refuse('session-required');
    await ctx.trx.deleteFrom('calendar_address').where('person_id', '=', personId).execute();
    await ctx.audit('person', personId, { calendarAddress: false });
    return {};
  },
});
