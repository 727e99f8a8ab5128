import { byCodePoint, roundOptions } from '#lib/domain/deciding/index.ts';
import type { CastingChoice, RoundJson } from '#lib/domain/deciding/index.ts';
import type { KeyedBallot } from '../../records/ballots.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import { registerOf, seatsPresent } from '../../records/register.ts';
import { frozenRuleIn } from '../../db/decode.ts';
import type { RoundRecord } from '../../access/round.ts';
import type { Trx } from '../../db/open.ts';
import { truth } from '../../db/values.ts';

/**
 * The round as contracts §7 publishes it, from the rows as they are: keys are random per round, reasons are left
 * out, and lists are in the order of keys, so that no place in a list tells whose key it is (DEC8).
 */
export async function roundInput(
  trx: Trx,
  meeting: MeetingRecord,
  round: RoundRecord,
  ballots: readonly KeyedBallot[],
  chairCasts: CastingChoice | null = null,
): Promise<RoundJson> {
  const roll = await trx
    .selectFrom('round_roll')
    .select(['seat_id', 'key', 'weight', 'chair'])
    .where('round_id', '=', round.id)
    .execute();
  const keys = new Map(roll.map((row) => [row.seat_id, row.key]));
  const keyOf = (seatId: string): string[] => {
    const key = keys.get(seatId);
    return key === undefined ? [] : [key];
  };
  const { text } = await trx
    .selectFrom('proposal_version')
    .select('text')
    .where('id', '=', round.version_id)
    .executeTakeFirstOrThrow();
  const options = roundOptions(round.mode, text);
  const present = seatsPresent(await registerOf(trx, meeting));
  return {
    mode: round.mode,
    rule: frozenRuleIn(round),
    textHash: round.text_hash,
    closesAt: round.closes_at === null ? null : iso(round.closes_at),
    ...(options.length > 0 && { options }),
    roll: inOrder(roll.map(({ key, weight, chair }) => ({ key, weight, chair: truth(chair) }))),
    attendance: inOrder([...present].flatMap(([seat, mode]) => keyOf(seat).map((key) => ({ key, mode })))),
    proxies: (await proxiesAt(trx, meeting.id, round.opened_at))
      .flatMap(({ from, to, choice }) =>
        keyOf(from).map((key) => ({ from: key, to: to === null ? null : (keys.get(to) ?? null), choice })),
      )
      .sort((a, b) => byCodePoint(a.from, b.from)),
    ballots: inOrder(
      ballots.map(({ key, choice, via, at, textHash }) => ({
        key,
        choice: typeof choice === 'string' ? choice : { ...choice },
        via,
        at: iso(at),
        textHash,
      })),
    ),
    chairCasts,
    objectionsClosed: [],
  };
}

/** Proxies as they stood when the round was opened: afterwards nobody gives or takes one back for it (B73). */
function proxiesAt(trx: Trx, meetingId: string, openedAt: number) {
  return trx
    .selectFrom('proxy_grant')
    .select(['from_seat_id as from', 'to_seat_id as to', 'choice'])
    .where('meeting_id', '=', meetingId)
    .where('at', '<=', openedAt)
    .where((eb) => eb.or([eb('revoked_at', 'is', null), eb('revoked_at', '>', openedAt)]))
    .execute();
}

function inOrder<T extends { readonly key: string }>(list: T[]): T[] {
  return list.sort((a, b) => byCodePoint(a.key, b.key));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
