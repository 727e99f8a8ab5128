import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentRights } from '#server/access/documents.ts';
import { readRound } from '#server/access/round.ts';
import { verifyCommand } from '#server/cli/verify.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { holdMeeting, sealMeeting, type HeldMeeting } from '#tests/fixtures/minutes.ts';

/* What is right in sealed minutes comes behind them, as an entry of its own, and opens nothing. */

let house: House;
let council: TestCouncil;
let held: HeldMeeting;
let round: { id: string; concern: string };
let erratumId: string;

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
  erratumId = await addErratum();
});
afterAll(() => house.close());

const member = (no: number) => council.seats[no - 1]!.personId;
const ask = (person: string, more: object = {}) =>
  house.act(person, 'add-erratum', {
    meetingId: held.meetingId,
    place: 'other',
    quote: '次回は四月です。',
    wording: '次回は五月です。委員7の申出。',
    why: '書き写しの誤りです。',
    ...more,
  });

/** Asked for by a member, confirmed by two who took part, added by the chair. */
async function addErratum(): Promise<string> {
  const { erratumId } = (await ask(member(7))) as { erratumId: string };
  for (const person of [member(4), member(9)]) await house.must(person, 'sign-erratum', { erratumId });
  await house.must(council.chair, 'seal-erratum', { erratumId });
  return erratumId;
}
const errata = async (personId: string | null) => {
  const view = await house.app.read.minutes.view({ ...street, personId }, held.meetingId);
  return 'refused' in view ? [] : view.errata;
};

describe('an erratum', () => {
  test('[ERT1] is asked for by who took part, once the minutes are sealed', async () => {
    expect(await ask(member(24))).toMatchObject({ refused: 'forbidden' });
    expect(await ask(member(7), { place: '77' })).toMatchObject({ refused: 'bad-input', field: 'place' });
    expect(await ask(member(7), { quote: '', wording: '' })).toMatchObject({ refused: 'correction-empty' });
  });

  test('[ERT3] needs two others and the chair, who may also answer why not; each once', async () => {
    const { erratumId, no } = (await ask(member(8))) as { erratumId: string; no: number };
    expect(no).toBe(2);
    expect(await asked()).not.toContain('errata');
    const seal = () => house.act(council.chair, 'seal-erratum', { erratumId });
    expect(await seal()).toMatchObject({ refused: 'signatures-missing', params: { n: 2 } });
    expect(await house.act(member(24), 'sign-erratum', { erratumId })).toMatchObject({
      refused: 'forbidden',
    });
    await house.must(member(4), 'sign-erratum', { erratumId });
    expect(await house.act(member(4), 'sign-erratum', { erratumId })).toMatchObject({
      refused: 'already-done',
    });
    expect(await seal()).toMatchObject({ refused: 'signatures-missing', params: { n: 1 } });
    expect(await house.act(council.recorder, 'seal-erratum', { erratumId })).toMatchObject({
      refused: 'forbidden',
    });
    const home = await house.app.read.council.home({ ...street, personId: member(5) }, council.slug);
    expect('refused' in home ? [] : home.asks).toContainEqual(
      expect.objectContaining({ kind: 'errata', n: 1, decide: false }),
    );
    await house.must(council.chair, 'decline-erratum', { erratumId, answer: '五月で変わりません。' });
    expect(await seal()).toMatchObject({ refused: 'already-answered' });
    const waiting = await house.app.read.minutes.askedErrata(
      { ...street, personId: member(8) },
      held.meetingId,
    );
    expect('refused' in waiting ? [] : waiting.errata).toMatchObject([
      { no: 2, state: 'declined', answer: '五月で変わりません。' },
    ]);
  });

  test('[ERT2] [ERT4] is an entry that names the minutes and says who asked and decided', async () => {
    const entry = await house.app.db
      .selectFrom('chain_entry')
      .selectAll()
      .where('ref_id', '=', erratumId)
      .executeTakeFirstOrThrow();
    const before = await house.app.db
      .selectFrom('chain_entry')
      .select('hash')
      .where('kind', '=', 'minutes')
      .executeTakeFirstOrThrow();
    const body = JSON.parse(entry.body) as { public: object };
    expect(body.public).toMatchObject({
      no: 1,
      place: 'other',
      quote: '次回は四月です。',
      wording: expect.stringMatching(/^次回は五月です。/) as string,
      askedBy: '{{p:attendee/7}}',
      of: { hash: before.hash },
    });
    for (const personId of [null, member(8)])
      expect(await errata(personId)).toMatchObject([
        {
          no: 1,
          intact: true,
          facts: {
            askedBy: '委員7',
            decidedBy: [{ capacity: 'chair' }, { name: '委員4' }, { name: '委員9' }],
          },
        },
      ]);
    const answers = await house.app.read.council.street(council.slug);
    expect('refused' in answers ? [] : answers.minutes).toMatchObject([{ errata: 1 }]);
  });

  test('[ERT2] of a closed item the street learns that there is one, and no more', async () => {
    const items = await house.app.db
      .selectFrom('agenda_item')
      .select('id')
      .where('meeting_id', '=', held.meetingId)
      .where('state', '!=', 'withdrawn')
      .orderBy('position')
      .execute();
    const place = String(items.findIndex(({ id }) => id === held.closedItemId) + 1);
    const { erratumId } = (await ask(member(7), { place, quote: '', wording: '二丁目の家。' })) as {
      erratumId: string;
    };
    for (const person of [member(4), member(5)]) await house.must(person, 'sign-erratum', { erratumId });
    await house.must(council.chair, 'seal-erratum', { erratumId });
    const entry = await house.app.db
      .selectFrom('chain_entry')
      .select('body')
      .where('ref_id', '=', erratumId)
      .executeTakeFirstOrThrow();
    expect(entry.body).not.toContain('二丁目');
    expect((await errata(null)).at(-1)).toMatchObject({ place, facts: null });
    expect((await errata(member(8))).at(-1)).toMatchObject({ facts: { wording: '二丁目の家。' } });
  });

  test('[ERT4] the record behind it cannot be changed, and is compared', async () => {
    const row = house.app.db.updateTable('minutes_erratum').where('id', '=', erratumId);
    await expect(row.set({ wording: '次回は六月です。' }).execute()).rejects.toThrow();
    await expect(row.set({ answer: 'x' }).execute()).rejects.toThrow();
  });
});

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
