import { afterAll, beforeAll, expect, test } from 'vitest';
import { sectionOf } from '#lib/domain/minutes/document.ts';
import { sayMinutes } from '#lib/text/minutes.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { addItem } from '#lib/doc/agenda.ts';
import { circulatedIn } from '../../db/decode.ts';
import { floorOf } from '../../mirrors/floor.ts';

let house: House;
let council: TestCouncil;
let meetingId: string;

const clockTo = (time: string) => house.clock.moveTo(Date.parse(`2023-02-15T${time}:00+09:00`));
const take = (personId: string) => house.act(personId, 'take-chair', { meetingId });
const enters = (no: number) =>
  house.must(council.recorder, 'record-attendance', {
    meetingId,
    seatId: council.seats[no - 1]!.seatId,
    mode: 'in_person',
  });

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  const made = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: '2023-02-15T19:00:00+09:00',
    endsAt: '2023-02-15T21:00:00+09:00',
    place: '第1集会所',
    kind: 'live',
    visibility: 'open',
  });
  meetingId = made.meetingId;
  await house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'test', (doc) =>
    addItem(doc, { id: 'item000000000000000001', title: '見守り', type: 'discussion', minutes: 20 }),
  );
  await house.must(council.facilitator, 'call-meeting', { meetingId });
});
afterAll(() => house.close());

test('[MTG22] the chair is taken in a running meeting, by the council’s chair who is there, once', async () => {
  expect(await take(council.chair)).toEqual({ refused: 'meeting-not-open' });
  clockTo('18:50');
  for (let no = 2; no <= 15; no++) await enters(no);
  clockTo('19:00');
  await house.must(council.facilitator, 'open-meeting', { meetingId });
  expect((await floorOf(house.app.db, meetingId)).meeting.presiding?.name).toBe('委員2');
  expect(await take(council.chair)).toMatchObject({ refused: 'chair-missing' });
  expect(await take(council.seats[4]!.personId)).toMatchObject({ refused: 'forbidden' });
  expect(await take(council.facilitator)).toMatchObject({ refused: 'already-done' });
  clockTo('19:40');
  await enters(1);
  expect(await take(council.chair)).toMatchObject({ presidingPersonId: council.chair });
  expect(await take(council.chair)).toEqual({ refused: 'already-done' });
  // the facilitator does not take it back: only the council's chair takes over
  expect(await take(council.facilitator)).toEqual({ refused: 'forbidden' });
  expect((await floorOf(house.app.db, meetingId)).meeting.presiding?.name).toBe('委員1');
});

test('[MTG22] [MIN10] [F-P33] the minutes say who presided from when, and the chair is asked to sign', async () => {
  clockTo('21:00');
  await house.must(council.facilitator, 'close-meeting', { meetingId });
  const { signatories } = await house.must<{ signatories: { person: string; capacity: string }[] }>(
    council.recorder,
    'circulate-minutes',
    {
      meetingId,
      dueOn: '2023-02-28',
      signatoryIds: [council.seats[4]!.personId, council.seats[5]!.personId],
    },
  );
  expect(signatories[0]).toEqual({ person: council.chair, capacity: 'chair' });
  const row = await house.app.db
    .selectFrom('minutes')
    .select('document')
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow();
  const { document, disclosures } = circulatedIn({ document: row.document! });
  const { offices } = sectionOf(document, 'members');
  expect(offices.filter(({ office }) => office === 'chair').map(({ from }) => from)).toEqual([
    undefined,
    '19:40',
  ]);
  const said = sayMinutes(document, disclosures, 'ja').facts.find(({ key }) => key === 'offices')!.parts;
  expect(said[0]).toBe('議長 委員2（席2）');
  expect(said[1]).toBe('議長 委員1（町会連合会）〔午後7時40分 から〕');
});
