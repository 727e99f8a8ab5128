import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { floorFrom, readFloor, type Floor } from '#lib/doc/floor.ts';
import { message, syncPath } from '#lib/wire/tags.ts';
import { foundCouncil, type TestCouncil } from '../../tests/fixtures/council.ts';
import { range, sitDown, type TestRound, type TestTable } from '../../tests/fixtures/deciding.ts';
import { openHouse, type House } from '../../tests/fixtures/house.ts';
import { buildApp, type App } from '../app.ts';
import { newId } from '../db/ids.ts';
import { Statements } from '../db/statements.ts';
import { floorMirror, floorOf } from './floor.ts';
import { mirrorOf } from './index.ts';

/** Bytes one reply may send to each phone, whatever the length of the text. */
const mostBytes = 400;
/** Statements a picture of the floor may cost. */
const mostStatements = 11;

let house: House;
/** the server that runs now */
let app: App;
let council: TestCouncil;
let table: TestTable;
let round: TestRound;
let docName: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  house = await openHouse();
  app = house.app;
  council = await foundCouncil(house);
  table = await sitDown(house, council, '2023-02-20', { seats: range(1, 24) });
  round = await table.round('見守りは月2回、町会と民生委員で分けて行う。'.repeat(200).slice(0, 4_000));
  docName = `meeting/${table.meetingId}/floor`;
});
afterAll(async () => {
  for (const close of closing) await close();
  await app.close();
  rmSync(house.dataDir, { recursive: true, force: true });
});

/** A phone: what its socket gets, applied to a document. */
interface Phone {
  readonly doc: Y.Doc;
  readonly frames: Uint8Array[];
  /** Resolves once the floor the phone shows fulfils `when`. */
  shows(when: (floor: Floor) => boolean): Promise<Floor>;
}

async function listen(): Promise<number> {
  const http: Server = createServer();
  app.sync.attach(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closing.unshift(() => new Promise((resolve) => http.close(resolve)));
  const { port } = http.address() as AddressInfo;
  app.listenOn(port);
  return port;
}

async function connect(port: number, personId: string): Promise<Phone> {
  const { token } = await app.sessions.issue(personId, 'phone');
  const socket = new WebSocket(`ws://127.0.0.1:${port}${syncPath}${docName}`, {
    headers: { cookie: `${app.cookieName()}=${token}`, origin: app.origins()[0] },
  });
  socket.binaryType = 'arraybuffer';
  const doc = new Y.Doc();
  const frames: Uint8Array[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data: ArrayBuffer) => {
    const frame = new Uint8Array(data);
    frames.push(frame);
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== message.sync) return;
    const answer = encoding.createEncoder();
    sync.readSyncMessage(decoder, answer, doc, null);
    for (const look of waiting) look();
  });
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  closing.unshift(async () => socket.terminate());
  const hello = encoding.createEncoder();
  encoding.writeVarUint(hello, message.sync);
  sync.writeSyncStep1(hello, doc);
  socket.send(encoding.toUint8Array(hello));
  return {
    doc,
    frames,
    shows: (when) =>
      new Promise((resolve) => {
        const look = () => {
          const floor = readFloor(doc);
          if (!floor || !when(floor)) return;
          waiting.delete(look);
          resolve(floor);
        };
        waiting.add(look);
        look();
      }),
  };
}

const reply = (no: number) =>
  house.must(council.seats[no - 1]!.personId, 'cast-ballot', {
    roundId: round.roundId,
    textHash: round.textHash,
    choice: 'consent',
  });
const repliedIn = (floor: Floor) => floor.rounds.find(({ id }) => id === round.roundId)?.replied.length;

describe('the floor in small keys', () => {
  it('[DEC8] a reply changes one key and sends at most 400 bytes to each phone, at the longest text', async () => {
    const port = await listen();
    const phones = [await connect(port, council.resident), await connect(port, council.seats[8]!.personId)];
    for (const phone of phones) await phone.shows((floor) => repliedIn(floor) === 0);
    const moved: string[] = [];
    phones[0]!.doc.getMap('floor').observe((event) => void moved.push(...event.keysChanged));
    for (const no of [5, 6, 7]) {
      for (const phone of phones) phone.frames.length = 0;
      const before = repliedIn(readFloor(phones[0]!.doc)!) ?? 0;
      await reply(no);
      for (const phone of phones) {
        await phone.shows((floor) => repliedIn(floor) === before + 1);
        const bytes = phone.frames.reduce((sum, frame) => sum + frame.length, 0);
        expect(bytes).toBeGreaterThan(0);
        expect(bytes).toBeLessThanOrEqual(mostBytes);
      }
    }
    expect(new Set(moved)).toEqual(new Set([`replied:${round.roundId}`]));
  });

  it('[S25] who has replied is the same drawn alone as in the whole picture', async () => {
    const key = `replied:${round.roundId}` as const;
    const alone = await mirrorOf(app.db, docName, 0, [key]);
    const whole = await floorMirror(app.db, table.meetingId);
    expect(alone).toEqual({ [key]: whole[key] });
    expect(whole[key]).toMatch(/x.*o/);
  });

  it('says who may reply, who has, the text and the rule of the round as they were frozen', async () => {
    const { rounds, seats, meeting } = await floorOf(app.db, table.meetingId);
    const [shown] = rounds;
    expect(rounds).toHaveLength(1);
    expect(shown).toMatchObject({
      mode: 'consent',
      state: 'open',
      textHash: round.textHash,
      rule: { chairVote: 'casting_only', tieRule: 'chair_casts' },
      outcome: null,
    });
    expect(shown!.text).toHaveLength(4_000);
    expect(shown!.roll).toEqual(seats.map((seat) => seat.seatId));
    expect(shown!.canReply).toEqual(shown!.roll.slice(0, 24));
    expect(shown!.replied).toEqual([5, 6, 7].map((no) => council.seats[no - 1]!.seatId));
    expect(meeting.presiding).toEqual({
      person: council.chair,
      name: '委員1',
      seatId: council.seats[0]!.seatId,
    });
  });

  it('[I4] shows the rule of the round, whatever the council adopts meanwhile', async () => {
    const before = (await floorOf(app.db, table.meetingId)).rounds[0]!.rule;
    const { body } = await app.db
      .selectFrom('rule_set')
      .select('body')
      .where('council_id', '=', council.councilId)
      .executeTakeFirstOrThrow();
    const next = { ...(JSON.parse(body) as object), chairVote: 'votes_and_casting', tieRule: 'rejected' };
    const adopt = (version: number, rules: string) =>
      app.db
        .insertInto('rule_set')
        .values({
          id: newId(),
          council_id: council.councilId,
          version,
          body: rules,
          decision_id: null,
          created_at: 0,
        })
        .execute();
    await adopt(2, JSON.stringify(next));
    expect(before).toMatchObject({ chairVote: 'casting_only', tieRule: 'chair_casts' });
    expect((await floorOf(app.db, table.meetingId)).rounds[0]!.rule).toEqual(before);
    await adopt(3, body);
  });

  it('is drawn with at most 11 statements', async () => {
    const { prepare } = Statements.prototype;
    let n = 0;
    Statements.prototype.prepare = function (text) {
      n++;
      return prepare.call(this, text);
    };
    try {
      await floorMirror(app.db, table.meetingId);
    } finally {
      Statements.prototype.prepare = prepare;
    }
    expect(n).toBeGreaterThan(3);
    expect(n).toBeLessThanOrEqual(mostStatements);
  });

  it('read back from its document it is what the records say', async () => {
    const now = await floorOf(app.db, table.meetingId);
    expect(readFloor(await app.sync.readDoc(docName))).toEqual(now);
    expect(floorFrom(await floorMirror(app.db, table.meetingId))).toEqual(now);
    expect(JSON.parse(JSON.stringify(now))).toEqual(now);
  });

  it('keys of the shape before vanish when the document is loaded', async () => {
    const old = {
      meeting: { state: 'in_session' },
      items: {},
      seats: [],
      proposals: [],
      rounds: [{ id: 'x' }],
    };
    await app.sync.writeAs(docName, 'server', (doc) => {
      const map = doc.getMap('floor');
      map.clear();
      for (const [key, value] of Object.entries(old)) map.set(key, value);
    });
    expect((await app.sync.readDoc(docName)).getMap('floor').has('rounds')).toBe(true);
    await app.close();
    app = await buildApp(app.config);
    const phone = await connect(await listen(), council.resident);
    const keys = () => [...phone.doc.getMap('floor').keys()].sort();
    const shown = await phone.shows((floor) => repliedIn(floor) === 3 && !keys().includes('rounds'));
    const records = await floorMirror(app.db, table.meetingId);
    expect(keys()).toEqual(Object.keys(records).sort());
    expect(shown).toEqual(floorFrom(records));
  });
});
