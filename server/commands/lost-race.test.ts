import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { pictures } from '#server/pictures.ts';
import { openPasswordCheck } from '../session/password-check.ts';
import { newId } from '#server/db/ids.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { command, type CommandContext } from './define.ts';
import { bodyHashes } from './remembered.ts';
import { run, type RunPorts } from './run.ts';

/* Acts that lose a race to a unique constraint, as they may where an engine lets two run at once. */

let house: House;
let effects: string[];
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

type Handle = (ctx: CommandContext) => Promise<{ id: string } | Refusal>;

const takeName: Handle = async (ctx) => {
  const id = newId();
  await ctx.trx
    .insertInto('person')
    .values({ id, display_name: '花', login_name: 'hanako', created_at: 1 })
    .execute();
  await ctx.audit('person', id);
  ctx.effects.dropFile(id);
  return { id };
};

function act(handle: Handle) {
  effects = [];
  const ports: RunPorts = {
    db: house.app.db,
    words: house.app.sync,
    blobs: house.app.blobs,
    passwords: openPasswordCheck(() => 0),
    pictures,
    limits: { handIn: () => undefined, notesForce: () => false },
    bodyHashOf: bodyHashes(),
    clock: () => 1,
    dateOf: () => '2023-02-08',
    carryOut: async (recorded) => void effects.push(...recorded.droppedFiles),
  };
  const taking = command({
    name: 'take-name',
    summary: 'Takes a name that only one can have.',
    input: v.strictObject({}),
    action: 'free',
    about: async () => ({ councilId: null }),
    handle,
  });
  return run(ports, taking, {}, house.actorOf(null), newId());
}

const logged = async () => (await house.app.db.selectFrom('audit_event').select('seq').execute()).length;

test('the first is done; who comes second is asked again, and refuses in its own words', async () => {
  const first = await act(takeName);
  expect(first).toMatchObject({ result: { id: expect.any(String) } });
  expect(effects).toHaveLength(1);
  const before = await logged();
  let asked = 0;
  const second = await act(async (ctx) => {
    // what the first wrote is not seen yet when this one looks
    if (++asked > 1) return refuse('name-taken', { field: 'loginName' });
    return takeName(ctx);
  });
  expect(second).toEqual({ refused: 'name-taken', field: 'loginName' });
  expect(asked).toBe(2);
  expect(effects).toEqual([]);
  expect(await logged()).toBe(before);
});

test('who loses once and then finds room acts once', async () => {
  await house.app.db.deleteFrom('person').where('login_name', '=', 'hanako').execute();
  await act(takeName);
  const before = await logged();
  let asked = 0;
  const second = await act(async (ctx) => {
    if (++asked > 1) await ctx.trx.deleteFrom('person').where('login_name', '=', 'hanako').execute();
    return takeName(ctx);
  });
  expect(second).toMatchObject({ result: { id: effects[0] } });
  expect(effects).toHaveLength(1);
  expect(await logged()).toBe(before + 1);
});

test('an act that never looks is refused, and leaves nothing', async () => {
  const before = await logged();
  expect(await act(takeName)).toEqual({ refused: 'conflict' });
  expect(effects).toEqual([]);
  expect(await logged()).toBe(before);
});
