import { afterAll, beforeAll, expect, test } from 'vitest';
import { sectionText } from '#lib/doc/minutes.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { holdMeeting, type HeldMeeting } from '#tests/fixtures/minutes.ts';

let house: House;
let council: TestCouncil;
let held: HeldMeeting;
beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  held = await holdMeeting(house, council, '2023-02-15');
});
afterAll(() => house.close());

test('[F-S22] words that come between reading the draft and fixing it are not left out unseen', async () => {
  const { sync } = house.app;
  const look = sync.look.bind(sync);
  const docName = `meeting/${held.meetingId}/minutes`;
  const write = (words: string) =>
    sync.writeAs(docName, 'recorder', (doc) => sectionText(doc, held.itemId, 'body')!.insert(0, words));
  sync.look = async (name, read) => {
    const seen = await look(name, read);
    sync.look = look;
    await write('間に合った一文です。');
    return seen;
  };
  const circulate = () =>
    house.act(council.recorder, 'circulate-minutes', {
      meetingId: held.meetingId,
      dueOn: '2023-03-01',
      signatoryIds: [4, 5].map((no) => council.seats[no - 1]!.personId),
    });
  expect(await circulate()).toMatchObject({ refused: 'text-changed' });
  expect(await circulate()).toMatchObject({ textHash: expect.any(String) });
  const row = house.app.db.selectFrom('minutes').select('document').where('meeting_id', '=', held.meetingId);
  expect((await row.executeTakeFirstOrThrow()).document).toContain('間に合った一文です。');
});
