import type { RoundInput } from '#lib/domain/deciding/index.ts';
import { may } from '#lib/domain/policy/decide.ts';
import type { ReadRound } from '../../access/round.ts';
import type { Db } from '../../db/open.ts';
import { channelCounts, type ChannelCounts } from '../../records/channels.ts';
import { countedPiles, type CountedPile } from '../../records/entries.ts';
import { speakers } from './round-voices.ts';

/** How the counted replies of a closed round came, for its result. */
export interface RoundChannels extends Omit<ChannelCounts, 'held'> {
  /** Names are '' for those who may not read single replies. */
  readonly piles: readonly CountedPile[];
  /** Who holds several proxies, with how many; empty for those who may not read single replies. */
  readonly holders: readonly { readonly label: string; readonly name: string; readonly n: number }[];
}

/** `input`: what the round was counted from. Names are left out where the asker may not read single replies. */
export async function roundChannels(db: Db, read: ReadRound, input: RoundInput): Promise<RoundChannels> {
  const { held, ...counts } = await channelCounts(db, read.round.id, input);
  const named = read.follows && may(read.subject, 'ballots.readNamed');
  return {
    ...counts,
    piles: (await countedPiles(db, read.round.id)).map((pile) =>
      named ? pile : { ...pile, countedBy: '', countedWith: '', enteredBy: '' },
    ),
    holders: named ? await holdersOf(db, read, held) : [],
  };
}

/** Those who hold several proxies, each with what he is called on the roll. */
async function holdersOf(
  db: Db,
  { round, meetingId }: ReadRound,
  held: readonly { readonly key: string; readonly n: number }[],
): Promise<RoundChannels['holders']> {
  const several = held.filter(({ n }) => n > 1);
  if (several.length === 0) return [];
  const names = await speakers(db, meetingId, round);
  const roll = await db
    .selectFrom('round_roll')
    .select(['key', 'seat_id', 'label'])
    .where('round_id', '=', round.id)
    .execute();
  return several.flatMap(({ key, n }) => {
    const seat = roll.find((row) => row.key === key);
    return seat ? [{ label: seat.label, name: names.get(seat.seat_id) ?? '', n }] : [];
  });
}
