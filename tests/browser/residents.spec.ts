import { hydrated } from './hydrated.ts';
import { expect, test, type Page } from '@playwright/test';
import { accessibilityFaults } from './accessibility.ts';
import { enterSample, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/*
 * Residents without an account, on a phone: what they bring, the slip they keep, what they hear; whoever screens; and
 * the private path, which nobody but the secretariat sees.
 */

const phone = { width: 390, height: 844 };
const c = '/c/mizukidai';
let server: TestServer;
test.beforeAll(async () => {
  server = await startSample();
});
test.afterAll(() => server.dispose());

const onward = (page: Page) => page.getByRole('button', { name: /^次へ/ });
/** Sends a step and waits for the answer's page: the step after it has the same button. */
const next = async (page: Page) => {
  const answered = page.waitForEvent('framenavigated');
  await onward(page).click();
  await answered;
};
const codeOn = async (page: Page) => (await page.locator('[data-slip] .code').textContent())?.trim() ?? '';

let code = '';

test('[R-HAC-04][ISS20] without script: three steps, a slip, and the reply by its code', async ({
  browser,
}) => {
  const page = await enterSample(browser, server, null, { viewport: phone, javaScriptEnabled: false });
  await page.goto(`${server.origin}${c}/issues/new`);
  await page.getByLabel('ひとことで言うと').fill('川ぞいの道の街路灯が切れている');
  await page.getByLabel('詳しい様子').fill('夜まっ暗です。田中さんもころびました。');
  await next(page);
  await expect(page.getByText('人の名前のような語が含まれています')).toBeVisible();
  await page.getByLabel('詳しい様子').fill('夜まっ暗で、ころんだ人がいます。');
  await next(page);
  await next(page);
  await page.getByRole('button', { name: '届ける' }).click();
  await expect(page.getByRole('heading', { name: '受け付けました' })).toBeVisible();
  code = await codeOn(page);
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);

  // another day, the code typed in small letters
  await page.goto(`${server.origin}${c}/reply`);
  await page.getByLabel('控え番号').fill(code.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'お返事を見る' }).click();
  await expect(page.getByText('確認を待っています。')).toBeVisible();
  await page.goto(`${server.origin}${c}/reply/0000-0000-0000`);
  await expect(page.getByText('この控え番号は見つかりません。')).toBeVisible();
  await page.context().close();
});

test('[ISS28][ISS33] the facilitator is offered the same worry and joins it; the slip leads there', async ({
  browser,
}) => {
  const facilitator = await enterSample(browser, server, 'facilitator', { javaScriptEnabled: false });
  const screen = () => facilitator.goto(`${server.origin}${c}/issues/waiting`);
  await screen();
  const first = facilitator.locator('article', { hasText: '川ぞいの道の街路灯が切れている' });
  await first.getByRole('button', { name: 'この文面で公開する' }).click();
  await expect(facilitator.getByText('課題13として公開しました。')).toBeVisible();

  const street = await enterSample(browser, server, null, { viewport: phone, javaScriptEnabled: false });
  await street.goto(`${server.origin}${c}/issues/new`);
  await street.getByLabel('ひとことで言うと').fill('川ぞいの街路灯が切れて暗い');
  for (let i = 0; i < 2; i++) await next(street);
  await street.getByRole('button', { name: '届ける' }).click();
  const second = await codeOn(street);

  await screen();
  const again = facilitator.locator('article', { hasText: '川ぞいの街路灯が切れて暗い' });
  await expect(again.getByText('同じ内容かもしれない課題')).toBeVisible();
  await again.getByRole('button', { name: /^これにまとめる.*川ぞいの道の街路灯が切れている/ }).click();
  await expect(facilitator.getByText('課題13と一つにまとめました。')).toBeVisible();

  await street.goto(`${server.origin}${c}/reply/${second}`);
  await expect(street.getByText('一つにまとめました')).toBeVisible();
  await street.getByRole('link', { name: '課題のページを見る' }).click();
  await expect(street.getByRole('heading', { level: 1 })).toHaveText('川ぞいの道の街路灯が切れている');
  for (const page of [facilitator, street]) await page.context().close();
});

test('[ISS26] found by one word in other kana; [ISS24] supported once by a resident, live on the board', async ({
  browser,
}) => {
  const street = await enterSample(browser, server, null, { viewport: phone, javaScriptEnabled: false });
  await street.goto(`${server.origin}${c}/issues`);
  await street.getByLabel('探す言葉').fill('ゴミ');
  await street.getByRole('button', { name: '探す' }).click();
  await expect(street.getByRole('link', { name: 'ごみの分別案内が日本語だけで伝わらない' })).toBeVisible();
  await street.context().close();

  const member = await enterSample(browser, server, 'member11');
  await member.goto(`${server.origin}${c}/board`);
  await expect(member.locator('.saved[data-state=saved]')).toBeVisible();
  const resident = await enterSample(browser, server, 'resident', {
    viewport: phone,
    javaScriptEnabled: false,
  });
  await resident.goto(`${server.origin}${c}/issues/13`);
  await resident.getByRole('button', { name: '私も困っています' }).click();
  await expect(resident.getByText('困っている方 1人')).toBeVisible();
  await expect(resident.getByText('「私も困っています」と伝えました。')).toBeVisible();
  await expect(member.locator('#published li', { hasText: '川ぞいの道' }).locator('.age')).toContainText(
    '困っている方 1人',
  );
  await resident.getByRole('button', { name: /取り消す/ }).click();
  await expect(resident.getByText('困っている方 0人')).toBeVisible();
  for (const page of [member, resident]) await page.context().close();
});

test('[R-HAC-07] the slip and the issue’s page tell what was decided, who does what, by when', async ({
  browser,
}) => {
  const page = await enterSample(browser, server, 'member4', { javaScriptEnabled: false });
  await page.goto(`${server.origin}${c}/issues/3`);
  await expect(page.getByRole('heading', { name: '決まったことと担当' })).toBeVisible();
  await expect(page.getByText('町会連合会が中心になって行います。').first()).toBeVisible();
  await page.context().close();
});

test('[R-HAC-15][ISS22] the private path: to the secretariat, hidden from everybody else, answered by the slip', async ({
  browser,
}) => {
  const words = '家のことで学校に行けない日がある';
  const street = await enterSample(browser, server, null, { viewport: phone, javaScriptEnabled: false });
  await street.goto(`${server.origin}${c}/issues/new`);
  await street.getByLabel('ひとことで言うと').fill(words);
  await street.getByLabel('詳しい様子').fill('ヤングケアラーかもしれません。');
  await next(street);
  // offered, not forced
  await street.getByRole('button', { name: '事務局だけに届ける' }).click();
  await expect(street.getByText('会長・進行役・委員にも')).toBeVisible();
  await next(street);
  await street.getByRole('button', { name: '事務局に届ける' }).click();
  const own = await codeOn(street);

  for (const handle of [null, 'chair', 'facilitator', 'member4', 'officer', 'resident']) {
    const page = await enterSample(browser, server, handle, { javaScriptEnabled: false });
    const answer = await page.goto(`${server.origin}${c}/help`);
    expect(answer?.status(), handle ?? 'street').toBe(404);
    for (const path of [
      '/board/read',
      '/issues/waiting',
      `/issues?q=${encodeURIComponent('学校に行けない')}`,
      '',
    ]) {
      await page.goto(`${server.origin}${c}${path}`);
      expect(await page.content(), `${handle} ${path}`).not.toContain(words);
    }
    await page.context().close();
  }

  const secretariat = await enterSample(browser, server, 'secretariat', { javaScriptEnabled: false });
  await secretariat.goto(`${server.origin}${c}/help`);
  const request = secretariat.locator('article', { hasText: words });
  await request.getByRole('textbox', { name: 'お返事' }).fill('相談の窓口をご案内します。');
  await request.getByLabel('相談窓口へ引き継ぐ').check();
  await request.getByRole('button', { name: 'この内容で返事をする' }).click();
  await expect(secretariat.getByText('お返事を登録しました。')).toBeVisible();

  await street.goto(`${server.origin}${c}/reply/${own}`);
  await expect(street.getByText('相談の窓口をご案内します。')).toBeVisible();
  await expect(street.getByText(words)).toHaveCount(0);
  for (const page of [street, secretariat]) await page.context().close();
});

test('[F-R3] who asks for help is told that nothing is published, whichever way the kind was chosen', async ({
  browser,
}) => {
  const published = /誰もが読めるように公開します|published for everybody/;
  for (const [locale, field, kind, kept] of [
    ['ja', '詳しい様子', '困っている', '公開しません'],
    ['en', 'What happens', 'I need help', 'Not published'],
  ] as const)
    for (const javaScriptEnabled of [true, false]) {
      const page = await enterSample(browser, server, null, { viewport: phone, javaScriptEnabled, locale });
      const body = page.getByRole('textbox', { name: field });
      const told = page.locator('.field', { has: body });
      await page.goto(`${server.origin}${c}/issues/new`);
      await expect(body).toHaveAccessibleDescription(published);
      await page.getByRole('radio', { name: kind }).check();
      await expect(told.getByText(published)).toBeHidden();
      await expect(told.getByText(kept, { exact: true })).toBeVisible();
      await expect(body).toHaveAccessibleDescription(new RegExp(`^${kept}`));
      await expect(body).not.toHaveAccessibleDescription(published);
      await page.getByRole('radio', { name: kind }).press('ArrowUp');
      await expect(body).toHaveAccessibleDescription(published);

      await page.goto(`${server.origin}${c}/issues/new?kind=private`);
      await expect(body).toHaveAccessibleDescription(new RegExp(`^${kept}`));
      await expect(page.getByText(published)).toBeHidden();
      await page.context().close();
    }
});

test('[F-R5] [F-R1] [ISS36] [ISS37] an act answers in its own words; what is hidden leaves its number and the reason', async ({
  browser,
}) => {
  const secretary = await enterSample(browser, server, 'secretariat');
  const street = await enterSample(browser, server, null, { viewport: phone });
  const page = `${server.origin}${c}/issues/9`;
  await secretary.goto(page);
  const title = (await secretary.getByRole('heading', { level: 1 }).innerText()).trim();
  await secretary.getByText('内容を修正する', { exact: true }).click();
  const correct = secretary.locator('form[action="?/correct"]');
  await correct.getByLabel('詳しい様子').fill('よび名を直しました。');
  await correct.getByLabel('理由').fill('よび名の訂正');
  await correct.getByRole('button', { name: 'この内容に修正する' }).click();
  await expect(secretary.getByText('内容を修正しました。')).toBeVisible();
  await expect(secretary.getByText('課題を移しました')).toHaveCount(0);
  await street.goto(page);
  await expect(street.getByText('よび名の訂正')).toBeVisible();
  expect(await accessibilityFaults(secretary)).toEqual([]);

  await secretary.getByText('非公開にする', { exact: true }).first().click();
  const hide = secretary.locator('form[action="?/hide"]');
  await hide.getByLabel('理由').fill('特定の家が分かるため');
  await hide.getByRole('button', { name: '非公開にする' }).click();
  await expect(secretary.getByRole('heading', { level: 1 })).toContainText('非公開にしました');
  await street.goto(page);
  await expect(street.getByText('特定の家が分かるため')).toBeVisible();
  expect(await street.content()).not.toContain(title);
  expect(await accessibilityFaults(street)).toEqual([]);
  await street.goto(`${server.origin}${c}/board/read`);
  expect(await street.content()).not.toContain(title);
  await street.getByText('事務局が非公開にした課題 1件').click();
  await expect(street.getByText('特定の家が分かるため')).toBeVisible();

  await secretary.getByRole('button', { name: '再び公開する' }).click();
  await expect(secretary.getByRole('heading', { level: 1 })).toHaveText(title);
  await street.goto(page);
  await expect(street.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(street.getByText('再び公開しました')).toBeVisible();
  for (const one of [secretary, street]) await one.context().close();
});

test('[F-R4] [F-R11] without a line a moved card says that nothing was sent; no hit says so', async ({
  browser,
}) => {
  const page = await enterSample(browser, server, 'facilitator');
  await page.goto(`${server.origin}${c}/board`);
  await hydrated(page);
  const search = page.getByRole('searchbox');
  await search.fill('ｿﾝﾅｶﾀﾞｲﾊﾅｲ');
  await expect(page.getByText('条件に合う課題はありません。別の言葉')).toBeVisible();
  await search.fill('');
  const card = page.locator('#in_progress [data-card]').first();
  await card.getByRole('button').first().click();
  await page.getByRole('menuitem', { name: '「解決」へ' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio').first().check();
  await dialog.getByRole('textbox').fill('ここまでにします。');
  await page.context().setOffline(true);
  await dialog.locator('button[type="submit"], button.primary').last().click();
  await expect(dialog.getByText('送信していません。')).toBeVisible();
  await expect(page.getByText('つながり次第、送信します')).toHaveCount(0);
  await expect(dialog.getByRole('textbox')).toHaveValue('ここまでにします。');
  await page.context().close();
});

test('[ISS29] a lost line keeps the draft on the device, and it is sent once', async ({ browser }) => {
  const page = await enterSample(browser, server, null, { viewport: phone });
  await page.goto(`${server.origin}${c}/issues/new`);
  await page.getByLabel('ひとことで言うと').fill('バス停のベンチがこわれている');
  await expect(page.getByText('届けるまでこの端末に残ります')).toBeVisible();
  await page.context().setOffline(true);
  await onward(page).click();
  await expect(page.locator('.told[data-say=offline]')).toContainText('送信していません。');
  await expect(page.getByLabel('ひとことで言うと')).toHaveValue('バス停のベンチがこわれている');
  await page.context().setOffline(false);

  // the browser was closed in between
  await page.goto('about:blank');
  // by the private way it is another matter: nothing of this one comes up, least of all that it is for everybody
  await page.goto(`${server.origin}${c}/issues/new?kind=private`);
  await expect(page.locator('[name=kind][value=private]')).toBeChecked();
  await expect(page.getByLabel('ひとことで言うと')).toHaveValue('');
  await page.goto(`${server.origin}${c}/issues/new`);
  await expect(page.getByText('書きかけの内容を復元しました')).toBeVisible();
  await expect(page.getByLabel('ひとことで言うと')).toHaveValue('バス停のベンチがこわれている');
  for (let i = 0; i < 2; i++) await next(page);
  const third = page.url();
  expect(third).toContain('/issues/new');
  // the same page sent twice, as after a lost answer
  const form = await page
    .locator('form.screen')
    .evaluate((node: HTMLFormElement) => [...new FormData(node).entries()]);
  const body = new URLSearchParams([...(form as [string, string][]), ['go', 'send']]).toString();
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    Accept: 'text/html',
    Origin: server.origin,
  };
  const first = await page.request.post(`${server.origin}${c}/issues/new`, {
    headers,
    data: body,
    maxRedirects: 0,
  });
  const again = await page.request.post(`${server.origin}${c}/issues/new`, {
    headers,
    data: body,
    maxRedirects: 0,
  });
  expect(first.status()).toBe(303);
  expect(again.headers()['location']).toBe(first.headers()['location']);
  await page.goto(`${server.origin}${first.headers()['location']}`);
  await page.getByLabel(/この端末に控え番号を残す/).check();
  const kept = await codeOn(page);
  await page.goto(`${server.origin}${c}/reply`);
  await page.getByRole('link', { name: kept }).click();
  await expect(page.getByText('確認を待っています。')).toBeVisible();
  // every-page.spec.ts looks at the other pages; this address is known here only
  expect(await accessibilityFaults(page)).toEqual([]);
  // nothing of a private worry stays on the device
  await page.goto(`${server.origin}${c}/issues/new?kind=private`);
  await page.getByLabel('ひとことで言うと').fill('だれにも見せない');
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(stored).not.toContain('だれにも見せない');
  await page.context().close();
});
