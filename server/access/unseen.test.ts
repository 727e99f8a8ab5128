import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '#lib/domain/refusal.ts';
import { newId } from '#server/db/ids.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { holdMeeting, sealMeeting, type HeldMeeting } from '#tests/fixtures/minutes.ts';
import { documentRights } from './documents.ts';

/* What is not for somebody is answered as what is not there at all. */

let house: House;
let council: TestCouncil;
let stranger: string;
let held: HeldMeeting;

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  stranger = (await foundCouncil(house, 'other')).chair;
  held = await holdMeeting(house, council, '2023-02-15');
  await sealMeeting(house, council, held.meetingId, '2023-03-01');
});
afterAll(() => house.close());

const rights = (person: string, name: string) => documentRights(house.app.db, person, name);

async function submitted(): Promise<string> {
  const title = '夜の見回りについて';
  await house.must(council.resident, 'submit-issue', {
    councilId: council.councilId,
    title,
    body: '相談です。',
  });
  const issues = house.app.db.selectFrom('issue').select('id').where('state', '=', 'submitted');
  return (await issues.orderBy('submitted_at', 'desc').executeTakeFirstOrThrow()).id;
}

describe('sealed minutes', () => {
  test('[F-S18] are over for the council’s people, and nothing for a stranger', async () => {
    const name = `meeting/${held.meetingId}/minutes`;
    expect(await rights(council.recorder, name)).toEqual({ refused: 4409 });
    expect(await rights(council.seats[8]!.personId, name)).toEqual({ refused: 4409 });
    expect(await rights(stranger, name)).toEqual({ refused: 4404 });
    expect(await rights(stranger, `meeting/${newId()}/minutes`)).toEqual({ refused: 4404 });
  });
});

describe('an issue that waits for screening', () => {
  test('[F-S18] can be told from nothing by nobody who does not screen', async () => {
    const issueId = await submitted();
    const none = newId();
    for (const person of [council.seats[8]!.personId, council.resident, council.officer, stranger])
      expect(await rights(person, `issue/${issueId}/body`)).toEqual({ refused: 4404 });
    expect(await rights(council.facilitator, `issue/${issueId}/body`)).toMatchObject({ mode: 'rw' });
    for (const person of [null, council.seats[8]!.personId, council.resident, council.officer, stranger])
      for (const [command, more] of [
        ['screen-issue', { verdict: 'return', reason: '別の窓口です' }],
        ['move-issue', { to: 'resolved', result: '済み' }],
        ['support-issue', { kind: 'me_too' }],
        ['tag-issue', { fields: [], lifeStages: [] }],
      ] as const) {
        const answers = await Promise.all(
          [issueId, none].map((id) => house.act(person, command, { issueId: id, ...more })),
        );
        expect([command, answers[0]]).toEqual([command, answers[1]]);
      }
  });

  test('[F-S19] once it went the private way its words are nobody’s, and gone from the disk', async () => {
    const issueId = await submitted();
    const name = `issue/${issueId}/body`;
    await house.app.sync.writeAs(name, 'test', (doc) => doc.getText('body').insert(0, '内緒の相談の言葉'));
    await house.must(council.facilitator, 'screen-issue', { issueId, verdict: 'redirect_private' });
    for (const person of [council.facilitator, council.chair, council.secretariat])
      expect(await rights(person, name)).toEqual({ refused: 4404 });
    expect((await house.app.sync.readDoc(name)).getText('body').toString()).toBe('');
  });
});

describe('a meeting that is not called yet', () => {
  let meetingId: string;
  beforeAll(async () => {
    ({ meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
      councilId: council.councilId,
      kind: 'hybrid',
      startsAt: '2023-04-12T19:00:00+09:00',
      endsAt: '2023-04-12T21:00:00+09:00',
      place: '集会所',
      onlineUrl: 'https://meet.example/secret-room',
      visibility: 'open',
    }));
    await house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'test', (doc) => {
      doc.getText('memo').insert(0, 'まだ決まっていません');
    });
  });
  const read = (person: string | null) => house.app.read.meeting.view(house.actorOf(person), meetingId);

  test('[F-S23] [MTG30] is there for those who prepare it, and for no resident, officer’s neighbour or stranger', async () => {
    for (const person of [council.seats[8]!.personId, council.recorder, council.officer])
      expect(isRefusal(await read(person))).toBe(false);
    for (const person of [council.resident, stranger, null]) {
      expect(await read(person)).toMatchObject({ refused: 'not-found' });
      const list = await house.app.read.meeting.list(house.actorOf(person), council.slug);
      expect(JSON.stringify(list)).not.toContain(meetingId);
    }
    for (const part of ['agenda', 'floor']) {
      expect(await rights(council.resident, `meeting/${meetingId}/${part}`)).toEqual({ refused: 4404 });
      expect(await rights(stranger, `meeting/${meetingId}/${part}`)).toEqual({ refused: 4404 });
      expect(await rights(council.seats[8]!.personId, `meeting/${meetingId}/${part}`)).toHaveProperty('mode');
    }
    const suggestion = { meetingId, field: 'item', text: '公園の話もしたい' };
    expect(await house.act(council.resident, 'suggest-edit', suggestion)).toMatchObject({
      refused: 'not-found',
    });
  });

  test('[F-S23] [MTG30] once called it is followed by residents, who are not handed the key to the online room', async () => {
    const { db } = house.app;
    await db
      .updateTable('meeting')
      .set({ called_at: house.clock.now(), state: 'called' })
      .where('id', '=', meetingId)
      .execute();
    const seen = await read(council.resident);
    expect(seen).toMatchObject({ onlineUrl: null });
    expect(JSON.stringify(seen)).not.toContain('secret-room');
    expect(await read(council.seats[8]!.personId)).toMatchObject({
      onlineUrl: 'https://meet.example/secret-room',
    });
    expect(await rights(council.resident, `meeting/${meetingId}/floor`)).toMatchObject({ mode: 'r' });
  });
});
