import { expect, test, type Browser, type Page } from '@playwright/test';
import { textOf } from '#lib/doc/agenda.ts';
import { rulePresets } from '#lib/domain/council/rule-set.ts';
import { accessibilityFaults } from './accessibility.ts';
import { range } from '../fixtures/deciding.ts';
import { sitInGeneral, voteInGeneral } from '../fixtures/general-meeting.ts';
import { openHouse } from '../fixtures/house.ts';
import { foundHouseholds, type Households } from '../fixtures/households.ts';
import { spreadsheet, type SheetCell } from '../fixtures/spreadsheet.ts';
import { startServer, type TestServer } from './server.ts';

/*
 * An association of 750 households (AT-5): its list comes in from a spreadsheet, its general meeting decides with the room,
 * phones, paper and proxies, and the result says the exact numbers.
 */
test.describe.configure({ mode: 'serial' });

const narrow = { width: 360, height: 780 };

/** A folder with a council made by commands, served; `enter`: a browser for a person of it. */
async function served(
  council: Pick<Households, 'slug'>,
  dataDir: string,
  tokens: ReadonlyMap<string, string>,
) {
  const server: TestServer = await startServer({ dataDir });
  const heard: string[] = [];
  return {
    server,
    at: (path: string) => `${server.origin}/c/${council.slug}${path}`,
    heard,
    async enter(browser: Browser, personId: string, options: object = {}): Promise<Page> {
      const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', ...options });
      await context.addCookies([{ name: 'yoriai', value: tokens.get(personId) ?? '', url: server.origin }]);
      const page = await context.newPage();
      page.on('pageerror', (error) => heard.push(error.message));
      return page;
    },
  };
}
type Served = Awaited<ReturnType<typeof served>>;

test.describe('the list of households', () => {
  let here: Served;
  let council: Households;
  test.beforeAll(async () => {
    const house = await openHouse(new Date(Date.now()).toISOString().slice(0, 10));
    house.clock.moveTo(Date.now());
    council = await foundHouseholds(house, 4, {});
    const { token } = await house.app.sessions.issue(council.secretariat, 'test');
    const { dataDir } = house;
    await house.app.close();
    here = await served(council, dataDir, new Map([[council.secretariat, token]]));
  });
  test.afterAll(() => here.server.dispose());

  /** 746 households in 18 blocks, as a spreadsheet holds them: the block once, in merged cells. */
  const household = (i: number): SheetCell[] => [
    i % 42 === 0 ? `第${i / 42 + 1}班` : null,
    2000 + i,
    `世帯主 ${i + 1}`,
    'せたいぬし',
    '042-000-0000',
  ];
  const rows = range(0, 745).map(household);
  const head: SheetCell[] = ['班', '世帯番号', '世帯主氏名', 'ふりがな', '電話番号'];

  test('[AT-5.1] [HHT2] [HHT3] an Excel file with merged cells: doubles and what is missing with their lines, nothing is in', async ({
    browser,
  }) => {
    const page = await here.enter(browser, council.secretariat, {
      viewport: narrow,
      javaScriptEnabled: false,
    });
    await page.goto(here.at('/settings/households'));
    const sheet = [['会員名簿'], head, ...rows];
    sheet[10] = [null, 2003, '別の世帯主'];
    sheet[20] = [null, null, '番号のない世帯'];
    sheet[30] = [null, { formula: 'B30+1', value: '2028' }, '計算式の番号'];
    await page.getByLabel('CSV又はExcelのファイル').setInputFiles({
      name: '名簿.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: spreadsheet(sheet, ['A1:E1', 'A3:A44']),
    });
    await page.getByRole('button', { name: '内容を確かめる' }).click();
    await expect(page.getByText('744世帯を読み取りました')).toBeVisible();
    await expect(page.getByText('まだ何も登録していません。')).toBeVisible();
    await expect(page.locator('.faults li')).toHaveText([
      /^11行目　第1班 2003 別の世帯主.*6行目と世帯番号が同じです$/s,
      /^21行目　第1班 番号のない世帯.*世帯番号がありません$/s,
    ]);
    await expect(page.locator('.blocks li')).toHaveCount(18);
    await expect(page.getByText('読み取らなかった列：電話番号')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.goto(here.at('/settings/seats'));
    await expect(page.getByText('世帯主 9')).toHaveCount(0);
    await page.context().close();
  });

  test('[AT-5.1] [HHT4] put right and written in Shift_JIS it comes in, with a code for each; the same list again doubles nobody', async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    const page = await here.enter(browser, council.secretariat, { javaScriptEnabled: false });
    // 班,番号,氏名 in Shift_JIS; the rest is ASCII
    const heads = [0x94, 0xc7, 0x2c, 0x94, 0xd4, 0x8d, 0x86, 0x2c, 0x8e, 0x81, 0x96, 0xbc, 0x0d, 0x0a];
    const csv = Buffer.concat([
      Buffer.from(heads),
      Buffer.from(
        range(0, 745)
          .map((i) => `${Math.floor(i / 42) + 1},${2000 + i},Sato ${i + 1}`)
          .join('\r\n'),
      ),
    ]);
    const read = async () => {
      await page.goto(here.at('/settings/households'));
      await page
        .getByLabel('CSV又はExcelのファイル')
        .setInputFiles({ name: 'meibo.csv', mimeType: 'text/csv', buffer: csv });
      await page.getByRole('button', { name: '内容を確かめる' }).click();
      await page.getByRole('button', { name: 'この746世帯を登録する' }).click();
    };
    await read();
    await expect(page.getByText('746世帯を登録しました')).toBeVisible();
    await expect(page.locator('code.secret')).toHaveCount(746, { timeout: 30_000 });
    expect(new Set(await page.locator('code.secret').allTextContents()).size).toBe(746);
    await read();
    await expect(page.getByText('すでに登録されている746世帯は、そのままにしました。')).toBeVisible();
    await page.context().close();
  });
});

test.describe('the general meeting', () => {
  let here: Served;
  let council: Households;
  let meetingId: string;
  let itemId: string;
  let plan: string;
  let bylaws: string;
  test.beforeAll(async () => {
    test.setTimeout(240_000);
    const house = await openHouse('2022-05-14');
    council = await foundHouseholds(house, 750, {
      ...rulePresets.association,
      householdRule: 'one_per_household',
      chairVote: 'votes_no_casting',
      tieRule: 'rejected',
      proxyLimit: null,
    });
    ({ meetingId, itemId } = await sitInGeneral(house, council));
    const text = '次の5か年計画';
    plan = (await voteInGeneral(house, council, { meetingId, text, come: true })).round.roundId;
    const matter = { category: 'bylaw', householdRule: 'one_per_person' };
    const change = { meetingId, text: '会則第3条を改める。', come: false };
    bylaws = (await voteInGeneral(house, council, change, matter)).round.roundId;
    await house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'test', (doc) => {
      const words = textOf(doc, itemId, 'proposal');
      words?.delete(0, words.length);
      words?.insert(0, '会則第9条を改める。');
    });
    await house.must(council.facilitator, 'freeze-proposal', { meetingId, itemId });
    const tokens = new Map<string, string>();
    for (const person of [council.facilitator, council.chair, council.seats[300]!.personId])
      tokens.set(person, (await house.app.sessions.issue(person, 'test')).token);
    const now = house.clock.now();
    const { dataDir } = house;
    await house.app.close();
    here = await served(council, dataDir, tokens);
    expect(now).toBeLessThan(Date.now());
  });
  test.afterAll(() => here.server.dispose());

  test('[AT-5.2] [AT-5.3] [HHR4] the plan: 553 of 750 took part, 423 to 59 with 32 abstentions carry it, 197 have not answered', async ({
    browser,
  }) => {
    const page = await here.enter(browser, council.seats[300]!.personId, { viewport: narrow });
    await page.goto(here.at(`/rounds/${plan}`));
    await expect(page.locator('.say')).toContainText('多数決で決まりました（全員の合意ではありません）。');
    await expect(
      page.getByText('750世帯（会員750人）のうち、出席・委任を合わせて553世帯（必要：376世帯）'),
    ).toBeVisible();
    const numbers = page.locator('section.part').nth(1);
    for (const [word, n] of [
      ['賛成', '423'],
      ['反対', '59'],
      ['棄権', '32'],
    ] as const)
      await expect(numbers).toContainText(new RegExp(`${word}\\s*${n}`));
    await expect(page.getByText('1世帯を1票とし、世帯の代表者の回答を数えます。')).toBeVisible();
    await expect(page.getByText(/197/).first()).toBeVisible();
    await expect(page.getByRole('columnheader', { name: '会議の場だけ（90世帯）' })).toBeVisible();
    await expect(page.getByRole('row', { name: '賛成' }).getByRole('cell')).toHaveText(['74', '423']);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await accessibilityFaults(page)).toEqual([]);
    const json = (await (await page.request.get(`${here.server.origin}/api/v1/rounds/${plan}`)).json()) as {
      outcome: object;
    };
    expect(json.outcome).toMatchObject({ base: '514', needed: '258', total: { notCast: '0' } });
    await page.context().close();
  });

  test('[AT-5.3] the same replies to by-laws that need three quarters of all 750: 563 are needed, rejected', async ({
    browser,
  }) => {
    const page = await here.enter(browser, council.chair);
    await page.goto(here.at(`/rounds/${bylaws}`));
    await expect(page.locator('.say')).toContainText('否決しました。');
    const rule = page.locator('section.part').nth(2);
    await expect(rule).toContainText('についての特別決議です。');
    await expect(rule).toContainText('4分の3以上');
    await expect(page.getByText('世帯の人数にかかわらず、一人を1票とします。')).toBeVisible();
    const json = (await (await page.request.get(`${here.server.origin}/api/v1/rounds/${bylaws}`)).json()) as {
      outcome: object;
    };
    expect(json.outcome).toMatchObject({
      code: 'REJECTED',
      base: '750',
      needed: '563',
      total: { for: '423', against: '59', abstain: '32' },
    });
    await page.context().close();
  });

  test('[AT-5.4] [AT-5.7] [RUL6] by-laws by household are refused in the room, by person the round opens: opened and closed in two seconds each', async ({
    browser,
  }) => {
    const page = await here.enter(browser, council.facilitator, { viewport: { width: 1280, height: 1000 } });
    await page.goto(here.at(`/meetings/${meetingId}`));
    await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
    await page.locator('nav.agenda ol a', { hasText: '次の5か年計画' }).click();
    await page.getByRole('radio', { name: /^会則の変更/ }).check({ force: true });
    const households = page
      .getByRole('radiogroup', { name: '票の数え方' })
      .or(page.getByRole('group', { name: '票の数え方' }));
    await expect(households).toContainText('この議案は、法律により、一人1票でなければ決められません。');
    const start = page.getByRole('button', { name: 'この文面で確認を始める' });
    await start.click();
    const refused = page.getByRole('alert').filter({ hasText: '地方自治法260条の18' });
    await expect(refused).toContainText('一人1票で行ってください。');
    await households.getByRole('radio', { name: /^一人1票/ }).check({ force: true });
    const answered = page.waitForResponse((response) => response.url().endsWith('/open-round'));
    let begun = Date.now();
    await start.click();
    const { result } = (await (await answered).json()) as { result: { roundId: string } };
    expect(Date.now() - begun).toBeLessThan(2_000);
    begun = Date.now();
    const closed = await page.request.post(`${here.server.origin}/api/v1/commands/close-round`, {
      data: { roundId: result.roundId },
      headers: { origin: here.server.origin, 'idempotency-key': 'close' },
    });
    expect(Date.now() - begun).toBeLessThan(2_000);
    expect(await closed.json()).toMatchObject({ ok: true });
    expect(here.heard).toEqual([]);
    await page.context().close();
  });
});
