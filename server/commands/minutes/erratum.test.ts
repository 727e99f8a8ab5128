import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentRights } from '#server/access/documents.ts';
import { readRound } from '#server/access/round.ts';
import { verifyCommand } from '#server/cli/verify.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { holdMeeting, sealMeeting, type HeldMeeting } from '#tests/fixtures/minutes.ts';

/*
 * The state behind the first erratum. No act leads there yet, so the row is put there by hand; its constraint does
 * not know the state either. What is asked of the domain must hold the day one does.
 */

let house: House;
let council: TestCouncil;
let held: HeldMeeting;
let round: { id: string; concern: string };

const street = { personId: null, sessionId: null, address: '', locale: 'ja' } as const;
const facilitator = () => ({ ...street, personId: council.facilitator });
const asked = async () => {
  const home = await house.app.read.council.home(facilitator(), council.slug);
  return 'refused' in home ? [] : home.asks.map(({ kind }) => kind);
};

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  held = await holdMeeting(house, council, '2023-02-15');
  const { db } = house.app;
  round = await db
    .selectFrom('objection')
    .innerJoin('round', 'round.id', 'objection.round_id')
    .select(['round.id', 'objection.id as concern'])
    .where('round.meeting_id', '=', held.meetingId)
    .where('objection.state', '=', 'open')
    .executeTakeFirstOrThrow();
  expect(await asked()).toContain('objections');
  await sealMeeting(house, council, held.meetingId, '2023-03-01');
  await house.must(council.chair, 'publish-minutes', { meetingId: held.meetingId });
  await sql`pragma ignore_check_constraints = on`.execute(db);
  await db
    .updateTable('minutes')
    .set({ state: 'erratum_added' })
    .where('meeting_id', '=', held.meetingId)
    .execute();
});
afterAll(() => house.close());

describe('[MIN14] the first erratum', () => {
  test('opens neither the words again nor the answers (I8)', async () => {
    const name = `meeting/${held.meetingId}/minutes`;
    for (const person of [council.recorder, council.chair])
      expect(await documentRights(house.app.db, person, name)).toEqual({ refused: 4409 });
    const answer = { objectionId: round.concern, response: '三人目の担当を置きます。' };
    expect(await house.act(council.facilitator, 'answer-objection', answer)).toMatchObject({
      refused: 'minutes-sealed',
    });
    const withdraw = { objectionId: round.concern };
    const [seat] = await house.app.db
      .selectFrom('objection')
      .innerJoin('mandate', 'mandate.seat_id', 'objection.seat_id')
      .select('mandate.person_id')
      .where('objection.id', '=', round.concern)
      .where('mandate.role', '=', 'member')
      .execute();
    expect(await house.act(seat!.person_id, 'withdraw-objection', withdraw)).toMatchObject({
      refused: 'minutes-sealed',
    });
    expect(await house.act(council.chair, 'circulate-minutes', circulating())).toMatchObject({
      refused: 'minutes-sealed',
    });
    expect(await asked()).not.toContain('objections');
  });

  test('hides neither round nor minutes from the street (I12)', async () => {
    expect(await readRound(house.app.db, street, round.id)).toMatchObject({ follows: false });
    expect(await house.app.read.minutes.view(street, held.meetingId)).toMatchObject({
      state: 'erratum_added',
      document: { v: 1 },
    });
    const view = await house.app.read.council.street(council.slug);
    expect('refused' in view ? [] : view.minutes.map(({ meetingId }) => meetingId)).toEqual([held.meetingId]);
    const chain = await house.app.read.minutes.chain(street, council.slug, { limit: 10, after: 0 });
    const lines = 'refused' in chain ? [] : chain;
    expect(lines.flatMap(({ line }) => line.disclosures ?? []).length).toBeGreaterThan(0);
  });

  test('[CHN14] leaves the chain verified, each record with its entry', async () => {
    const lines: string[] = [];
    expect(
      await verifyCommand(['--data', house.dataDir], (answer) => void lines.push(JSON.stringify(answer))),
    ).toBe(0);
  });
});

function circulating() {
  return {
    meetingId: held.meetingId,
    dueOn: '2023-03-10',
    signatoryIds: [4, 5].map((no) => council.seats[no - 1]!.personId),
  };
}
