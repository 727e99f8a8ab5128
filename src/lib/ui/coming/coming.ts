import type { FloorSeat } from '#lib/doc/floor.ts';

/* Who has said what about a meeting that has not been opened (REG1). */

/** How a seat stands before the opening; `here`: he has come, in whatever way. */
export const comings = ['here', 'in_person', 'online', 'alternate', 'proxy', 'absent', 'silent'] as const;
export type Coming = (typeof comings)[number];

/** Where a seat stands: who is there before who has said he comes, refusals apart from silence. */
export function comingOf(seat: Pick<FloorSeat, 'mode' | 'announced'>): Coming {
  if (seat.mode === 'in_person' || seat.mode === 'online' || seat.mode === 'alternate') return 'here';
  if (seat.announced !== null) return seat.announced;
  return seat.mode === 'unknown' ? 'silent' : seat.mode;
}

/** The seats by how they stand, each group once and in this order; who has come only where somebody has. */
export function comingGroups(seats: readonly FloorSeat[]): [Coming, readonly FloorSeat[]][] {
  return comings
    .map((group): [Coming, readonly FloorSeat[]] => [group, seats.filter((seat) => comingOf(seat) === group)])
    .filter(([group, those]) => group !== 'here' || those.length > 0);
}

/** What somebody can have replied by telephone or on paper, in the order it is offered. */
export const replyWays = ['in_person', 'online', 'alternate', 'proxy', 'absent'] as const;
export type ReplyWay = (typeof replyWays)[number];

/** His own word, which nobody types over (REG15); also of who has come. */
export function isOwnWord(seat: Pick<FloorSeat, 'mode' | 'announced' | 'enteredBy'>): boolean {
  const coming = comingOf(seat);
  return coming === 'here' || (coming !== 'silent' && seat.enteredBy === null);
}

interface Step {
  readonly command: 'record-attendance' | 'record-proxy';
  readonly input: object;
}

/** The acts that make `way` the reply of a seat: what was typed before and is something else is taken back first. */
export function replySteps(
  meetingId: string,
  seat: Pick<FloorSeat, 'seatId' | 'mode' | 'announced'>,
  way: ReplyWay,
): Step[] {
  const { seatId } = seat;
  const proxy = { meetingId, fromSeatId: seatId, source: 'paper' };
  const attendance = { meetingId, seatId };
  const said = seat.announced ?? (seat.mode === 'absent' ? 'absent' : null);
  if (way === 'proxy')
    return [
      ...(said === null
        ? []
        : [{ command: 'record-attendance', input: { ...attendance, mode: said, left: true } } as const]),
      { command: 'record-proxy', input: proxy },
    ];
  return [
    ...(seat.mode === 'proxy'
      ? [{ command: 'record-proxy', input: { ...proxy, revoke: true } } as const]
      : []),
    { command: 'record-attendance', input: { ...attendance, mode: way, says: 'reply' } },
  ];
}

/** Takes back what was typed for a seat: it is silent again. */
export function silenceSteps(
  meetingId: string,
  seat: Pick<FloorSeat, 'seatId' | 'mode' | 'announced'>,
): Step[] {
  if (seat.mode === 'proxy')
    return [
      {
        command: 'record-proxy',
        input: { meetingId, fromSeatId: seat.seatId, source: 'paper', revoke: true },
      },
    ];
  const mode = seat.announced ?? 'absent';
  return [{ command: 'record-attendance', input: { meetingId, seatId: seat.seatId, mode, left: true } }];
}
