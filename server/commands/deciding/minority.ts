import { overruledStates, rulesOf } from '#lib/domain/deciding/index.ts';
import { argumentsAgainst, ballotsOf, readInput } from '../../records/ballots.ts';
import { publishedInput } from '../../records/rounds.ts';
import type { RoundRecord } from '../../access/round.ts';
import type { KeptMinority } from '../../db/decode.ts';
import type { Trx } from '../../db/open.ts';

/**
 * Objections that nobody took back when a vote overruled them, and votes against that gave a reason. A decision by
 * consent has none: whoever objected to an earlier text has answered the new one.
 */
export async function minorityOf(trx: Trx, round: RoundRecord): Promise<KeptMinority[]> {
  if (!rulesOf(round.mode).vote) return [];
  const last = await trx
    .selectFrom('round')
    .select('id')
    .where('proposal_id', '=', round.proposal_id)
    .where('mode', '=', 'consent')
    .where('no', '<', round.no)
    .orderBy('no', 'desc')
    .executeTakeFirst();
  const objections = last
    ? await trx
        .selectFrom('objection')
        .innerJoin('round_roll', (join) =>
          join
            .onRef('round_roll.round_id', '=', 'objection.round_id')
            .onRef('round_roll.seat_id', '=', 'objection.seat_id'),
        )
        .innerJoin('seat', 'seat.id', 'objection.seat_id')
        .select(['round_roll.label', 'objection.reason', 'objection.would_agree_if as wouldAgreeIf'])
        .where('objection.round_id', '=', last.id)
        .where('objection.kind', '=', 'objection')
        .where('objection.state', 'in', overruledStates)
        .orderBy('seat.no')
        .execute()
    : [];
  return [
    ...objections.map((row) => ({ kind: 'objection' as const, ...row })),
    ...(await votesAgainst(trx, round)),
  ];
}

async function votesAgainst(trx: Trx, round: RoundRecord): Promise<KeptMinority[]> {
  const input = readInput(publishedInput(round));
  const ballots = argumentsAgainst(input, await ballotsOf(trx, round.id));
  return ballots.map(({ label, reason, wouldAgreeIf }) => ({ kind: 'against', label, reason, wouldAgreeIf }));
}
