import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeByHand } from '#tests/fixtures/by-hand.ts';
import { foundCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { isDue, keepNights } from './nightly-backup.ts';

let house: House;
let nights: ReturnType<typeof keepNights>;
const said: unknown[] = [];

beforeAll(async () => {
  house = await openHouse();
  await foundCouncil(house);
  nights = keepNights({
    dataDir: house.dataDir,
    hour: 3,
    keep: 1,
    log: { error: (what: unknown) => said.push(what) } as never,
  });
});
afterAll(async () => {
  nights.stop();
  // the work of the day may have begun meanwhile, and is not what is looked at here
  await house.app.close();
  rmSync(house.dataDir, { recursive: true, force: true });
});

const at = (time: string) => Date.parse(`${time}+09:00`);
const backups = () => path.join(house.dataDir, 'backups');
const kept = () => readdirSync(backups()).filter((name) => name.endsWith('.tar'));

describe('when a night is due', () => {
  const done = (time: string) => ({ at: new Date(at(time)).toISOString(), fault: null });
  const failed = (time: string) => ({ ...done(time), fault: 'no-space' });

  test.each([
    ['never before', '2026-04-01T12:00', null, true],
    ['the hour has come', '2026-04-02T03:00', done('2026-04-01T03:05'), true],
    ['not yet', '2026-04-02T02:59', done('2026-04-01T03:05'), false],
    ['once a night', '2026-04-02T09:00', done('2026-04-02T03:05'), false],
    ['the machine was off at night', '2026-04-02T09:00', done('2026-04-01T09:00'), true],
    ['off for days', '2026-04-09T02:00', done('2026-04-02T03:05'), true],
    ['failed a while ago', '2026-04-02T06:10', failed('2026-04-02T03:05'), true],
    ['failed just now', '2026-04-02T04:00', failed('2026-04-02T03:05'), false],
    ['the clock was put back', '2026-04-02T04:00', done('2030-01-01T03:05'), true],
  ])('%s', (_, now, last, due) => {
    expect(isDue(at(now), 3, last)).toBe(due);
  });
});

describe('the house is kept by night', () => {
  test('in backups/, as many nights as are wanted, and only its own files are dropped', async () => {
    expect(await house.app.health()).toMatchObject({ ok: true, lastBackup: null });
    await nights.keepNow(at('2026-04-01T03:00'));
    expect(said).toEqual([]);
    expect(kept()).toEqual(['yoriai-20260401-0300.tar']);
    writeFileSync(path.join(backups(), 'by-hand.tar'), 'x');
    await nights.keepNow(at('2026-04-02T03:00'));
    expect(kept()).toEqual(['by-hand.tar', 'yoriai-20260402-0300.tar']);
    expect(await nights.trouble()).toBeNull();
    expect(await nights.lastBackup()).not.toBeNull();
    expect(await house.app.health()).toMatchObject({ lastBackup: await nights.lastBackup() });
  });

  test('a night that fails is told with its cause, keeps what there is, and is over with the next one', async () => {
    const before = kept();
    const rename = (to: string) =>
      changeByHand(house.dataDir, 'update audit_event set command = ? where seq = 5', to);
    const was = await house.app.db
      .selectFrom('audit_event')
      .select('command')
      .where('seq', '=', 5)
      .executeTakeFirstOrThrow();
    expect(rename('something-else')).toBe(1);
    await nights.keepNow(Date.now());
    expect(said).toEqual([{ fault: 'not-verified' }]);
    expect(kept()).toEqual(before);
    const lastBackup = await nights.lastBackup();
    expect(await nights.trouble()).toEqual({ code: 'not-verified', lastBackup });

    rename(was.command);
    await nights.keepNow(Date.now());
    expect(kept()).not.toEqual(before);
    expect(await nights.trouble()).toBeNull();
  });

  test('without a place to write to the server goes on', async () => {
    rmSync(backups(), { recursive: true });
    writeFileSync(backups(), 'a file where the folder should be');
    const before = said.length;
    await nights.keepNow(at('2026-04-05T03:00'));
    expect(said.length).toBe(before + 1);
    expect(await nights.trouble()).toEqual({ code: 'failed', lastBackup: null });
    expect((await house.app.health()).ok).toBe(true);
    rmSync(backups());
  });
});
