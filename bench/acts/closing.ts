import { newId } from '#server/db/ids.ts';
import { openHouse } from '../../tests/fixtures/house.ts';
import { foundHouseholds, openRoundOn, sitDownHouseholds } from '../../tests/fixtures/households.ts';

/*
 * Closing a round of 3,000 households and reading what is published of it: the command as it commits to the disk, then the
 * whole result as its page has it. The replies are written as rows: how long it takes to give them is asked elsewhere.
 */
const voters = 3_000;

export interface Closed {
  /** ms each */
  readonly open: readonly number[];
  readonly close: readonly number[];
  readonly publish: readonly number[];
}

/** Opens, closes and reads a round `times` times. */
export async function closings(times: number): Promise<Closed> {
  const house = await openHouse('2022-05-14');
  try {
    const council = await foundHouseholds(house, 1_003, { quorum: { ...anyQuorum } });
    for (let part = 1; part * 1_000 < voters; part++)
      await house.must(council.secretariat, 'import-households', {
        councilId: council.councilId,
        households: Array.from({ length: Math.min(1_000, voters - 3 - part * 1_000) }, (_, i) => ({
          block: `${part}組`,
          code: String(i + 1),
          name: `世帯主 ${i + 1}`,
          kana: '',
        })),
      });
    const { meetingId } = await sitDownHouseholds(house, council, [1, 2, 3]);
    const took = { open: [] as number[], close: [] as number[], publish: [] as number[] };
    for (let n = 0; n < times; n++) {
      const begun = performance.now();
      const round = await openRoundOn(house, council, meetingId, `案その${n}`);
      took.open.push(performance.now() - begun);
      await replies(house, round);
      const before = performance.now();
      await house.must(council.facilitator, 'close-round', { roundId: round.roundId });
      const after = performance.now();
      const page = await house.app.read.rounds.page(house.actorOf(council.chair), round.roundId);
      took.publish.push(performance.now() - after);
      took.close.push(after - before);
      if (!('outcome' in page) || page.input?.ballots?.length !== voters)
        throw new Error('the round was not counted as a whole');
    }
    return took;
  } finally {
    await house.close();
  }
}

const anyQuorum = { op: 'none', num: 1, den: 2, countAlternate: true, countProxy: true, countWritten: true };

/** Everybody on the roll has said something, one each. */
async function replies(
  house: Awaited<ReturnType<typeof openHouse>>,
  { roundId, textHash }: { readonly roundId: string; readonly textHash: string },
): Promise<void> {
  const roll = await house.app.db
    .selectFrom('round_roll')
    .select(['seat_id', 'person_id'])
    .where('round_id', '=', roundId)
    .execute();
  const words = ['for', 'for', 'for', 'against', 'abstain'];
  const rows = roll.map(({ seat_id, person_id }, i) => ({
    id: newId(),
    round_id: roundId,
    seat_id,
    choice: words[i % words.length] ?? 'for',
    via: 'electronic' as const,
    at: house.clock.now(),
    text_hash: textHash,
    entered_by: person_id ?? '',
  }));
  for (let from = 0; from < rows.length; from += 500)
    await house.app.db
      .insertInto('ballot')
      .values(rows.slice(from, from + 500))
      .execute();
}
