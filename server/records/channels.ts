import { channelsOf, entryWay, type Channels, type RoundInput } from '#lib/domain/deciding/index.ts';
import type { Db, Trx } from '../db/open.ts';
import { ballotsOf, countedOf } from './ballots.ts';

/** How the counted replies of a closed round came, papers and telephone calls apart (WAY7). */
export interface ChannelCounts extends Pick<
  Channels,
  'live' | 'electronic' | 'proxies' | 'superseded' | 'held'
> {
  readonly slip: number;
  readonly telephone: number;
  /** Entries that stand in the place of a wrong one. */
  readonly corrections: number;
}

/** `input`: what the round was counted from. */
export async function channelCounts(
  db: Db | Trx,
  roundId: string,
  input: RoundInput,
): Promise<ChannelCounts> {
  const { live, electronic, paper, proxies, superseded, held } = channelsOf(input);
  const entries = await db
    .selectFrom('standing_ballot as ballot')
    .innerJoin('ballot_entry', 'ballot_entry.ballot_id', 'ballot.id')
    .select(['ballot.id', 'ballot_entry.how', 'ballot_entry.corrects'])
    .where('ballot.round_id', '=', roundId)
    .execute();
  const how = new Map(entries.map((entry) => [entry.id, entry.how]));
  const telephone = countedOf(input, await ballotsOf(db, roundId)).filter(
    ({ id, via }) => via === 'paper' && entryWay(via, how.get(id)) === 'telephone',
  ).length;
  return {
    live,
    electronic,
    slip: paper - telephone,
    telephone,
    proxies,
    superseded,
    held,
    corrections: entries.filter(({ corrects }) => corrects !== null).length,
  };
}
