import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDraw } from '#lib/domain/lots/lot.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

let house: House;
let council: TestCouncil;
let elsewhere: TestCouncil;

beforeAll(async () => {
  house = await openHouse('2023-02-15');
  council = await foundCouncil(house);
  elsewhere = await foundCouncil(house, 'asahi');
});
afterAll(() => house.close());

const names = ['一丁目町会', '二丁目町会', 'PTA', '民生委員', '商店会'];
const announce = (more: object = {}, by = council.facilitator) =>
  house.act<{ drawId: string; no: string; hash: string }>(by, 'announce-lot', {
    councilId: council.councilId,
    title: '議事録の署名人',
    kind: 'some',
    count: 2,
    names,
    source: 'room',
    visibility: 'council',
    ...more,
  });
const announced = async (more: object = {}) => {
  const done = await announce(more);
  if (isRefusal(done)) throw new Error(JSON.stringify(done));
  return done;
};
const drawn = (drawId: string, said = '3・1・4', by = council.facilitator) =>
  house.act<{ seed: string; groups: string[][] }>(by, 'draw-lot', { drawId, said });
const page = async (personId: string | null, no: string) =>
  house.app.read.lots.one(house.actorOf(personId), council.slug, no);
const secrets = () => house.app.db.selectFrom('lot_secret').selectAll().execute();

describe('a draw from the list to the result', () => {
  test('[LOT3] the list is fixed before there is a seed, and its secret is nowhere to be read', async () => {
    const { no, hash, drawId } = await announced();
    expect(no).toBe('2022-01');
    const before = await page(council.seats[8]!.personId, no);
    expect(before).toMatchObject({ state: 'announced', hash, drawn: null, announced: { names, count: 2 } });
    const [secret] = await secrets();
    expect(secret).toMatchObject({ draw_id: drawId });
    expect(JSON.stringify(before)).not.toContain(secret!.secret);
    const log = await house.app.db
      .selectFrom('audit_event')
      .selectAll()
      .where('entity', '=', 'lot_draw')
      .execute();
    expect(log.map(({ detail }) => JSON.parse(detail) as object)).toMatchObject([{ no, hash, names: 5 }]);
    expect(JSON.stringify(log)).not.toContain(secret!.secret);
  });

  test('[LOT7] [LOT8] it is drawn once; from then on anybody reckons it again', async () => {
    const { drawId, no } = await announced({ visibility: 'open' });
    const made = await drawn(drawId);
    if (isRefusal(made)) throw new Error(made.refused);
    expect(made.groups[0]).toHaveLength(2);
    expect(await drawn(drawId, '999')).toMatchObject({ refused: 'already-done' });
    const street = await page(null, no);
    if (isRefusal(street)) throw new Error(street.refused);
    const { announced: list, hash, drawn: result } = street;
    expect(result).toMatchObject({ said: '314', seed: made.seed, groups: made.groups });
    expect(checkDraw({ announced: list, hash, ...result! })).toEqual({
      list: true,
      secret: true,
      seed: true,
      result: true,
    });
    // who pressed is the council's affair
    expect(street).toMatchObject({ announcedBy: '', endedBy: '' });
    expect((await secrets()).some(({ draw_id }) => draw_id === drawId)).toBe(false);
  });

  test('[LOT7] one that is set aside keeps its number and says why; no row of a draw is turned or lost', async () => {
    const { drawId, no } = await announced({ title: '班分け', kind: 'groups', count: 2 });
    const aside = () =>
      house.act(council.chair, 'set-lot-aside', { drawId, reason: '名簿に抜けがありました' });
    expect(await aside()).toEqual({ state: 'set_aside' });
    expect(await aside()).toMatchObject({ refused: 'already-done' });
    expect(await drawn(drawId)).toMatchObject({ refused: 'already-done' });
    expect(await page(council.chair, no)).toMatchObject({
      state: 'set_aside',
      reason: '名簿に抜けがありました',
    });
    const turn = (set: object) =>
      house.app.db.updateTable('lot_draw').set(set).where('id', '=', drawId).execute();
    for (const set of [{ names: '[]' }, { list_hash: '0' }, { state: 'announced' }, { said: '1' }])
      await expect(turn(set)).rejects.toThrow();
    await expect(house.app.db.deleteFrom('lot_draw').where('id', '=', drawId).execute()).rejects.toThrow();
  });

  test('[LOT2] a figure of others is waited for', async () => {
    const later = { source: 'published', figure: '日経平均株価の終値', on: '2023-02-16' };
    expect(await announce({ ...later, on: '2023-02-15' })).toMatchObject({
      refused: 'bad-input',
      field: 'on',
    });
    const { drawId } = await announced(later);
    expect(await drawn(drawId, '27,513')).toMatchObject({
      field: 'said',
      params: { why: 'not-yet-published' },
    });
    house.clock.moveTo(Date.parse('2023-02-16T16:00:00+09:00'));
    expect(await drawn(drawId, 'まだ')).toMatchObject({ field: 'said', params: { why: 'no-figure' } });
    expect(await drawn(drawId, '27,513')).toHaveProperty('seed');
  });
});

describe('[LOT9] who draws, and who reads', () => {
  test('facilitator, chair and secretariat draw; others are refused, strangers are told nothing', async () => {
    for (const by of [council.chair, council.secretariat])
      expect(await announce({}, by)).toHaveProperty('no');
    expect(await announce({}, council.seats[8]!.personId)).toMatchObject({ refused: 'forbidden' });
    const { drawId, no } = await announced();
    expect(await drawn(drawId, '1', council.recorder)).toMatchObject({ refused: 'forbidden' });
    expect(await drawn(drawId, '1', elsewhere.facilitator)).toMatchObject({ refused: 'not-found' });
    for (const who of [null, elsewhere.facilitator])
      expect(await page(who, no)).toEqual({ refused: 'not-found' });
    expect(await page(council.resident, no)).toMatchObject({ no });
    await drawn(drawId);
    expect(await page(null, no)).toEqual({ refused: 'not-found' });
  });

  test('numbers have no gap, the newest stands first, the street has the open ones that are made', async () => {
    const list = async (personId: string | null) => {
      const read = await house.app.read.lots.list(house.actorOf(personId), council.slug);
      if (isRefusal(read)) throw new Error(read.refused);
      return read;
    };
    const all = await list(council.facilitator);
    expect(all.lots.map(({ no }) => no)).toEqual(
      all.lots.map((_, i) => `2022-${String(all.lots.length - i).padStart(2, '0')}`),
    );
    expect(all.seats).toHaveLength(25);
    const street = await list(null);
    expect(street.lots.map(({ no }) => no)).toEqual(['2022-02']);
    expect(street.seats).toEqual([]);
  });

  test('[LOT1] what can be drawn from nothing is refused at its field', async () => {
    for (const [more, field] of [
      [{ names: ['一人'] }, 'names'],
      [{ names: ['A', 'B', 'A'] }, 'names'],
      [{ count: 5 }, 'count'],
      [{ kind: 'turns' }, 'count'],
    ] as const)
      expect(await announce(more)).toMatchObject({ refused: 'bad-input', field });
  });
});
