import { isLate, minuteMs, type Via } from '#lib/domain/deciding/index.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import { isPresence } from '../../records/register.ts';
import type { RoundRecord } from '../../access/round.ts';
import type { Trx } from '../../db/open.ts';
import type { CommandContext } from '../define.ts';

/** How a ballot came and when it counts as received. */
export interface Way {
  readonly via: Via;
  readonly at: number;
}

interface Casting {
  readonly meeting: MeetingRecord;
  readonly round: RoundRecord;
  readonly seatId: string;
  readonly input: {
    readonly for?: string | undefined;
    readonly via?: 'paper' | 'live' | undefined;
    readonly arrived?: number | undefined;
    readonly how?: 'slip' | 'telephone' | undefined;
  };
}

/**
 * The channel, set by the server (contracts §7): live when the seat stands in the register now, paper as the
 * recorder says, else electronic. Refuses `bad-input` at `via` or `arrived`, `round-closed` for a late paper.
 */
export async function cameBy(ctx: CommandContext, casting: Casting): Promise<Way | Refusal> {
  const { input, round } = casting;
  const entered = input.for !== undefined && !ctx.subject.seatIds.includes(input.for);
  if (input.via === 'paper') {
    const { arrived } = input;
    if (input.for === undefined) return refuse('bad-input', { field: 'for' });
    if (arrived === undefined) return refuse('bad-input', { field: 'arrived', params: { why: 'empty' } });
    if (arrived > ctx.now) return refuse('bad-input', { field: 'arrived', params: { why: 'future' } });
    // a paper about a text that was not yet frozen is about another text; clocks on paper show minutes
    if (arrived + minuteMs <= (await frozenAt(ctx.trx, round)))
      return refuse('bad-input', { field: 'arrived', params: { why: 'text-older' } });
    return isLate(round.closes_at, arrived) ? refuse('round-closed') : { via: 'paper', at: arrived };
  }
  for (const field of ['arrived', 'how'] as const)
    if (input[field] !== undefined) return refuse('bad-input', { field });
  const live = await standsThere(ctx, casting, entered);
  // neither there nor on paper: the recorder can't have it from the member
  if (!live && (entered || input.via === 'live'))
    return refuse('bad-input', { field: 'via', params: { why: 'not-there' } });
  return { via: live ? 'live' : 'electronic', at: ctx.now };
}

/**
 * The instant of a ballot: no two of a channel are the same (T1), and a reply that is changed comes after the one it
 * changes (T3).
 */
export async function instantOf(trx: Trx, roundId: string, seatId: string, way: Way): Promise<number> {
  const taken = await trx
    .selectFrom('ballot')
    .select('at')
    .where('round_id', '=', roundId)
    .where('seat_id', '=', seatId)
    .where('via', '=', way.via)
    .where('at', '>=', way.at)
    .execute();
  // in the room and in the app what was said later counts, whatever a clock says; papers count by when they came in
  if (way.via !== 'paper') return Math.max(way.at, ...taken.map((row) => row.at + 1));
  const instants = new Set(taken.map((row) => row.at));
  let { at } = way;
  while (instants.has(at)) at += 1;
  return at;
}

/** Whether the seat is taken in the register by whoever replies: its member, or its alternate of today. */
async function standsThere(ctx: CommandContext, casting: Casting, entered: boolean): Promise<boolean> {
  const entry = await ctx.trx
    .selectFrom('attendance')
    .select(['mode', 'person_id'])
    .where('meeting_id', '=', casting.meeting.id)
    .where('seat_id', '=', casting.seatId)
    .where('left_at', 'is', null)
    .executeTakeFirst();
  if (!entry || !isPresence(entry.mode)) return false;
  // a member at home whose alternate sits in the room does not reply from the room
  return entered || entry.mode !== 'alternate' || entry.person_id === ctx.actor.personId;
}

async function frozenAt(trx: Trx, round: RoundRecord): Promise<number> {
  const version = await trx
    .selectFrom('proposal_version')
    .select('frozen_at')
    .where('id', '=', round.version_id)
    .executeTakeFirstOrThrow();
  return version.frozen_at;
}
