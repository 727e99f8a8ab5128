import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { notesOf, readAgenda, readAgendaItem, setItem, textOf } from '#lib/doc/agenda.ts';
import { closedItemDoc } from '#lib/doc/names.ts';
import { readMinutes } from '#lib/doc/minutes.ts';
import { documentRights } from '#server/access/documents.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* Closed items: their words are in a document of their own, from the first word to the minutes (MTG8). */
let house: House;
let council: TestCouncil;
let meetingId: string;
let itemId: string;
const secret = '個別の相談';

const agenda = () => house.app.sync.readDoc(`meeting/${meetingId}/agenda`);
const own = () => house.app.sync.readDoc(closedItemDoc(meetingId, itemId));
const rightsOf = (personId: string) =>
  documentRights(house.app.db, personId, closedItemDoc(meetingId, itemId));

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  const made = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: '2022-06-10T19:00:00+09:00',
    endsAt: '2022-06-10T21:00:00+09:00',
    place: 'みずき台団地 第1集会所',
    kind: 'hybrid',
    visibility: 'partly',
    closedReason: '個人の事情を扱うため',
  });
  meetingId = made.meetingId;
});
afterAll(() => house.close());

test('[MTG8] made by whoever writes the agenda; its title never stands in the agenda, nor in its history', async () => {
  const add = (personId: string) => house.act(personId, 'add-closed-item', { meetingId, title: secret });
  expect(await add(council.resident)).toMatchObject({ refused: 'forbidden' });
  expect(await add(council.officer)).toMatchObject({ refused: 'forbidden' });
  ({ itemId } = (await add(council.recorder)) as { itemId: string });
  const stub = readAgenda(await agenda()).find((item) => item.id === itemId);
  expect(stub).toMatchObject({ title: '', visibility: 'closed', minutes: 15 });
  expect(Buffer.from(Y.encodeStateAsUpdate(await agenda())).includes(secret)).toBe(false);
  expect(readAgendaItem(await own(), itemId)?.title).toBe(secret);
});

test('[MTG8] members write it, officers and auditors read it, residents find nothing there', async () => {
  expect(await rightsOf(council.seats[8]!.personId)).toMatchObject({ mode: 'rw' });
  expect(await rightsOf(council.officer)).toMatchObject({ mode: 'r' });
  expect(await rightsOf(council.resident)).toEqual({ refused: 4404 });
  expect(
    await documentRights(house.app.db, council.chair, closedItemDoc(meetingId, council.councilId)),
  ).toEqual({
    refused: 4404,
  });
});

test('[MTG8] what the words say of openness counts for nothing: the record holds it closed', async () => {
  await house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'test', (doc) => {
    doc.getMap<Y.Map<unknown>>('items').get(itemId)!.set('visibility', 'open');
    setItem(doc, itemId, { minutes: 20 });
  });
  await house.must(council.facilitator, 'call-meeting', { meetingId });
  const row = await house.app.db
    .selectFrom('agenda_item')
    .select(['visibility', 'title', 'minutes_planned'])
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ visibility: 'closed', title: secret, minutes_planned: 20 });
  await house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'test', (doc) =>
    doc.getMap<Y.Map<unknown>>('items').get(itemId)!.set('visibility', 'closed'),
  );
});

test('[MTG8][MIN16] its notes grow into the minutes like those of any other item', async () => {
  house.clock.moveTo(Date.parse('2022-06-10T19:00:00+09:00'));
  for (const seat of council.seats.slice(0, 14))
    await house.must(council.recorder, 'record-attendance', {
      meetingId,
      seatId: seat.seatId,
      mode: 'in_person',
    });
  await house.must(council.facilitator, 'open-meeting', { meetingId });
  await house.app.sync.writeAs(closedItemDoc(meetingId, itemId), 'test', (doc) => {
    const line = new Y.XmlElement('paragraph');
    line.insert(0, [new Y.XmlText('民生委員が訪ねる。')]);
    notesOf(doc, itemId)!.push([line]);
    textOf(doc, itemId, 'title')!.insert(0, 'ある世帯の');
  });
  await house.must(council.facilitator, 'close-meeting', { meetingId });
  expect(await rightsOf(council.chair)).toMatchObject({ mode: 'r' });
  const draft = readMinutes(await house.app.sync.readDoc(`meeting/${meetingId}/minutes`));
  expect(draft.find(({ id }) => id === itemId)).toMatchObject({
    heading: `ある世帯の${secret}`,
    body: '民生委員が訪ねる。',
  });
  expect(await house.act(council.recorder, 'add-closed-item', { meetingId, title: '' })).toMatchObject({
    refused: 'meeting-closed',
  });
});

test('[MTG8][R-HAC-20] carried over, it is closed in the next agenda, too', async () => {
  const next = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: '2022-07-10T19:00:00+09:00',
    endsAt: '2022-07-10T21:00:00+09:00',
    place: 'みずき台団地 第1集会所',
    kind: 'hybrid',
    visibility: 'partly',
    closedReason: '個人の事情を扱うため',
  });
  const carried = await house.must<{ itemId: string }>(council.facilitator, 'carry-over-item', {
    itemId,
    toMeetingId: next.meetingId,
  });
  const open = await house.app.sync.readDoc(`meeting/${next.meetingId}/agenda`);
  expect(readAgenda(open).find(({ id }) => id === carried.itemId)).toMatchObject({
    title: '',
    visibility: 'closed',
  });
  expect(Buffer.from(Y.encodeStateAsUpdate(open)).includes(secret)).toBe(false);
  const closed = await house.app.sync.readDoc(closedItemDoc(next.meetingId, carried.itemId));
  expect(readAgendaItem(closed, carried.itemId)?.title).toBe(`ある世帯の${secret}`);
});
