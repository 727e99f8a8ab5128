import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyCommand } from '#server/cli/verify.ts';
import { openPostgres } from '#server/db/postgres/open.ts';
import { until, updatesOf } from '#server/sync/tests/bed.ts';
import { startServer, type TestServer } from '../browser/server.ts';
import { sayTo } from '../fixtures/engines.ts';
import { houseDatabase } from '../fixtures/house-database.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';
import { smallDisk, type SmallDisk } from '../small-disk.ts';
import { openAfter } from './after.ts';
import { post, socketOf } from './crew.ts';
import { setStage, type Stage } from './stage.ts';

/*
 * The disk of the database is full under a real server: tables lie on a file system of their own, which is filled to its last
 * block. Where none can be mounted (CI that is not root), PostgreSQL says the same (53100) from a trigger of every table
 * that words and acts are written into.
 */

let postgres: PostgresServer;
let disk: SmallDisk | undefined;
let url: string;
let stage: Stage;
let server: TestServer;

beforeAll(async () => {
  postgres = await startPostgres({ fsync: true });
  disk = smallDisk(64, statSync(`/proc/${postgres.pid}`).uid);
  ({ url } = await houseDatabase(postgres.url));
  if (disk) {
    await sayTo(postgres.url, `create tablespace small location '${disk.folder}'`);
    await sayTo(postgres.url, `alter database ${new URL(url).pathname.slice(1)} set tablespace small`);
  }
  stage = await setStage(2, url);
  server = await startServer({ dataDir: stage.folder, env: { SYNC_RATE: '1000', DATABASE_URL: url } });
});
afterAll(async () => {
  await server.dispose();
  stage.remove();
  await postgres.remove();
  disk?.remove();
});

const written = ['issue', 'audit_event', 'doc_update'];

async function fill(): Promise<void> {
  if (disk) return disk.fill();
  await sayTo(
    url,
    `create function no_room() returns trigger language plpgsql as
     $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`,
  );
  for (const table of written)
    await sayTo(url, `create trigger no_room before insert on ${table} execute function no_room()`);
}

async function empty(): Promise<void> {
  if (disk) disk.empty();
  else await sayTo(url, 'drop function no_room cascade');
}

const memo = (words: string) => updatesOf((doc) => doc.getText('memo').insert(0, words))[0] as Uint8Array;
const issue = (title: string) =>
  post(server.origin, stage.secretariat, 'submit-issue', {
    councilId: stage.councilId,
    title,
    body: '街灯'.repeat(900),
  });
const health = async () => (await fetch(`${server.origin}/healthz`)).status;

async function person(cookie: string) {
  const socket = socketOf(server.origin, stage.agenda, cookie);
  await socket.opened;
  socket.hello();
  socket.step1();
  await until(() => socket.acks().length === 1);
  return socket;
}

describe('a full disk of the database', () => {
  it('[S7] acts get 507 and nothing of them is written, no word is called saved or seen, reading goes on, and room made is enough', async () => {
    const [writer, reader] = [await person(stage.members[0]!), await person(stage.members[1]!)];
    const read = () => reader.doc().getText('memo').toString();
    writer.update(memo('先に'));
    await until(() => writer.saved() === 1 && read() === '先に');
    const answered: string[] = [];
    expect((await issue('満杯の前')).status).toBe(200);

    await fill();
    // what is left in pages that were begun is used up first
    let status = 200;
    for (let n = 0; status === 200 && n < 2_000; n++) {
      ({ status } = await issue(`満杯の${n}`));
      if (status === 200) answered.push(`満杯の${n}`);
    }
    expect(status).toBe(507);
    let saved = 1;
    // … and of the log of words as well
    while (writer.code === undefined && saved < 2_000) {
      const words = `満${saved}`.repeat(900);
      writer.update(memo(words));
      await until(() => writer.saved() > saved || writer.code !== undefined);
      if (writer.code === undefined) saved++;
      else expect(read()).not.toContain(words);
    }
    expect(await writer.closed).toBe(1013);
    expect(writer.saved()).toBe(saved);
    expect(await health()).toBe(503);
    expect((await fetch(`${server.origin}/c/${stage.slug}/public`)).status).toBe(200);
    expect(reader.code).toBeUndefined();

    await empty();
    expect((await issue('空いた街灯')).status).toBe(200);
    const again = await person(stage.members[0]!);
    again.update(memo('空いた'));
    await until(() => again.saved() === 1 && read().includes('空いた'));
    expect(await health()).toBe(200);
    for (const socket of [reader, again]) socket.destroy();
    expect(await server.stop()).toBe(0);

    const after = await openAfter(url, stage.agenda);
    expect(after.fault).toBeUndefined();
    expect(after.doc.getText('memo').toString()).toBe(read());
    const titles: string[] = [];
    for (const { title } of await issues()) if (title.startsWith('満杯の')) titles.push(title);
    expect(titles.sort()).toEqual(['満杯の前', ...answered].sort());
    expect(await verify()).toBe(0);
    process.stdout.write(
      `a full disk (${disk ? 'a file system of 64 MB' : 'said by a trigger'}): ${answered.length} acts and ${saved} updates found room, then 507 and 1013; nothing half\n`,
    );
  }, 300_000);
});

async function issues() {
  const db = await openPostgres(url);
  try {
    return await db.selectFrom('issue').select('title').execute();
  } finally {
    await db.destroy();
  }
}

/** Exit code of `yoriai verify` on the database. */
async function verify(): Promise<number> {
  Object.assign(process.env, { DATABASE_URL: url, DATA_DIR: stage.folder });
  try {
    return await verifyCommand([], () => undefined);
  } finally {
    for (const name of ['DATABASE_URL', 'DATA_DIR']) delete process.env[name];
  }
}
