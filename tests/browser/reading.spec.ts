import { expect, test } from '@playwright/test';
import { hydrated } from './hydrated.ts';
import { laidOut } from './lines.ts';
import { enterSample, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/* Days written and lines broken as Japanese people do, in a browser that speaks English. */

let server: TestServer;
test.beforeAll(async () => {
  server = await startSample();
});
test.afterAll(() => server.dispose());

const council = () => `${server.origin}/c/mizukidai`;
const phone = { width: 390, height: 844 };

test('[CAL12] [CAL13] a day is typed or chosen from a calendar by keys and by touch, and refused in words', async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: phone, locale: 'en-GB', timezoneId: 'Asia/Tokyo' });
  await context.addCookies([{ name: 'yoriai_locale', value: 'ja', url: server.origin }]);
  await context.request.get(`${server.origin}/demo/enter/facilitator`, { maxRedirects: 0 });
  const page = await context.newPage();
  await page.goto(`${council()}/meetings`);
  await page.getByText('会議を準備する').first().click();
  const day = page.getByLabel('開催日');
  const calendar = page.getByRole('dialog', { name: '日付を選ぶ' });
  await day.fill('Ｒ５．２．１５');
  await day.press('Tab');
  await expect(day).toHaveValue('令和5年2月15日（水）');
  await expect(page.getByText('令和5年（2023年）2月15日（水）')).toBeVisible();

  // keys: a month on, a day on; Escape leaves all as it was
  const open = page.getByRole('button', { name: 'カレンダーで選ぶ' });
  await open.press('Enter');
  const chosen = calendar.getByRole('gridcell', { name: '令和5年2月15日（水）' });
  await expect(chosen).toBeFocused();
  await expect(chosen).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowRight');
  await expect(calendar.getByRole('gridcell', { name: '令和5年3月16日（木）' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(calendar).toHaveCount(0);
  await expect(open).toBeFocused();
  await expect(day).toHaveValue('令和5年2月15日（水）');

  // touch: nothing is smaller than a fingertip, the calendar lies below the field and in the window
  await open.click();
  const field = (await day.boundingBox())!;
  const box = (await calendar.boundingBox())!;
  expect(box.y).toBeGreaterThan(field.y + field.height);
  expect(box.x + box.width).toBeLessThanOrEqual(phone.width);
  for (const part of await calendar.locator('button, td[data-day]').all()) {
    const { width, height } = (await part.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
  }
  await calendar.getByRole('button', { name: '次の月' }).click();
  await calendar.getByRole('gridcell', { name: '令和5年3月3日（金）' }).click();
  await expect(day).toHaveValue('令和5年3月3日（金）');

  await day.fill('令和5年2月30日');
  await page.getByLabel('開始').fill('午後7時半');
  await page.getByLabel('開始').press('Tab');
  await expect(page.getByLabel('開始')).toHaveValue('19:30');
  await page.getByRole('textbox', { name: '場所' }).fill('');
  await page.getByRole('button', { name: 'この内容で準備を始める', exact: true }).click();
  await expect(day).toBeFocused();
  await expect(day).toHaveAccessibleDescription(/2月30日はありません。/);
  await expect(page.getByRole('textbox', { name: '場所' })).toHaveAccessibleDescription(/入力してください。/);
  await context.close();
});

test('[CAL12] without script a day is a line of text that the server reads the same way', async ({
  browser,
}) => {
  const page = await enterSample(browser, server, 'facilitator', { javaScriptEnabled: false });
  await page.goto(`${council()}/meetings`);
  await page.getByText('会議を準備する').first().click();
  await page.getByLabel('開催日').fill('2月30日');
  await page.getByLabel('開始').fill('夕方');
  await page.getByRole('textbox', { name: '場所' }).fill('');
  await page.getByRole('button', { name: 'この内容で準備を始める', exact: true }).click();
  await expect(page.getByText('年も入れてください（例：令和5年2月15日）。')).toBeVisible();
  await expect(page.getByText('時刻を読み取れません。')).toBeVisible();
  await expect(page.getByText('場所を入力してください。')).toBeVisible();
  await expect(page.getByLabel('開催日')).toHaveValue('2月30日');
  await expect(page.getByRole('button', { name: 'カレンダーで選ぶ' })).toHaveCount(0);
  await page.context().close();
});

test('[F-W11] no line breaks inside a word, a name, a date or a number, and no heading leaves two signs alone', async ({
  browser,
}) => {
  const split =
    /水\/?飲\/?み\/場|水飲\/み|推進?\/進?会\/?議|推進会\/議|地域\/づくり|\d\/(?:日|月|回|人|件|号|年)|\d月\/\d+日|第\/\d|・\/(?:ティ|ホア)|ホア\/さん/;
  expect(split.test('みずき台公園の水飲み/場の')).toBe(true);
  let seen = '';
  for (const [person, paths] of [
    [
      'facilitator',
      ['', '/public', '/decisions', '/issues/waiting', '/meetings', '/roles', '/coverage/measures'],
    ],
    ['resident', ['']],
  ] as const) {
    const page = await enterSample(browser, server, person);
    for (const path of paths) {
      await page.goto(council() + path);
      await hydrated(page);
      for (const width of [320, 360, 390]) {
        await page.setViewportSize({ width, height: 800 });
        const blocks = await laidOut(page);
        const laid = blocks.map(({ lines }) => lines.join('/'));
        seen += laid.join('\n');
        expect(
          laid.filter((lines) => split.test(lines)),
          `${person} ${path} at ${width}`,
        ).toEqual([]);
        const alone = blocks.filter(({ heading, lines }) => heading && lines.at(-1)!.trim().length <= 2);
        expect(alone, `${person} ${path} at ${width}`).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
      }
    }
    await page.context().close();
  }
  // the words in question were there
  for (const words of [/水飲み場/, /ホアさん/, /推進会議/, /\d月\d+日/])
    expect(seen.replaceAll('/', '')).toMatch(words);
});

test('[F-R11] [LST3] every list finds a thing as people call it, and offers a way on where it finds nothing', async ({
  browser,
}) => {
  const page = await enterSample(browser, server, 'secretariat');
  for (const words of ['令和4年度 決定第3号', '第3号', '2022-03', '決定３号']) {
    await page.goto(`${council()}/decisions?q=${encodeURIComponent(words)}`);
    await expect(page.locator('main').getByText('令和4年度 決定第3号').first(), words).toBeVisible();
  }
  for (const words of ['課題 01', '第1号', '高齢者福祉', 'ｺﾞﾐ', '買い物']) {
    await page.goto(`${council()}/issues?q=${encodeURIComponent(words)}`);
    await expect(page.locator('main h3').first(), words).toBeVisible();
  }
  // measures by their name, by another spelling, and by an issue under them
  for (const [words, measure] of [
    ['タマリ場', 'たまり場づくり'],
    ['ｾﾝﾀｰ 機能', 'まちづくりセンター'],
  ] as const) {
    await page.goto(`${council()}/coverage/measures?q=${encodeURIComponent(words)}`);
    await expect(page.locator('main h3', { hasText: measure }).first(), words).toBeVisible();
  }
  for (const path of [
    '/board/read?q=zzz',
    '/issues?q=zzz',
    '/decisions?q=zzz',
    '/meetings?q=zzz',
    '/roles?q=zzz',
    '/settings/people?q=zzz',
    '/settings/seats?seats-q=zzz',
    '/issues/waiting?q=zzz',
    '/coverage/measures?q=zzz',
  ]) {
    await page.goto(council() + path);
    const main = page.locator('main');
    await expect(
      main.getByText(/見つかりませんでした|「zzz」の検索結果　0件|条件に合う課題はありません/).first(),
      path,
    ).toBeVisible();
    await expect(
      main.getByRole('link', { name: /すべて表示する|課題を届ける|課題を出す/ }).first(),
      path,
    ).toBeVisible();
  }
  await page.context().close();
});
