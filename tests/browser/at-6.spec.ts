import { expect, test, type Page } from '@playwright/test';
import Database from 'better-sqlite3';
import path from 'node:path';
import * as Y from 'yjs';
import { range } from '../fixtures/deciding.ts';
import { openHouse } from '../fixtures/house.ts';
import { foundHouseholds, openRoundOn, sitDownHouseholds } from '../fixtures/households.ts';
import { prepareMeeting } from './prepared.ts';
import { enterSample, read, startSample } from './sample.ts';
import { startServer } from './server.ts';

/* What somebody forges is dropped, and told of; both counts of a room and its proxies stand side by side (AT-6). */

/** Sends an update to a document from a page, as no screen of ours would; the code its socket was closed with. */
async function forge(page: Page, docName: string, write: (doc: Y.Doc) => void): Promise<number> {
  const doc = new Y.Doc();
  write(doc);
  const update = [...Y.encodeStateAsUpdate(doc)];
  return await page.evaluate(
    ({ name, bytes }) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/sync/${name}`);
        // sync, update, length, bytes: fewer than 128
        socket.onopen = () => socket.send(Uint8Array.from([0, 2, bytes.length, ...bytes]));
        socket.onclose = ({ code }) => resolve(code);
      }),
    { name: docName, bytes: update },
  );
}

test('[AT-6.1] [WAY10] a ballot for another seat and a forged update of the floor are dropped, nobody sees them, the log holds both', async ({
  browser,
}) => {
  const prepared = await prepareMeeting('見守りを週に一度おこなう。');
  try {
    const { council, server, meetingId, itemId, room } = prepared;
    const act = async (page: Page, command: string, input: object) => {
      const answer = await page.request.post(`${server.origin}/api/v1/commands/${command}`, {
        data: input,
        headers: { origin: server.origin, 'idempotency-key': `${command} ${Math.random()}` },
      });
      return (await answer.json()) as {
        ok: boolean;
        result: Record<string, string>;
        error: { code: string };
      };
    };
    const leads = await prepared.enter(browser, council.facilitator);
    const frozen = await act(leads, 'freeze-proposal', { meetingId, itemId });
    const { proposalId, textHash } = frozen.result;
    const { roundId } = (await act(leads, 'open-round', { proposalId, mode: 'consent' })).result;
    await leads.goto(room);
    await expect(leads.locator('.saved')).toHaveAttribute('data-state', 'saved');

    const forger = await prepared.enter(browser, council.seats[4]!.personId);
    await forger.goto(room);
    await expect(forger.locator('.saved')).toHaveAttribute('data-state', 'saved');
    const ballot = { roundId, textHash, choice: 'consent', for: council.seats[5]!.seatId };
    expect((await act(forger, 'cast-ballot', ballot)).error.code).toBe('forbidden');
    const code = await forge(forger, `meeting/${meetingId}/floor`, (doc) =>
      doc.getMap('floor').set('quorum', { attended: '99', needed: '1', met: true }),
    );
    expect(code).toBe(4403);
    // nobody else sees anything of it
    await expect(leads.getByText('99')).toHaveCount(0);
    const open = (await (await leads.request.get(`${server.origin}/api/v1/rounds/${roundId}`)).json()) as {
      replied: unknown[];
    };
    expect(open.replied).toEqual([]);
    await leads.reload();
    await expect(leads.getByText('99')).toHaveCount(0);
    await forger.context().close();
    await leads.context().close();

    await server.stop();
    const records = new Database(path.join(server.dataDir, 'records.db'), { readonly: true });
    const lines = records
      .prepare(`select command, person_id, detail from audit_event where entity = 'refused' order by seq`)
      .all();
    records.close();
    const person = council.seats[4]!.personId;
    expect(lines).toEqual([
      { command: 'cast-ballot', person_id: person, detail: '{"refused":"forbidden"}' },
      {
        command: 'write-words',
        person_id: person,
        detail: JSON.stringify({ refused: 'forbidden', document: `meeting/${meetingId}/floor` }),
      },
    ]);
  } finally {
    await prepared.server.dispose();
  }
});

test('[AT-6.1] [I8] sealed minutes take no update: the line is closed, and what everybody reads stays', async ({
  browser,
}) => {
  const server = await startSample();
  try {
    const page = await enterSample(browser, server, 'member4');
    const { items } = await read<{ items: { id: string; state: string; rooms: { minutes: string } }[] }>(
      page,
      server,
      '/api/v1/councils/mizukidai/meetings',
    );
    const past = items.filter(({ state }) => state === 'closed').at(-1)!;
    await page.goto(`${server.origin}/c/mizukidai/meetings/${past.id}/minutes`);
    const before = await page.locator('main').textContent();
    const code = await forge(page, `meeting/${past.id}/minutes`, (doc) =>
      doc.getText('memo').insert(0, '書き換え'),
    );
    expect([4403, 4409]).toContain(code);
    await page.reload();
    expect(await page.locator('main').textContent()).toBe(before);
    expect(before).not.toContain('書き換え');
    await page.context().close();
  } finally {
    await server.dispose();
  }
});

test('[AT-6.3] 90 households: the room 18, 1 and 30, with 32 proxies to the chair it is carried, and the result says that they change it', async ({
  browser,
}) => {
  const house = await openHouse('2022-05-14');
  const council = await foundHouseholds(house, 90, { proxyMeaning: 'holder_decides', proxyLimit: null });
  const seatId = (no: number) => council.seats[no - 1]!.seatId;
  const { meetingId } = await sitDownHouseholds(house, council, range(1, 49), async (meeting) => {
    for (const no of range(50, 81))
      await house.must(council.secretariat, 'record-proxy', {
        meetingId: meeting,
        fromSeatId: seatId(no),
        toSeatId: seatId(1),
        source: 'paper',
      });
  });
  const { roundId, textHash } = await openRoundOn(house, council, meetingId, '集会所の建替えを進める。');
  for (const [choice, nos] of [
    ['for', range(1, 18)],
    ['against', [19]],
    ['abstain', range(20, 49)],
  ] as const)
    await house.must(council.secretariat, 'record-hands', {
      roundId,
      textHash,
      choice,
      seats: nos.map(seatId),
    });
  await house.must(council.facilitator, 'close-round', { roundId });
  const { token } = await house.app.sessions.issue(council.seats[30]!.personId, 'test');
  const { dataDir } = house;
  await house.app.close();
  const server = await startServer({ dataDir });
  try {
    const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 360, height: 780 } });
    await context.addCookies([{ name: 'yoriai', value: token, url: server.origin }]);
    const page = await context.newPage();
    await page.goto(`${server.origin}/c/${council.slug}/rounds/${roundId}`);
    await expect(page.locator('.say')).toContainText('多数決で決まりました（全員の合意ではありません）。');
    const row = (word: string) => page.getByRole('row', { name: word });
    for (const [word, room, all] of [
      ['賛成', '18', '50'],
      ['反対', '1', '1'],
      ['棄権', '30', '30'],
    ] as const)
      await expect(row(word).getByRole('cell')).toHaveText([room, all]);
    await expect(page.locator('tr.result td')).toHaveText(['否決', '多数決で決定']);
    await expect(page.getByText('会議の場だけで数えると、結果が変わります')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await context.close();
  } finally {
    await server.dispose();
  }
});
