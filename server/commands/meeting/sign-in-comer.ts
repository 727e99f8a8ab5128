import * as v from 'valibot';
import { comerRefusal, mostComers } from '#lib/domain/meeting/open-table.ts';
import { decide } from '#lib/domain/policy/decide.ts';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { recordLocale } from '#lib/i18n/locale.ts';
import { comerWord } from '#lib/text/people.ts';
import { meetingNamed, type MeetingRecord } from '../../access/meeting.ts';
import { subjectOf } from '../../access/subject.ts';
import { newId } from '../../db/ids.ts';
import { countRows } from '../../db/values.ts';
import { nextComerNo, nextComerPlace } from '../../records/numbers.ts';
import { replyDay, ruleOfMeeting } from '../../records/register.ts';
import { command, personOf, type CommandContext } from '../define.ts';
import { id, optionalName } from '../fields.ts';
import { registerRefusal } from './meeting-moves.ts';

/**
 * Signs somebody in at an open table (OPT2): he has a vote in every round that opens while he is there. What is kept is a
 * number, and a name where one is given, to be erased at any time. Minors, observers, members and officers of the city
 * are not signed in.
 */
export const signInComer = command({
  name: 'sign-in-comer',
  summary:
    'Signs somebody in at the door of an open table; he is on the roll of rounds that open from then on.',
  input: v.strictObject({
    meetingId: id,
    name: optionalName(40),
    /** Somebody of the council without a seat; left out by the recorder: a name or a number only. */
    personId: v.optional(id),
    /** That he is no minor, as he says himself or as is known at the door. */
    adult: v.boolean(),
    /** Another person of the same name. */
    another: v.optional(v.literal(true)),
  }),
  // everybody with a mandate may sign himself in; for others only who keeps the register
  action: 'observe.register',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async handle(ctx, input, { meeting }) {
    const { trx, now } = ctx;
    const recorder = decide(ctx.subject, 'attendance.record') === true;
    const personId = input.personId ?? (recorder ? null : personOf(ctx));
    if (!recorder && (personId !== personOf(ctx) || input.name !== '')) return refuse('forbidden');
    const wrong =
      registerRefusal(meeting, false) ??
      comerRefusal({
        roll: (await ruleOfMeeting(trx, meeting)).body.roll,
        adult: input.adult,
        roles: personId === null ? null : (await subjectOf(trx, { personId }, meeting.council_id)).roles,
      }) ??
      (await signedAlready(ctx, meeting, personId, input)) ??
      (await doorFull(ctx, meeting.id));
    if (wrong) return wrong;
    if (personId !== null) await endStays(ctx, meeting.id, personId);
    const no = await nextComerNo(trx, meeting.id);
    const seatId = newId();
    const today = dayOf(now);
    await trx
      .insertInto('seat')
      .values({
        id: seatId,
        council_id: meeting.council_id,
        organization_id: null,
        no: await nextComerPlace(trx, meeting.council_id),
        label: comerWord(no, recordLocale),
        // a place of one evening: on no roll but that of its meeting
        from_on: today,
        to_on: today,
        kind: 'comer',
      })
      .execute();
    await trx
      .insertInto('comer')
      .values({
        seat_id: seatId,
        meeting_id: meeting.id,
        no,
        name: input.name,
        person_id: personId,
        signed_at: now,
        signed_by: personOf(ctx),
        erased_at: null,
      })
      .execute();
    await trx
      .insertInto('attendance')
      .values({
        id: newId(),
        meeting_id: meeting.id,
        seat_id: seatId,
        person_id: null,
        mode: 'in_person',
        via: recorder ? 'recorded' : 'self',
        arrived_at: now,
        recorded_by: personOf(ctx),
        for_day: meeting.opened_at === null ? replyDay(meeting) : null,
      })
      .execute();
    // neither name nor person: the log of acts is kept for ever
    await ctx.audit('comer', seatId, { meeting: meeting.id, no, self: !recorder });
    ctx.effects.meetingChanged(meeting.id);
    if (personId !== null) ctx.effects.rightsChanged('person', personId);
    return { seatId, no };
  },
});

/** Nobody has two votes: `already-done` for a person who is signed in, or a name that is, unless it is said to be another. */
async function signedAlready(
  ctx: CommandContext,
  meeting: MeetingRecord,
  personId: string | null,
  input: { readonly name: string; readonly another?: true | undefined },
): Promise<Refusal | null> {
  const there = await ctx.trx
    .selectFrom('comer')
    .innerJoin('attendance', 'attendance.seat_id', 'comer.seat_id')
    .select(['comer.person_id', 'comer.name'])
    .where('comer.meeting_id', '=', meeting.id)
    .where('attendance.meeting_id', '=', meeting.id)
    .where('attendance.left_at', 'is', null)
    .execute();
  const same =
    personId === null
      ? input.name !== '' && !input.another && there.some(({ name }) => name === input.name)
      : there.some(({ person_id }) => person_id === personId);
  return same ? refuse('already-done', { field: personId === null ? 'name' : 'personId' }) : null;
}

async function doorFull(ctx: CommandContext, meetingId: string): Promise<Refusal | null> {
  const { n } = await ctx.trx
    .selectFrom('comer')
    .select(countRows().as('n'))
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow();
  return n < mostComers ? null : refuse('door-full', { params: { n: mostComers } });
}

/** Who sat among the observers stands up from there. */
async function endStays(ctx: CommandContext, meetingId: string, personId: string): Promise<void> {
  await ctx.trx
    .updateTable('attendance')
    .set({ left_at: ctx.now })
    .where('meeting_id', '=', meetingId)
    .where('person_id', '=', personId)
    .where('mode', '=', 'observer')
    .where('left_at', 'is', null)
    .execute();
}
