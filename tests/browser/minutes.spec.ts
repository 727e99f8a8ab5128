import { expect, test, type Browser, type Page } from '@playwright/test';
import { foundCouncil, type TestCouncil } from '../fixtures/council.ts';
import { openHouse } from '../fixtures/house.ts';
import { holdMeeting, sealMeeting, type HeldMeeting } from '../fixtures/minutes.ts';
import { accessibilityFaults } from './accessibility.ts';
import { startServer, type TestServer } from './server.ts';

/*
 * Minutes in real browsers: written by two at once, confirmed and sealed without script, read by the street
 * (B76, B77, I12). The whole evening before them is AT-1's.
 */

let server: TestServer;
let council: TestCouncil;
let draft: HeldMeeting;
let published: HeldMeeting;
const tokens = new Map<string, string>();
const problems: string[] = [];

test.beforeAll(async () => {
  const day = (ahead: number) =>
    new Date(Date.now() + 9 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);
  const house = await openHouse(day(-40));
  council = await foundCouncil(house);
  published = await holdMeeting(house, council, day(-30));
  await sealMeeting(house, council, published.meetingId, day(-20));
  await house.must(council.secretariat, 'publish-minutes', { meetingId: published.meetingId });
  house.clock.moveTo(Date.now() - 9 * 86_400_000);
  draft = await holdMeeting(house, council, day(-1));
  for (const person of [
    council.recorder,
    council.facilitator,
    council.chair,
    council.seats[3]!.personId,
    council.seats[4]!.personId,
  ])
    tokens.set(person, (await house.app.sessions.issue(person, 'test')).token);
  await house.app.close();
  server = await startServer({ dataDir: house.dataDir });
});
test.afterAll(() => server.dispose());

async function enter(
  browser: Browser,
  person: string | null,
  more: { javaScriptEnabled?: boolean; width?: number } = {},
): Promise<Page> {
  const { width = 1280, ...options } = more;
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'ja-JP', ...options });
  if (person)
    await context.addCookies([{ name: 'yoriai', value: tokens.get(person) ?? '', url: server.origin }]);
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return page;
}

const address = (held: HeldMeeting) =>
  `${server.origin}/c/${council.slug}/meetings/${held.meetingId}/minutes`;

async function expectAccessible(page: Page): Promise<void> {
  expect(await accessibilityFaults(page, { everything: true })).toEqual([]);
}

test('the draft is written by two at once, saved honestly, and closed under their hands when it goes round', async ({
  browser,
}) => {
  const recorder = await enter(browser, council.recorder);
  const facilitator = await enter(browser, council.facilitator);
  for (const page of [recorder, facilitator]) {
    // whoever may write is led from the page of the minutes to the draft
    await page.goto(address(draft));
    await expect(page).toHaveURL(/\/minutes\/draft$/);
    await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  }
  const gist = (page: Page) => page.getByLabel('議題5の要点');
  await gist(recorder).fill('坂の上の班への応援に意見があった。');
  await expect(gist(facilitator)).toHaveValue('坂の上の班への応援に意見があった。');
  await gist(facilitator).press('End');
  await gist(facilitator).pressSequentially('\n・名簿');
  await expect(gist(recorder)).toHaveValue('坂の上の班への応援に意見があった。\n・名簿');
  // the facts beside it come from the records
  await expect(recorder.locator('main')).toContainText('懸念を付して合意した');
  await expectAccessible(recorder);

  // the roster suggests whose turn it is; the meeting chose others
  for (const [field, no] of [
    ['議事録署名人1', 4],
    ['議事録署名人2', 5],
  ] as const)
    await recorder.getByLabel(field).selectOption(council.seats[no - 1]!.personId);
  await recorder.getByRole('button', { name: '回覧する' }).first().click();
  await recorder.locator('dialog[open]').getByRole('button', { name: '回覧する' }).click();
  await expect(recorder).toHaveURL(/\/minutes$/);
  await expect(recorder.locator('article')).toContainText('・名簿');
  await expect(facilitator.getByText('修正できなくなりました')).toBeVisible();
  await expect(gist(facilitator)).toHaveAttribute('readonly');
  for (const page of [recorder, facilitator]) await page.context().close();
});

test('[B76] confirming and sealing need no script; the hash asked about is the hash that was read', async ({
  browser,
}) => {
  const words = async (page: Page) => (await page.locator('code').first().innerText()).replace(/\s/g, '');
  let read = '';
  for (const person of [council.seats[3]!.personId, council.seats[4]!.personId, council.chair]) {
    const page = await enter(browser, person, { javaScriptEnabled: false, width: 390 });
    await page.goto(address(draft));
    read = await words(page);
    await page.getByRole('button', { name: '相違ないことを確認しました' }).click();
    await expect(page.getByText('確認を受け付けました。')).toBeVisible();
    await page.context().close();
  }
  const chair = await enter(browser, council.chair, { javaScriptEnabled: false });
  await chair.goto(address(draft));
  await chair.getByRole('link', { name: '議事録を確定する' }).click();
  const asked = chair.getByRole('alertdialog');
  expect((await asked.locator('code').innerText()).replace(/\s/g, '')).toBe(read);
  await expect(asked.getByRole('link', { name: 'まだ確定しない' })).toBeFocused();
  await asked.getByRole('button', { name: 'この本文で確定する' }).click();
  await expect(chair.getByText('確定しています')).toBeVisible();
  // sealed is not published
  const street = await enter(browser, null);
  await street.goto(address(draft));
  await expect(street.getByText('議事録は、まだありません')).toBeVisible();
  await street.context().close();
  await chair.context().close();
});

test('[I12] the street reads published minutes on any device, learns how to check them, and nothing before', async ({
  browser,
}) => {
  const street = await enter(browser, null);
  const scripts: Promise<Buffer>[] = [];
  street.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  await street.goto(address(published));
  await expect(street.getByRole('img', { name: /確定の印/ })).toBeVisible();
  await expect(street.locator('article')).toContainText('決定');
  await expect(street.getByRole('button', { name: 'A4で印刷' })).toBeVisible();
  expect(Buffer.concat(await Promise.all(scripts)).length).toBeLessThan(8_000);
  await expectAccessible(street);
  const chain = await street.request.get(
    `${server.origin}/api/v1/councils/${council.slug}/chain?format=ndjson`,
  );
  expect((await chain.text()).trim().split('\n').length).toBeGreaterThanOrEqual(2);
  const foot = await street.request.get(`${address(published)}/print.css`);
  const hash = (await street.locator('aside code').nth(1).innerText()).replace(/\s/g, '');
  expect((await foot.text()).replace(/\s/g, '')).toContain(hash.slice(0, 20));

  const phone = await enter(browser, null, { javaScriptEnabled: false, width: 320 });
  await phone.goto(address(published));
  expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  for (const page of [street, phone]) await page.context().close();
  expect(problems).toEqual([]);
});
