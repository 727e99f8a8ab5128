import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Floor } from '#lib/doc/floor.ts';
import { addItem, itemsOf, notesOf, readAgenda, removeItem, setItem, textOf } from '#lib/doc/agenda.ts';
import { readMinutes } from '#lib/doc/minutes.ts';
import { readFloor } from '#lib/doc/floor.ts';
import * as Y from 'yjs';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { newId } from '../../db/ids.ts';
import { floorOf } from '../../mirrors/floor.ts';

let house: House;
let council: TestCouncil;

const at = (day: string, time = '19:00') => `${day}T${time}:00+09:00`;
const clockTo = (day: string, time = '12:00') => house.clock.moveTo(Date.parse(at(day, time)));
const minutes = (n: number) => house.clock.moveTo(house.clock.now() + n * 60_000);

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
});
afterAll(() => house.close());

interface Created {
  meetingId: string;
  fiscalYear: number;
  seq: number;
}
const facts = (day: string, more: object = {}) => ({
  startsAt: at(day),
  endsAt: at(day, '21:00'),
  place: 'みずき台団地 第1集会所',
  kind: 'hybrid',
  visibility: 'open',
  ...more,
});
const create = (day: string, more: object = {}) =>
  house.must<Created>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    ...facts(day, more),
  });
const agendaName = (meetingId: string) => `meeting/${meetingId}/agenda`;
const agenda = async (meetingId: string) => readAgenda(await house.app.sync.readDoc(agendaName(meetingId)));
const write = (meetingId: string, change: (doc: Y.Doc) => void) =>
  house.app.sync.writeAs(agendaName(meetingId), 'test', change);
const seat = (no: number) => council.seats[no - 1]!;
const record = (meetingId: string, input: object, by = council.recorder) =>
  house.act<{ attendanceId: string; arrived: boolean }>(by, 'record-attendance', { meetingId, ...input });
const floor = (meetingId: string): Promise<Floor> => floorOf(house.app.db, meetingId);
const call = (meetingId: string) => house.must(council.facilitator, 'call-meeting', { meetingId });
const items = (meetingId: string) =>
  house.app.db
    .selectFrom('agenda_item')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .orderBy('position')
    .execute();
const revisions = (meetingId: string) =>
  house.app.db.selectFrom('agenda_revision').selectAll().where('meeting_id', '=', meetingId).execute();

/** A called meeting on `day` with `n` seats in person, opened. */
async function opened(day: string, n = 13): Promise<string> {
  const { meetingId } = await create(day);
  await call(meetingId);
  clockTo(day, '18:55');
  for (let no = 1; no <= n; no++) await record(meetingId, { seatId: seat(no).seatId, mode: 'in_person' });
  await house.must(council.facilitator, 'open-meeting', { meetingId });
  return meetingId;
}

describe('preparing a meeting', () => {
  test('[REG5] [R-HAC-01] February still counts as the fiscal year before; numbers have no gap', async () => {
    clockTo('2022-06-01');
    for (const [day, seq] of [
      ['2022-07-10', 1],
      ['2022-11-10', 2],
      ['2023-02-15', 3],
    ] as const)
      expect(await create(day)).toMatchObject({ fiscalYear: 2022, seq });
    expect(await create('2023-04-01')).toMatchObject({ fiscalYear: 2023, seq: 1 });
    const cancelled = await create('2023-03-01');
    await house.must(council.chair, 'cancel-meeting', { meetingId: cancelled.meetingId });
    expect(cancelled.seq).toBe(4);
    expect((await create('2023-03-08')).seq).toBe(5);
  });

  test('a new meeting has the usual items in Japanese', async () => {
    const { meetingId } = await create('2022-08-10');
    expect((await agenda(meetingId)).map((item) => item.title)).toEqual([
      '開会',
      '前回の決定事項の進捗（報告）',
      'その他',
      '閉会',
    ]);
    expect((await floor(meetingId)).meeting.state).toBe('draft');
  });

  test('bad facts are refused by field, and only those who may create a meeting do', async () => {
    const refused = async (more: object, by = council.facilitator) =>
      house.act(by, 'create-meeting', { councilId: council.councilId, ...facts('2022-09-01'), ...more });
    expect(await refused({ endsAt: at('2022-09-01', '18:00') })).toMatchObject({ field: 'endsAt' });
    expect(await refused({ visibility: 'closed' })).toMatchObject({
      refused: 'reason-required',
      field: 'closedReason',
    });
    expect(
      await refused({ startsAt: at('2022-05-31', '19:00'), endsAt: at('2022-05-31', '20:00') }),
    ).toMatchObject({
      refused: 'bad-input',
      field: 'startsAt',
    });
    expect(await refused({ onlineUrl: 'javascript:alert(1)' })).toMatchObject({ field: 'onlineUrl' });
    expect(await refused({}, seat(9).personId)).toMatchObject({ refused: 'forbidden' });
    expect(await refused({}, council.officer)).toMatchObject({ refused: 'forbidden' });
    expect(
      await house.act(null, 'create-meeting', { councilId: council.councilId, ...facts('2022-09-01') }),
    ).toMatchObject({ refused: 'session-required' });
    expect(await refused({ councilId: newId() })).toMatchObject({ refused: 'not-found' });
  });
});

describe('the call', () => {
  test('[CAL8] six days of notice need an urgent reason, which is kept and printed (AT-1.3)', async () => {
    clockTo('2023-02-09', '23:30');
    const { meetingId } = await create('2023-02-15');
    expect(await house.act(council.facilitator, 'call-meeting', { meetingId })).toMatchObject({
      refused: 'notice-too-short',
      params: { days: 7, given: 6 },
    });
    const urgentReason = '福祉総務課の予算の期限に間に合わせるため';
    await house.must(council.facilitator, 'call-meeting', { meetingId, urgentReason });
    const row = await house.app.db
      .selectFrom('meeting')
      .select(['state', 'urgent_reason', 'called_at'])
      .where('id', '=', meetingId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'called', urgent_reason: urgentReason });
    const audited = await house.app.db
      .selectFrom('audit_event')
      .select('detail')
      .where('command', '=', 'call-meeting')
      .where('entity', '=', 'meeting')
      .where('entity_id', '=', meetingId)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(audited.detail)).toMatchObject({ urgent: true, given: 6, noticeDays: 7 });
  });

  test('[CAL7] seven calendar days suffice, at any time of day; a needless reason is not kept', async () => {
    clockTo('2022-07-03', '23:59');
    const { meetingId } = await create('2022-07-10');
    await house.must(council.secretariat, 'call-meeting', { meetingId, urgentReason: '急ぎ' });
    const row = await house.app.db
      .selectFrom('meeting')
      .select('urgent_reason')
      .where('id', '=', meetingId)
      .executeTakeFirstOrThrow();
    expect(row.urgent_reason).toBeNull();
    expect(await house.act(council.facilitator, 'call-meeting', { meetingId })).toMatchObject({
      refused: 'already-done',
    });
  });

  test('[REG7] the agenda becomes rows with the same ids; an empty or nameless one is not called', async () => {
    const { meetingId } = await create('2022-07-30');
    const words = await agenda(meetingId);
    const nameless = newId();
    await write(meetingId, (doc) =>
      addItem(doc, { id: nameless, type: 'discussion', title: ' ', minutes: 5 }),
    );
    expect(await house.act(council.facilitator, 'call-meeting', { meetingId })).toMatchObject({
      refused: 'agenda-empty',
    });
    await write(meetingId, (doc) => removeItem(doc, nameless));
    await call(meetingId);
    expect((await items(meetingId)).map((row) => [row.id, row.position, row.title])).toEqual(
      words.map((item, i) => [item.id, i + 1, item.title]),
    );
    expect(await revisions(meetingId)).toHaveLength(1);

    const empty = await create('2022-07-31');
    await write(empty.meetingId, (doc) => itemsOf(doc).clear());
    expect(
      await house.act(council.facilitator, 'call-meeting', { meetingId: empty.meetingId }),
    ).toMatchObject({
      refused: 'agenda-empty',
    });
  });

  test('after the call a change of date, place or items is kept as a revision; a new day needs its notice', async () => {
    clockTo('2022-09-01');
    const { meetingId } = await create('2022-09-20');
    await call(meetingId);
    const change = (more: object) =>
      house.act(council.facilitator, 'change-meeting', { meetingId, ...facts('2022-09-20'), ...more });
    expect(await change({ place: '第2集会所' })).toEqual({ meetingId });
    expect(await change({ startsAt: at('2022-09-05'), endsAt: at('2022-09-05', '21:00') })).toMatchObject({
      refused: 'notice-too-short',
    });
    expect(await change({ startsAt: at('2023-04-02'), endsAt: at('2023-04-02', '21:00') })).toMatchObject({
      refused: 'bad-input',
      params: { why: 'fiscal-year' },
    });
    const kept = await revisions(meetingId);
    expect(kept.map((row) => row.occasion)).toEqual(['call', 'change']);
    expect(JSON.parse(kept[1]!.items)).toMatchObject({ place: '第2集会所' });
  });

  test('[REG6] materials are numbered without gap until the call, and keep their numbers afterwards', async () => {
    clockTo('2022-10-01');
    const { meetingId } = await create('2022-10-20');
    const add = (title: string, more: object = {}) =>
      house.act<{ materialId: string; no: number }>(council.recorder, 'add-material', {
        meetingId,
        title,
        visibility: 'open',
        url: 'https://example.jp/shiryo',
        ...more,
      });
    const numbers = async () =>
      (
        await house.app.db
          .selectFrom('material')
          .select(['no', 'title'])
          .where('meeting_id', '=', meetingId)
          .where('withdrawn_at', 'is', null)
          .orderBy('no')
          .execute()
      ).map((row) => `${row.no} ${row.title}`);
    const first = (await add('年間予定')) as { materialId: string };
    await add('見守りの表');
    await add('会則');
    await house.must(council.recorder, 'withdraw-material', { materialId: first.materialId });
    expect(await numbers()).toEqual(['1 見守りの表', '2 会則']);
    await call(meetingId);
    const fourth = (await add('当日資料')) as { materialId: string; no: number };
    expect(fourth.no).toBe(3);
    await house.must(council.recorder, 'withdraw-material', { materialId: fourth.materialId });
    expect(await add('差し替え')).toMatchObject({ no: 4 });
    expect(await numbers()).toEqual(['1 見守りの表', '2 会則', '4 差し替え']);
    expect(await add('会員名簿', { itemId: newId() })).toMatchObject({ field: 'itemId' });
  });

  test('[B64] a file is told by its bytes; what is not on the list is refused, names lose paths', async () => {
    const { meetingId } = await create('2022-10-21');
    const add = (fileName: string, bytes: string | Buffer) =>
      house.act<{ materialId: string }>(council.recorder, 'add-material', {
        meetingId,
        title: '資料',
        visibility: 'open',
        fileName,
        mime: 'application/pdf',
        base64: Buffer.from(bytes).toString('base64'),
      });
    for (const bad of ['<svg onload=alert(1)>', 'MZ program', '', 'PK\x03\x04 word/vbaProject.bin'])
      expect(await add('a.docx', bad)).toMatchObject({ refused: 'file-not-accepted' });
    const added = await add('..\\..\\秘密/見積\u202E書.exe', '%PDF-1.7 …');
    const row = await house.app.db
      .selectFrom('material')
      .selectAll()
      .where('id', '=', (added as { materialId: string }).materialId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ file_name: '見積書.pdf', mime: 'application/pdf' });
    expect(Buffer.from(await house.app.blobs.get(row.blob_hash!)).toString()).toBe('%PDF-1.7 …');
    expect(
      await add('a.pdf', Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(10 * 1_048_576)])),
    ).toMatchObject({
      refused: 'body-too-large',
    });
    expect(
      await house.act(council.recorder, 'add-material', {
        meetingId,
        title: '資料',
        visibility: 'open',
        fileName: 'a.pdf',
        base64: '!!!!',
      }),
    ).toMatchObject({ refused: 'bad-input', field: 'base64' });
  });

  test('words taken for a closed item of another meeting stay where they are', async () => {
    const { meetingId } = await create('2022-10-25');
    await call(meetingId);
    const [own] = await items(meetingId);
    const other = await create('2022-10-26');
    await write(other.meetingId, (doc) =>
      addItem(doc, { id: own!.id, type: 'other', title: '横取り', minutes: 1 }),
    );
    await call(other.meetingId);
    const [row] = await items(meetingId);
    expect(row).toMatchObject({ id: own!.id, title: '開会' });
    expect((await items(other.meetingId)).some((item) => item.id === own!.id)).toBe(false);
  });
});

describe('the register', () => {
  test('[MTG14] [T5] 18 + 2 + 1 + 1: quorum 22 of 25 with 13 needed, 21 can reply, 6 observers apart (AT-1.4)', async () => {
    clockTo('2022-11-01');
    const { meetingId } = await create('2022-11-20');
    expect(await record(meetingId, { seatId: seat(1).seatId, mode: 'in_person' })).toMatchObject({
      refused: 'meeting-not-yet-called',
    });
    await call(meetingId);
    clockTo('2022-11-20', '18:50');
    const open = () => house.act(council.facilitator, 'open-meeting', { meetingId });
    for (let no = 1; no <= 10; no++)
      await house.must(council.recorder, 'record-attendance', {
        meetingId,
        seatId: seat(no).seatId,
        mode: 'in_person',
      });
    await house.must(council.recorder, 'record-attendance', {
      meetingId,
      seatId: seat(11).seatId,
      mode: 'online',
    });
    await house.must(council.recorder, 'record-attendance', {
      meetingId,
      seatId: seat(12).seatId,
      mode: 'online',
    });
    expect(await open()).toMatchObject({ refused: 'no-quorum', params: { attended: '12', needed: '13' } });
    await house.must(council.recorder, 'record-attendance', {
      meetingId,
      seatId: seat(13).seatId,
      personId: council.alternate,
      mode: 'alternate',
    });
    for (let no = 14; no <= 21; no++) await record(meetingId, { seatId: seat(no).seatId, mode: 'in_person' });
    await house.must(council.recorder, 'record-proxy', {
      meetingId,
      fromSeatId: seat(22).seatId,
      source: 'paper',
    });
    await record(meetingId, { seatId: seat(23).seatId, mode: 'absent' });
    for (let i = 0; i < 6; i++) await record(meetingId, { mode: 'observer' });
    await house.must(council.facilitator, 'open-meeting', { meetingId });
    const now = await floor(meetingId);
    expect(now.attendance).toEqual({
      inPerson: 18,
      online: 2,
      alternate: 1,
      proxy: 1,
      written: 0,
      absent: 3,
      observers: 6,
      present: 21,
      eligible: 25,
    });
    expect(now.quorum).toEqual({ attended: '22', needed: '13', met: true });
    expect(now.seats[12]).toMatchObject({ no: 13, name: '芦田', mode: 'alternate', label: '学校運営協議会' });
    expect(now.seats.map((entry) => entry.mode).filter((mode) => mode === 'unknown')).toHaveLength(2);
    expect(now.meeting.presiding).toEqual({
      person: council.seats[0]!.personId,
      name: '委員1',
      seatId: council.seats[0]!.seatId,
    });
    expect(readFloor(await house.app.sync.readDoc(`meeting/${meetingId}/floor`))).toEqual(now);

    // the grantor comes after all: his proxy is void, he is counted himself
    await record(meetingId, { seatId: seat(22).seatId, mode: 'in_person' });
    expect((await floor(meetingId)).attendance).toMatchObject({ inPerson: 19, proxy: 0, absent: 3 });
    expect((await floor(meetingId)).quorum.attended).toBe('22');
    await record(meetingId, { seatId: seat(22).seatId, mode: 'in_person', left: true });
    expect((await floor(meetingId)).attendance).toMatchObject({ inPerson: 18, proxy: 1 });
  });

  test('[REG1] [REG2] [F-P5] what members say before is a reply, also at the door; who says that he is there has come', async () => {
    clockTo('2022-12-01');
    const { meetingId } = await create('2022-12-12');
    await call(meetingId);
    const self = (no: number, mode = 'in_person', more: object = {}) =>
      record(meetingId, { mode, ...more }, seat(no).personId);
    for (let no = 1; no <= 14; no++) expect(await self(no)).toMatchObject({ arrived: false });
    expect((await floor(meetingId)).quorum).toMatchObject({ attended: '0', met: false });
    expect((await floor(meetingId)).seats[0]).toMatchObject({ mode: 'unknown', announced: 'in_person' });
    expect((await floor(meetingId)).forecast).toMatchObject({ attended: '14', met: true });
    clockTo('2022-12-12', '18:40');
    // pressed at home twenty minutes before: still a reply
    for (let no = 1; no <= 14; no++)
      expect(await self(no, 'online', no % 2 === 0 ? { says: 'reply' } : {})).toMatchObject({
        arrived: false,
      });
    expect((await floor(meetingId)).quorum.attended).toBe('0');
    for (let no = 1; no <= 12; no++)
      expect(await self(no, no > 10 ? 'online' : 'in_person', { says: 'here' })).toMatchObject({
        arrived: true,
      });
    expect(await house.act(council.facilitator, 'open-meeting', { meetingId })).toMatchObject({
      refused: 'no-quorum',
    });
    expect(await record(meetingId, { seatId: seat(15).seatId, mode: 'in_person' })).toMatchObject({
      arrived: true,
    });
    await house.must(council.facilitator, 'open-meeting', { meetingId });
    expect((await floor(meetingId)).attendance).toMatchObject({ inPerson: 11, online: 2, absent: 12 });
    expect(await self(13, 'online', { says: 'reply' })).toEqual({ refused: 'meeting-begun' });
    expect((await floor(meetingId)).forecast).toBeNull();
    expect(await self(13)).toMatchObject({ arrived: true });
  });

  test('[REG2] a meeting opened long before its time counts those who have just tapped', async () => {
    clockTo('2023-01-10');
    const { meetingId } = await create('2023-01-20');
    await call(meetingId);
    for (let no = 1; no <= 13; no++)
      await record(meetingId, { mode: 'in_person', says: 'here' }, seat(no).personId);
    await house.must(council.facilitator, 'open-meeting', { meetingId });
    expect((await floor(meetingId)).quorum.attended).toBe('13');
  });

  test('[MTG4] without chair or facilitator among those present nothing opens', async () => {
    clockTo('2023-01-11');
    const { meetingId } = await create('2023-01-21');
    await call(meetingId);
    for (let no = 3; no <= 20; no++) await record(meetingId, { seatId: seat(no).seatId, mode: 'in_person' });
    const open = (more = {}) => house.act(council.facilitator, 'open-meeting', { meetingId, ...more });
    expect(await open()).toMatchObject({ refused: 'chair-missing' });
    await record(meetingId, { seatId: seat(2).seatId, mode: 'online' });
    expect(await open({ presidingPersonId: council.chair })).toMatchObject({ refused: 'chair-missing' });
    // asked for, the chair is waited for, and who would preside without her is said
    expect(await open({ chairFirst: true })).toEqual({
      refused: 'chair-absent',
      params: { name: '委員2', role: 'facilitator' },
    });
    expect(await open()).toMatchObject({ presidingPersonId: council.facilitator });
    expect(await open()).toMatchObject({ refused: 'already-done' });
  });

  test('[MTG4] the chair who is there presides, whoever opens', async () => {
    clockTo('2023-01-11');
    const { meetingId } = await create('2023-01-23');
    await call(meetingId);
    for (let no = 1; no <= 20; no++) await record(meetingId, { seatId: seat(no).seatId, mode: 'in_person' });
    expect(
      await house.act(council.facilitator, 'open-meeting', { meetingId, chairFirst: true }),
    ).toMatchObject({ presidingPersonId: council.chair });
  });

  test('[REG3] [REG4] a seat is its member’s or its alternate’s, a person sits once, a stranger nowhere', async () => {
    clockTo('2023-01-12');
    const { meetingId } = await create('2023-01-22');
    await call(meetingId);
    const other = seat(14);
    const refusals: [object, string, string?][] = [
      [{ seatId: other.seatId, personId: seat(15).personId, mode: 'in_person' }, 'not-on-seat'],
      [{ seatId: other.seatId, personId: council.alternate, mode: 'alternate' }, 'not-on-seat'],
      [{ seatId: newId(), mode: 'in_person' }, 'not-found', 'seatId'],
      [{ personId: newId(), mode: 'observer' }, 'not-found', 'personId'],
      [{ personId: council.resident, mode: 'in_person' }, 'not-on-seat'],
      [{ mode: 'alternate', name: '佐伯の代理' }, 'bad-input', 'seatId'],
      [{ seatId: other.seatId, mode: 'alternate' }, 'bad-input', 'name'],
      [{ seatId: other.seatId, mode: 'observer' }, 'bad-input', 'seatId'],
    ];
    for (const [input, refused, field] of refusals)
      expect(await record(meetingId, input), JSON.stringify(input)).toMatchObject({
        refused,
        ...(field ? { field } : {}),
      });
    // by name, from the recorder: any seat; by himself: only the seat he is named for
    expect(
      await record(meetingId, { seatId: other.seatId, name: '隣の町会長', mode: 'alternate' }),
    ).toMatchObject({
      arrived: true,
    });
    expect(await record(meetingId, { mode: 'alternate' }, council.alternate)).toMatchObject({
      seatId: seat(13).seatId,
    });
    expect(
      await record(meetingId, { seatId: other.seatId, mode: 'in_person' }, seat(15).personId),
    ).toMatchObject({
      refused: 'forbidden',
    });
    expect(
      await record(meetingId, { seatId: seat(15).seatId, mode: 'in_person' }, council.officer),
    ).toMatchObject({
      refused: 'forbidden',
    });
    expect(await record(meetingId, { mode: 'observer' }, council.resident)).toMatchObject({ arrived: false });
    expect(await record(meetingId, { mode: 'observer', name: '通りがかり' }, council.resident)).toMatchObject(
      {
        refused: 'forbidden',
      },
    );
    // the member takes his seat back from the alternate
    await record(meetingId, { seatId: seat(13).seatId, mode: 'in_person' });
    const seated = await house.app.db
      .selectFrom('attendance')
      .select('mode')
      .where('meeting_id', '=', meetingId)
      .where('seat_id', '=', seat(13).seatId)
      .execute();
    expect(seated).toEqual([{ mode: 'in_person' }]);
  });

  test('[REG10] an observer counted by mistake is taken off the count, also during the meeting', async () => {
    clockTo('2023-01-13');
    const { meetingId } = await create('2023-01-23');
    await call(meetingId);
    clockTo('2023-01-23', '19:00');
    for (let no = 1; no <= 13; no++) await record(meetingId, { seatId: seat(no).seatId, mode: 'in_person' });
    await record(meetingId, { mode: 'observer', name: '通りがかりの方' });
    for (let i = 0; i < 3; i++) await record(meetingId, { mode: 'observer' });
    await house.must(council.facilitator, 'open-meeting', { meetingId });
    const observers = async () => (await floor(meetingId)).attendance.observers;
    expect(await observers()).toBe(4);
    for (let n = 3; n >= 1; n--) {
      expect(await record(meetingId, { mode: 'observer', left: true })).toMatchObject({ left: true });
      expect(await observers()).toBe(n);
    }
    // those without a name went first; now the one who gave a name
    expect(await record(meetingId, { mode: 'observer', left: true })).toMatchObject({ left: true });
    expect(await observers()).toBe(0);
    expect(await record(meetingId, { mode: 'observer', left: true })).toMatchObject({ refused: 'not-found' });
    await record(meetingId, { mode: 'observer', name: '青木さん' });
    await record(meetingId, { mode: 'observer', name: '馬場さん' });
    await record(meetingId, { mode: 'observer', name: '青木さん', left: true });
    expect(await observers()).toBe(1);
  });

  test('[REG9] places for observers end; a proxy goes to another seat, from paper only by the recorder', async () => {
    clockTo('2023-01-13');
    const { meetingId } = await create('2023-01-23', { observerCapacity: 1 });
    await call(meetingId);
    await record(meetingId, { mode: 'observer' });
    expect(await record(meetingId, { mode: 'observer' }, council.resident)).toMatchObject({
      refused: 'observers-full',
    });
    const proxy = (input: object, by = seat(20).personId) =>
      house.act(by, 'record-proxy', { meetingId, fromSeatId: seat(20).seatId, source: 'app', ...input });
    expect(await proxy({ toSeatId: seat(20).seatId })).toMatchObject({ field: 'toSeatId' });
    expect(await proxy({ source: 'paper' })).toMatchObject({ field: 'source' });
    expect(await proxy({ fromSeatId: seat(21).seatId })).toMatchObject({ refused: 'forbidden' });
    expect(await proxy({ toSeatId: seat(1).seatId })).toMatchObject({ void: false });
    expect(await proxy({})).toMatchObject({ void: false });
    expect((await floor(meetingId)).attendance.proxy).toBe(1);
    expect(await proxy({ revoke: true })).toEqual({ revoked: true });
    expect((await floor(meetingId)).attendance.proxy).toBe(0);
  });
});

describe('in session', () => {
  test('the clock adds up on each item, stands still in recess, and everybody sees where we are', async () => {
    clockTo('2022-06-02');
    const meetingId = await opened('2022-06-20');
    const [opening, report] = await items(meetingId);
    expect((await floor(meetingId)).meeting.currentItemId).toBe(opening!.id);
    minutes(4);
    const to = (itemId: string) => house.must(council.facilitator, 'set-current-item', { meetingId, itemId });
    await to(report!.id);
    minutes(10);
    await house.must(council.facilitator, 'pause-meeting', { meetingId });
    minutes(30);
    await house.must(council.facilitator, 'resume-meeting', { meetingId });
    minutes(5);
    const late = newId();
    await write(meetingId, (doc) =>
      addItem(doc, { id: late, type: 'discussion', title: '緊急の相談', minutes: 15 }, report!.id),
    );
    await to(late);
    const now = await floor(meetingId);
    const spent = (id: string) => Math.round(now.items[id]!.spentMs / 60_000);
    expect([spent(opening!.id), spent(report!.id), spent(late)]).toEqual([4, 15, 0]);
    expect(now.items[report!.id]!.state).toBe('reported');
    expect(now.items[late]).toMatchObject({ position: 3, title: '緊急の相談', state: 'discussing' });
    expect((await revisions(meetingId)).map((row) => row.occasion)).toEqual(['call', 'item']);
    minutes(7);
    await to(opening!.id);
    minutes(1);
    await to(late);
    minutes(1);
    const again = await floor(meetingId);
    expect(Math.round(again.items[late]!.spentMs / 60_000)).toBe(7);
    expect(again.items[late]!.startedAt).toBe(now.items[late]!.startedAt);
    expect(await house.act(council.recorder, 'set-current-item', { meetingId, itemId: late })).toMatchObject({
      refused: 'forbidden',
    });
    expect(
      await house.act(council.facilitator, 'set-current-item', { meetingId, itemId: newId() }),
    ).toMatchObject({
      refused: 'not-found',
    });
  });

  test('the title of a closed item reaches nobody through the floor', async () => {
    clockTo('2022-06-03');
    const { meetingId } = await create('2022-06-21', {
      visibility: 'partly',
      closedReason: '個人の事情を扱うため',
    });
    const { itemId: secret } = await house.must<{ itemId: string }>(council.recorder, 'add-closed-item', {
      meetingId,
      title: '個別の相談',
      minutes: 10,
    });
    await house.must(council.recorder, 'add-material', {
      meetingId,
      title: '相談の経過',
      visibility: 'open',
      url: 'https://example.jp/',
      itemId: secret,
    });
    await call(meetingId);
    const now = await floor(meetingId);
    expect(now.items[secret]!.title).toBe('');
    expect(JSON.stringify(now)).not.toMatch(/個別の相談|相談の経過/);
  });

  test('an item carried over is marked here and stands in the next agenda, before other business', async () => {
    clockTo('2022-06-04');
    const meetingId = await opened('2022-06-22');
    const next = await create('2022-07-01');
    const item = newId();
    await write(meetingId, (doc) => {
      addItem(doc, { id: item, type: 'discussion', title: '秋まつりの会場', minutes: 25, presenter: '田所' });
      textOf(doc, item, 'proposal')!.insert(0, '団地中央広場とする');
    });
    await house.must(council.facilitator, 'set-current-item', { meetingId, itemId: item });
    const carried = await house.must<{ toMeetingId: string; itemId: string }>(
      council.facilitator,
      'carry-over-item',
      {
        itemId: item,
        toMeetingId: next.meetingId,
      },
    );
    expect(carried.toMeetingId).toBe(next.meetingId);
    const there = await agenda(next.meetingId);
    expect(there.map((entry) => entry.type)).toEqual(['opening', 'report', 'discussion', 'other', 'closing']);
    expect(there[2]).toMatchObject({
      id: carried.itemId,
      title: '秋まつりの会場',
      presenter: '田所',
      minutes: 25,
      proposal: '団地中央広場とする',
    });
    const now = await floor(meetingId);
    expect(now.items[item]!.state).toBe('carried_over');
    expect(now.meeting.currentItemId).toBeNull();
    expect(await house.act(council.facilitator, 'carry-over-item', { itemId: item })).toMatchObject({
      refused: 'item-closed',
    });
  });

  test('closing ends the clock and begins the minutes from the notes', async () => {
    clockTo('2022-06-05');
    const meetingId = await opened('2022-06-23');
    const [opening] = await items(meetingId);
    await write(meetingId, (doc) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText('議長が開会を宣言した。')]);
      notesOf(doc, opening!.id)!.push([paragraph]);
    });
    minutes(90);
    await house.must(council.facilitator, 'close-meeting', { meetingId });
    const now = await floor(meetingId);
    expect(now.meeting).toMatchObject({ state: 'closed', currentItemId: null, currentSince: null });
    const draft = readMinutes(await house.app.sync.readDoc(`meeting/${meetingId}/minutes`));
    expect(draft.some((section) => section.body.includes('議長が開会を宣言した。'))).toBe(true);
    expect(await house.act(council.facilitator, 'close-meeting', { meetingId })).toMatchObject({
      refused: 'meeting-closed',
    });
    // a paper list typed afterwards: there from the opening on
    await record(meetingId, { seatId: seat(24).seatId, mode: 'in_person' });
    expect((await floor(meetingId)).attendance.inPerson).toBe(14);
    expect(await record(meetingId, { mode: 'in_person' }, seat(25).personId)).toMatchObject({
      refused: 'meeting-closed',
    });
  });

  test('acts out of order say what is missing', async () => {
    clockTo('2022-06-06');
    const { meetingId } = await create('2022-06-24');
    const act = (command: string) => house.act(council.facilitator, command, { meetingId });
    expect(await act('open-meeting')).toMatchObject({ refused: 'meeting-not-yet-called' });
    expect(await act('pause-meeting')).toMatchObject({ refused: 'meeting-not-open' });
    expect(await act('close-meeting')).toMatchObject({ refused: 'meeting-not-open' });
    await house.must(council.facilitator, 'cancel-meeting', { meetingId, reason: '台風のため' });
    expect(await act('call-meeting')).toMatchObject({ refused: 'meeting-closed' });
    expect(await house.act(council.facilitator, 'open-meeting', { meetingId: newId() })).toMatchObject({
      refused: 'not-found',
    });
  });
});

describe('suggestions', () => {
  test('officers and residents suggest, members write; what is taken is written once by the server', async () => {
    clockTo('2022-06-07');
    const { meetingId } = await create('2022-06-28');
    const item = newId();
    await write(meetingId, (doc) =>
      addItem(doc, { id: item, type: 'discussion', title: '見守り', minutes: 10 }),
    );
    const suggest = (by: string, input: object) =>
      house.act<{ suggestionId: string }>(by, 'suggest-edit', { meetingId, itemId: item, ...input });
    expect(await suggest(seat(4).personId, { field: 'title', text: '×' })).toMatchObject({
      refused: 'forbidden',
    });
    // what would be cut when it is taken is counted and refused
    expect(await suggest(council.officer, { field: 'title', text: '長'.repeat(201) })).toMatchObject({
      refused: 'bad-input',
      params: { n: 201, max: 200 },
    });
    const title = await suggest(council.officer, { field: 'title', text: '高齢者の見守り：町会と市の役割' });
    // residents read and suggest from the call on
    expect(await suggest(council.resident, { field: 'notes', text: '夜も' })).toMatchObject({
      refused: 'not-found',
    });
    await call(meetingId);
    const note = await suggest(council.resident, {
      field: 'notes',
      text: '夜も心配です。\n連絡先がほしいです。',
    });
    const fresh = await house.act(council.resident, 'suggest-edit', {
      meetingId,
      field: 'item',
      text: '街路灯について',
    });
    expect((await floor(meetingId)).suggestions.map((entry) => [entry.field, entry.name])).toEqual([
      ['title', '戸田'],
      ['notes', 'グエン・ティ・ホア'],
      ['item', 'グエン・ティ・ホア'],
    ]);
    for (const suggestion of [title, note, fresh] as { suggestionId: string }[])
      await house.must(seat(4).personId, 'answer-suggestion', {
        suggestionId: suggestion.suggestionId,
        take: true,
      });
    const now = await agenda(meetingId);
    expect(now.find((entry) => entry.id === item)!.title).toBe('高齢者の見守り：町会と市の役割');
    expect(now.some((entry) => entry.title === '街路灯について')).toBe(true);
    const doc = await house.app.sync.readDoc(agendaName(meetingId));
    expect(notesOf(doc, item)!.toArray().map(String)).toEqual([
      '<paragraph>夜も心配です。</paragraph>',
      '<paragraph>連絡先がほしいです。</paragraph>',
    ]);
    expect((await floor(meetingId)).suggestions).toEqual([]);
    expect(
      await house.act(seat(4).personId, 'answer-suggestion', {
        suggestionId: (title as { suggestionId: string }).suggestionId,
        take: false,
      }),
    ).toMatchObject({ refused: 'already-answered' });
  });
});

test('agenda words nobody could have typed are recorded as plain lines', async () => {
  clockTo('2022-06-08');
  const { meetingId } = await create('2022-06-29');
  const odd = newId();
  await write(meetingId, (doc) => {
    addItem(doc, { id: odd, type: 'discussion', title: `あ\n\u202Eい${'𠮷'.repeat(300)}`, minutes: 5 });
    setItem(doc, odd, { minutes: -4 });
    addItem(doc, { id: 'short-id', type: 'other', title: '短い', minutes: 5 });
  });
  await call(meetingId);
  const row = (await items(meetingId)).find((entry) => entry.id === odd)!;
  expect(row.title).toMatch(/^あ い𠮷+$/u);
  expect([...row.title]).toHaveLength(200);
  expect(row.minutes_planned).toBe(10);
  expect((await items(meetingId)).some((entry) => entry.id === 'short-id')).toBe(false);
});
