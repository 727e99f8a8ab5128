import path from 'node:path';
import SQLite from 'better-sqlite3';
import { foundCouncil } from '../../fixtures/council.ts';
import { range, sitDown } from '../../fixtures/deciding.ts';
import { openHouse } from '../../fixtures/house.ts';
import { holdMeeting, sealMeeting } from '../../fixtures/minutes.ts';
import { startServer, type TestServer } from '../../browser/server.ts';

/** A served council with something in every room, people of every kind signed in, and every id there is. */
export interface World {
  readonly server: TestServer;
  readonly slug: string;
  /** Cookie headers; '' is the street. */
  readonly cookies: readonly string[];
  /** Ids by table, as the folder has them. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** The text of the open round, without which no reply counts. */
  readonly textHash: string;
}

const day = 86_400_000;
const jstDay = (at: number) => new Date(at + 9 * 3_600_000).toISOString().slice(0, 10);

/** Plays a council up to now: sealed minutes, a meeting in session with an open round, issues, a private request. */
export async function playWorld(): Promise<World> {
  const now = Date.now();
  const house = await openHouse(jstDay(now - 40 * day));
  const council = await foundCouncil(house);
  const { councilId, secretariat, facilitator } = council;
  const issue = async (title: string) =>
    (
      await house.must<{ issueId: string }>(secretariat, 'submit-issue', {
        councilId,
        title,
        body: '夜に暗いです。',
      })
    ).issueId;
  for (const title of ['街灯が暗い', '道が狭い'])
    await house.must(secretariat, 'screen-issue', { issueId: await issue(title), verdict: 'publish' });
  await issue('まだ読まれていない');
  await house.must(null, 'ask-for-help', { councilId, title: '母の介護', body: '夜が不安です。' });
  const held = await holdMeeting(house, council, jstDay(now - 30 * day));
  await sealMeeting(house, council, held.meetingId, jstDay(now - 20 * day));
  const table = await sitDown(house, council, jstDay(now), { seats: range(1, 14) });
  const { textHash } = await table.round('月2回みなで回る。');
  await house.must(facilitator, 'add-material', {
    meetingId: table.meetingId,
    title: '資料',
    visibility: 'open',
    fileName: '資料.pdf',
    mime: 'application/pdf',
    base64: Buffer.from('%PDF-1.4\n%%EOF').toString('base64'),
  });
  const people = [
    secretariat,
    facilitator,
    council.chair,
    council.recorder,
    council.seats[7]?.personId ?? '',
    council.officer,
    council.resident,
    council.alternate,
  ];
  const cookies = ['', 'yoriai=no-such-session'];
  for (const person of people)
    cookies.push(`yoriai=${(await house.app.sessions.issue(person, 'a test')).token}`);
  await house.app.close();
  return {
    server: await startServer({
      dataDir: house.dataDir,
      // the limits are not what is tried here: what lies behind them is
      env: { SUBMIT_PER_ADDRESS: '500', SUBMIT_PER_LINK: '5000', LOOKUP_PER_ADDRESS: '100000' },
    }),
    slug: council.slug,
    cookies,
    ids: idsIn(house.dataDir),
    textHash,
  };
}

/** The first column `id` of every table that has one. */
function idsIn(folder: string): Record<string, string[]> {
  const records = new SQLite(path.join(folder, 'records.db'), { readonly: true });
  const tables = records
    .prepare<[], { name: string }>(
      `select m.name from sqlite_master m join pragma_table_info(m.name) c
       where m.type = 'table' and c.name = 'id' and c.type = 'TEXT'`,
    )
    .all();
  const ids = Object.fromEntries(
    tables.map(({ name }) => [
      name,
      records
        .prepare<[], { id: string }>(`select id from "${name}" limit 40`)
        .all()
        .map(({ id }) => id),
    ]),
  );
  records.close();
  return ids;
}
