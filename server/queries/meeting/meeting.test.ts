import { afterAll, beforeAll, expect, test } from 'vitest';
import { addItem, textOf } from '#lib/doc/agenda.ts';
import { closedItemDoc } from '#lib/doc/names.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import type * as Y from 'yjs';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { newId } from '../../db/ids.ts';

let house: House;
let council: TestCouncil;
let meetingId: string;
let closedItem: string;
const openItem = newId();

const facts = (day: string, more: object = {}) => ({
  startsAt: `${day}T19:00:00+09:00`,
  endsAt: `${day}T21:00:00+09:00`,
  place: '第1集会所',
  onlineUrl: 'https://meet.example.jp/abc',
  kind: 'hybrid',
  visibility: 'open',
  ...more,
});
const create = async (day: string, more: object = {}) =>
  (
    await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
      councilId: council.councilId,
      ...facts(day, more),
    })
  ).meetingId;
const write = (id: string, change: (doc: Y.Doc) => void) =>
  house.app.sync.writeAs(`meeting/${id}/agenda`, 'test', change);
const view = async (personId: string | null, id = meetingId) =>
  house.app.read.meeting.view(house.actorOf(personId), id);
function known<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
}

beforeAll(async () => {
  house = await openHouse('2023-01-20');
  council = await foundCouncil(house);
  meetingId = await create('2023-02-15', { visibility: 'partly', closedReason: '個人の事情を扱うため' });
  await write(meetingId, (doc) => {
    addItem(doc, { id: openItem, type: 'discussion', title: '見守り', minutes: 30 });
  });
  const made = await house.must<{ itemId: string }>(council.recorder, 'add-closed-item', {
    meetingId,
    title: '個別の相談',
    minutes: 10,
  });
  closedItem = made.itemId;
  await house.app.sync.writeAs(closedItemDoc(meetingId, closedItem), 'test', (doc) => {
    textOf(doc, closedItem, 'presenter')!.insert(0, '今泉');
  });
  for (const [title, itemId] of [
    ['見守りの表', openItem],
    ['相談の経過', closedItem],
  ])
    await house.must(council.recorder, 'add-material', {
      meetingId,
      title,
      itemId,
      visibility: 'open',
      url: 'https://example.jp/',
    });
});
afterAll(() => house.close());

test('a draft is for those who prepare it; residents and the street are told nothing of it', async () => {
  for (const person of [null, council.resident]) expect(await view(person)).toEqual({ refused: 'not-found' });
  expect(known(await view(council.chair)).agenda).toHaveLength(6);
  const street = known(await house.app.read.meeting.list(house.actorOf(null), council.slug));
  expect(street).toEqual([]);
});

test('[I12] the street reads what was recorded; who follows reads what is being written', async () => {
  await house.must(council.facilitator, 'call-meeting', { meetingId });
  await write(meetingId, (doc) => textOf(doc, openItem, 'title')!.insert(0, '高齢者の'));
  expect(known(await view(null)).agenda.find((line) => line.id === openItem)!.title).toBe('見守り');
  const inside = known(await view(council.chair));
  expect(inside.agenda.find((line) => line.id === openItem)!.title).toBe('高齢者の見守り');
  expect(inside.onlineUrl).toBe('https://meet.example.jp/abc');
  expect(known(await view(null)).onlineUrl).toBeNull();
  expect(inside.rooms).toEqual({
    agenda: `meeting/${meetingId}/agenda`,
    minutes: `meeting/${meetingId}/minutes`,
    floor: `meeting/${meetingId}/floor`,
  });
});

test('closed items show neither title, presenter nor material to residents and the street', async () => {
  for (const reader of [null, council.resident]) {
    const seen = known(await view(reader));
    expect(seen.agenda.find((line) => line.id === closedItem)).toMatchObject({ title: '', presenter: '' });
    expect(JSON.stringify(seen)).not.toMatch(/個別の相談|今泉|相談の経過/);
    expect(await house.app.read.meeting.material(house.actorOf(reader), meetingId, 2)).toEqual({
      refused: 'not-found',
    });
  }
  const room = known(await house.app.read.meeting.room(house.actorOf(council.resident), meetingId));
  expect(JSON.stringify(room)).not.toMatch(/個別の相談|今泉|相談の経過/);
  expect(known(await view(council.chair)).materials).toHaveLength(2);
  expect(await house.app.read.meeting.material(house.actorOf(council.chair), meetingId, 2)).toMatchObject({
    material: { title: '相談の経過' },
  });
});

test('planned times follow one another and the plan ends with the last item', async () => {
  const { agenda, startsAt, agendaEndsAt } = known(await view(council.chair));
  let at = startsAt;
  for (const line of agenda) {
    expect(line.startsAt).toBe(at);
    at += line.minutes * 60_000;
  }
  expect(agendaEndsAt).toBe(at);
});

test('the room says whose seat, which rights and which clock; strangers and the street stay outside', async () => {
  const room = known(await house.app.read.meeting.room(house.actorOf(council.facilitator), meetingId));
  expect(room.me).toMatchObject({ seats: [{ no: 2, as: 'member' }], attendance: null });
  expect(room.may['meeting.run']).toBe(true);
  expect(room.now).toBeGreaterThan(Date.parse('2023-01-20T00:00:00+09:00'));
  expect(room.floor.meeting.state).toBe('called');
  const resident = known(await house.app.read.meeting.room(house.actorOf(council.resident), meetingId));
  expect(resident.may['agenda.write']).toBe(false);
  expect(resident.may['agenda.suggest']).toBe(true);
  const alternate = known(await house.app.read.meeting.room(house.actorOf(council.alternate), meetingId));
  expect(alternate.me).toMatchObject({ seats: [], alternateFor: [{ no: 13, label: '学校運営協議会' }] });
  expect(await house.app.read.meeting.room(house.actorOf(null), meetingId)).toMatchObject({
    refused: 'not-found',
  });
  expect(await house.app.read.meeting.room(house.actorOf(council.chair), newId())).toEqual({
    refused: 'not-found',
  });
});

test('meetings are listed latest first and by pages; a closed one is for insiders', async () => {
  const secret = await create('2023-03-10', { visibility: 'closed', closedReason: '人事のため' });
  await house.must(council.facilitator, 'call-meeting', { meetingId: secret });
  const list = async (personId: string | null, page?: { limit: number; after: string | null }) =>
    known(await house.app.read.meeting.list(house.actorOf(personId), council.slug, page)).map(
      (line) => line.id,
    );
  expect(await list(council.chair)).toEqual([secret, meetingId]);
  expect(await list(council.resident)).toEqual([meetingId]);
  expect(await list(null)).toEqual([meetingId]);
  expect(await view(council.resident, secret)).toEqual({ refused: 'not-found' });
  const first = await list(council.chair, { limit: 1, after: null });
  const startsAt = Date.parse('2023-03-10T19:00:00+09:00');
  expect(await list(council.chair, { limit: 1, after: `${startsAt}.${first[0]}` })).toEqual([meetingId]);
});
