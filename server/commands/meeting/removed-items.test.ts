import { afterAll, beforeAll, expect, test } from 'vitest';
import { addItem, notesOf, readAgenda, textOf } from '#lib/doc/agenda.ts';
import { readMinutes } from '#lib/doc/minutes.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { floorOf } from '../../mirrors/floor.ts';

/* Items that are taken off an agenda and put back (MTG21). */

let house: House;
let council: TestCouncil;
let member: string;

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  member = council.seats[4]!.personId;
});
afterAll(() => house.close());

interface Prepared {
  readonly meetingId: string;
  readonly itemId: string;
}

/** A meeting in preparation with an item 「見守り」 behind its first. */
async function prepare(day: string): Promise<Prepared> {
  const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: `${day}T19:00:00+09:00`,
    endsAt: `${day}T21:00:00+09:00`,
    place: '第1集会所',
    kind: 'hybrid',
    visibility: 'open',
  });
  const itemId = newId();
  await house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'test', (doc) => {
    addItem(doc, { id: itemId, type: 'discussion', title: '見守り', minutes: 20 }, readAgenda(doc)[0]?.id);
    textOf(doc, itemId, 'proposal')?.insert(0, '週1回');
  });
  return { meetingId, itemId };
}
const call = (meetingId: string) =>
  house.must(council.facilitator, 'call-meeting', { meetingId, urgentReason: '試し' });
const floor = (meetingId: string) => floorOf(house.app.db, meetingId);
const words = async (meetingId: string) => house.app.sync.readDoc(`meeting/${meetingId}/agenda`);
/** The agenda as prints and the API show it to this person. */
const shown = async (meetingId: string, personId: string | null = council.facilitator) => {
  const view = await house.app.read.meeting.view(house.actorOf(personId), meetingId);
  if (isRefusal(view)) throw new Error(view.refused);
  return view.agenda.map(({ title }) => title);
};
const row = (itemId: string) =>
  house.app.db.selectFrom('agenda_item').selectAll().where('id', '=', itemId).executeTakeFirst();

test('[MTG21] [F-P4] before the call whoever writes takes an item off: its words stay, everybody sees who, and it comes back in its place', async () => {
  const { meetingId, itemId } = await prepare('2022-07-01');
  const before = await shown(meetingId);
  await house.must(member, 'remove-item', { meetingId, itemId });
  expect(await shown(meetingId)).toEqual(before.filter((title) => title !== '見守り'));
  expect((await floor(meetingId)).removals).toEqual([
    { itemId, title: '見守り', name: '委員5', at: expect.any(Number) },
  ]);
  expect(textOf(await words(meetingId), itemId, 'proposal')?.toString()).toBe('週1回');
  expect(await house.act(member, 'remove-item', { meetingId, itemId })).toMatchObject({
    refused: 'already-done',
  });
  await house.must(council.seats[5]!.personId, 'restore-item', { meetingId, itemId });
  expect(await shown(meetingId)).toEqual(before);
  expect((await floor(meetingId)).removals).toEqual([]);
  expect(await house.act(member, 'restore-item', { meetingId, itemId })).toMatchObject({
    refused: 'already-done',
  });
  const events = await house.app.db
    .selectFrom('audit_event')
    .select('command')
    .where('entity_id', '=', itemId)
    .execute();
  expect(events.map(({ command }) => command)).toEqual(['remove-item', 'restore-item']);
});

test('[MTG21] [F-P4] what is off when the meeting is called is not called', async () => {
  const { meetingId, itemId } = await prepare('2022-07-02');
  await house.must(member, 'remove-item', { meetingId, itemId });
  await call(meetingId);
  expect(await row(itemId)).toBeUndefined();
  expect(await shown(meetingId)).not.toContain('見守り');
});

test('[MTG21] [F-P4] after the call a member proposes it, with a reason; the facilitator does it, and undoes it', async () => {
  const { meetingId, itemId } = await prepare('2022-07-03');
  await call(meetingId);
  expect(await house.act(member, 'remove-item', { meetingId, itemId })).toMatchObject({
    refused: 'item-called',
  });
  const { suggestionId } = await house.must<{ suggestionId: string }>(member, 'propose-removal', {
    meetingId,
    itemId,
    text: '来月にまとめたい',
  });
  expect((await floor(meetingId)).suggestions).toMatchObject([
    { itemId, field: 'removal', text: '来月にまとめたい', name: '委員5' },
  ]);
  for (const take of [true, false])
    expect(await house.act(member, 'answer-suggestion', { suggestionId, take })).toMatchObject({
      refused: 'item-called',
    });
  await house.must(council.facilitator, 'answer-suggestion', { suggestionId, take: true });
  expect((await floor(meetingId)).suggestions).toEqual([]);
  expect((await floor(meetingId)).removals).toMatchObject([{ itemId, name: '委員2' }]);
  expect((await row(itemId))?.state).toBe('withdrawn');
  // the street reads what was recorded
  expect(await shown(meetingId, null)).not.toContain('見守り');
  const occasions = async () =>
    (
      await house.app.db
        .selectFrom('agenda_revision')
        .select('occasion')
        .where('meeting_id', '=', meetingId)
        .orderBy('at')
        .execute()
    ).map(({ occasion }) => occasion);
  expect(await occasions()).toEqual(['call', 'change']);
  expect(await house.act(member, 'restore-item', { meetingId, itemId })).toMatchObject({
    refused: 'item-called',
  });
  await house.must(council.facilitator, 'restore-item', { meetingId, itemId });
  expect(await row(itemId)).toMatchObject({ state: 'listed', position: 2 });
  expect(await shown(meetingId)).toContain('見守り');
});

test('[MTG21] [F-P4] what was taken up stays; what was off at the closing is not in the minutes, and stays off', async () => {
  const { meetingId, itemId } = await prepare('2022-07-04');
  await call(meetingId);
  house.clock.moveTo(Date.parse('2022-07-04T19:00:00+09:00'));
  for (const { seatId } of council.seats.slice(0, 15))
    await house.must(council.recorder, 'record-attendance', { meetingId, seatId, mode: 'in_person' });
  await house.must(council.facilitator, 'open-meeting', { meetingId });
  const [first] = readAgenda(await words(meetingId));
  await house.must(council.facilitator, 'set-current-item', { meetingId, itemId: first!.id });
  expect(await house.act(council.facilitator, 'remove-item', { meetingId, itemId: first!.id })).toMatchObject(
    { refused: 'item-begun' },
  );
  await house.must(council.facilitator, 'remove-item', { meetingId, itemId });
  expect(await house.act(council.facilitator, 'set-current-item', { meetingId, itemId })).toMatchObject({
    refused: 'item-closed',
  });
  await house.must(council.facilitator, 'close-meeting', { meetingId });
  const minutes = readMinutes(await house.app.sync.readDoc(`meeting/${meetingId}/minutes`));
  expect(JSON.stringify(minutes)).not.toContain(itemId);
  expect(notesOf(await words(meetingId), itemId)).toBeDefined();
  for (const command of ['restore-item', 'remove-item'])
    expect(await house.act(council.facilitator, command, { meetingId, itemId })).toMatchObject({
      refused: 'meeting-closed',
    });
});

test('[MTG21] [MTG8] of a closed item that is off residents learn no title', async () => {
  const { meetingId } = await prepare('2022-07-20');
  const { itemId } = await house.must<{ itemId: string }>(council.facilitator, 'add-closed-item', {
    meetingId,
    title: 'ある世帯のこと',
  });
  await house.must(member, 'remove-item', { meetingId, itemId });
  expect((await floor(meetingId)).removals).toMatchObject([{ itemId, title: '' }]);
  expect(await house.act(council.resident, 'restore-item', { meetingId, itemId })).toMatchObject({
    refused: 'forbidden',
  });
});
