import * as v from 'valibot';
import { sheetKinds } from '#lib/domain/deciding/index.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { meetingNamed, type MeetingRecord } from '../../access/meeting.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { seatsOfMeeting } from '../../records/roll.ts';
import { command, personOf } from '../define.ts';
import { id } from '../fields.ts';

const mostSeats = 5000;

/**
 * Notes that papers went out to seats, or came back (WAY9). A paper that was handed over came back without having been
 * sent. What was noted by mistake is noted back; counts hang on none of it.
 */
export const trackPapers = command({
  name: 'track-papers',
  summary: 'Notes that ballot papers or proxy forms were sent to seats, or came back.',
  input: v.strictObject({
    meetingId: id,
    kind: v.picklist(sheetKinds),
    /** The frozen text, for ballot papers. */
    versionId: v.optional(id),
    step: v.picklist(['sent', 'returned']),
    /** Numbers of seats; left out: all of the meeting. */
    seats: v.optional(
      v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1))), v.minLength(1), v.maxLength(mostSeats)),
    ),
    /** It was noted by mistake. */
    undo: v.optional(v.literal(true)),
  }),
  action: 'ballot.enter',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async handle(ctx, input, { meeting }) {
    const { trx, now } = ctx;
    const wrong = await sheetRefusal(trx, meeting, input);
    if (wrong) return wrong;
    const all = await seatsOfMeeting(trx, meeting);
    const wanted = input.seats && new Set(input.seats);
    const seats = wanted ? all.filter(({ no }) => wanted.has(no)) : all;
    if (wanted && seats.length < wanted.size) return refuse('not-found', { field: 'seats' });
    const [at, by] =
      input.step === 'sent' ? (['sent_at', 'sent_by'] as const) : (['returned_at', 'returned_by'] as const);
    const rows = await sheetsOf(trx, meeting.id, input);
    const sheets = new Map(rows.map((row) => [row.seat_id, row]));
    const mark = input.undo ? { [at]: null, [by]: null } : { [at]: now, [by]: personOf(ctx) };
    const moved = seats.filter(
      ({ id }) => ((sheets.get(id)?.[at] ?? null) === null) !== (input.undo ?? false),
    );
    const fresh = moved.filter(({ id }) => !sheets.has(id));
    if (fresh.length > 0)
      await trx
        .insertInto('paper_sheet')
        .values(
          fresh.map((seat) => ({
            id: newId(),
            meeting_id: meeting.id,
            kind: input.kind,
            version_id: input.versionId ?? null,
            seat_id: seat.id,
            sent_at: null,
            sent_by: null,
            returned_at: null,
            returned_by: null,
            ...mark,
          })),
        )
        .execute();
    for (const { id } of moved) {
      const row = sheets.get(id);
      if (row) await trx.updateTable('paper_sheet').set(mark).where('id', '=', row.id).execute();
    }
    await ctx.audit('paper_sheet', input.versionId ?? meeting.id, {
      meeting: meeting.id,
      kind: input.kind,
      step: input.step,
      seats: moved.map(({ no }) => no),
      ...(input.undo && { undo: true }),
    });
    return { moved: moved.length };
  },
});

interface Asked {
  readonly kind: (typeof sheetKinds)[number];
  readonly versionId?: string | undefined;
}

/** A ballot paper is of a text frozen for this meeting, a proxy form of none; nothing goes out for a meeting that is over. */
async function sheetRefusal(
  trx: Trx,
  meeting: MeetingRecord,
  { kind, versionId }: Asked,
): Promise<Refusal | null> {
  if (meeting.called_at === null) return refuse('meeting-not-yet-called');
  if (meeting.state === 'closed' || meeting.state === 'cancelled') return refuse('meeting-closed');
  if ((kind === 'ballot') !== (versionId !== undefined)) return refuse('bad-input', { field: 'versionId' });
  if (versionId === undefined) return null;
  const version = await trx
    .selectFrom('proposal_version')
    .innerJoin('proposal', 'proposal.id', 'proposal_version.proposal_id')
    .select('proposal_version.id')
    .where('proposal_version.id', '=', versionId)
    .where('proposal.meeting_id', '=', meeting.id)
    .executeTakeFirst();
  return version ? null : refuse('not-found', { field: 'versionId' });
}

function sheetsOf(trx: Trx, meetingId: string, { kind, versionId }: Asked) {
  const rows = trx
    .selectFrom('paper_sheet')
    .select(['id', 'seat_id', 'sent_at', 'returned_at'])
    .where('meeting_id', '=', meetingId)
    .where('kind', '=', kind);
  return (versionId === undefined ? rows : rows.where('version_id', '=', versionId)).execute();
}
