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

const circulate = (meetingId: string) =>
  house.act(council.recorder, 'circulate-minutes', {
    meetingId,
    dueOn: '2023-04-01',
    signatoryIds: [4, 5].map((no) => council.seats[no - 1]!.personId),
  });

test('[F-S22] words that come between reading the draft and fixing it are not left out unseen', async () => {
  const { sync } = house.app;
  const hold = sync.hold.bind(sync);
  // as if by another process, which this one can't hold
  sync.hold = async () => () => undefined;
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
  expect(await circulate(held.meetingId)).toMatchObject({ refused: 'text-changed' });
  sync.hold = hold;
  expect(await circulate(held.meetingId)).toMatchObject({ textHash: expect.any(String) });
  const row = house.app.db.selectFrom('minutes').select('document').where('meeting_id', '=', held.meetingId);
  expect((await row.executeTakeFirstOrThrow()).document).toContain('間に合った一文です。');
});

test('[S77] [F-S22] what closing and circulating fix takes no more words until who may not write on knows it', async () => {
  const { sync } = house.app;
  const happened: string[] = [];
  const { hold, rightsMoved } = sync;
  sync.hold = async (name) => {
    const letGo = await hold.call(sync, name);
    happened.push(`held ${name}`);
    return () => {
      happened.push(`free ${name}`);
      letGo();
    };
  };
  sync.rightsMoved = (what) => {
    happened.push(...[...what.scopes].map((scope) => `moved ${scope}`));
    rightsMoved.call(sync, what);
  };
  const { meetingId, closedItemId } = await holdMeeting(house, council, '2023-03-15');
  const words = (part: string) => `meeting/${meetingId}/${part}`;
  const closed = [words(`closed/${closedItemId}`), words('agenda')];
  expect(happened.slice(-5)).toEqual([
    ...closed.map((name) => `held ${name}`),
    expect.stringContaining(meetingId),
    ...closed.map((name) => `free ${name}`),
  ]);
  happened.length = 0;
  expect(await circulate(meetingId)).toMatchObject({ textHash: expect.any(String) });
  expect(happened).toEqual([
    `held ${words('minutes')}`,
    expect.stringContaining(meetingId),
    `free ${words('minutes')}`,
  ]);
  Object.assign(sync, { hold, rightsMoved });
});
