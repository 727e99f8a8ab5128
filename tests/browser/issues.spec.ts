import { expect, test } from '@playwright/test';
import { enterSample, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/* A worry on its way: a resident without script brings it, it is screened, and the board shows it to others live. */

const phone = { width: 390, height: 844 };
const board = '/c/mizukidai/board';
let server: TestServer;
test.beforeAll(async () => {
  server = await startSample();
});
test.afterAll(() => server.dispose());

test('[R-HAC-04] a resident brings an issue on a phone, without account and without script', async ({
  browser,
}) => {
  const page = await enterSample(browser, server, null, { viewport: phone, javaScriptEnabled: false });
  await page.goto(`${server.origin}/c/mizukidai/issues/new`);
  await page.getByLabel('ひとことで言うと').fill('公園のトイレが使えない');
  await page.getByLabel('詳しい様子').fill('ずっと閉まっています。連絡は 090-1234-5678 へ。');
  await page.getByRole('button', { name: '次へ' }).click();
  // told once, before it is sent
  await expect(page.getByText('電話番号のような数字が含まれています')).toBeVisible();
  await page.getByLabel('詳しい様子').fill('ずっと閉まっています。');
  await page.getByRole('button', { name: '次へ' }).click();
  await page.getByLabel('場所の目安').fill('三丁目の公園');
  await page.getByLabel('子ども').check();
  await page.getByRole('button', { name: '次へ' }).click();
  await expect(page.getByText('三丁目の公園 ／ 子ども')).toBeVisible();
  await page.getByRole('button', { name: '届ける' }).click();
  await expect(page.getByRole('heading', { name: '受け付けました' })).toBeVisible();
  // not public yet
  await page.goto(server.origin + board);
  await expect(page.getByText('公園のトイレが使えない')).toHaveCount(0);
  await expect(page.getByText('公開 12件・解決 5件（41.7％）')).toBeVisible();
  await page.context().close();
});

test('[ISS1][contracts §4] published by the facilitator, it appears on a member’s open board', async ({
  browser,
}) => {
  const member = await enterSample(browser, server, 'member11');
  const errors: string[] = [];
  member.on('pageerror', (error) => errors.push(error.message));
  member.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await member.goto(server.origin + board);
  await expect(member.locator('.saved[data-state=saved]')).toBeVisible();
  await expect(member.getByText('受付・確認')).toHaveCount(0);

  const facilitator = await enterSample(browser, server, 'facilitator', { javaScriptEnabled: false });
  await facilitator.goto(server.origin + board);
  await expect(facilitator.getByRole('heading', { name: '受付・確認' })).toBeVisible();
  await facilitator.getByRole('link', { name: '公園のトイレが使えない' }).click();
  const waiting = facilitator.locator('article', { hasText: '公園のトイレが使えない' });
  // with a telephone number it is not published, unless said to have been checked (ISS35); what was written stays
  const words = waiting.getByLabel('詳しい様子');
  const checked = waiting.getByLabel('個人に関する情報ではないことを確認しました');
  await expect(checked).toHaveCount(0);
  await words.fill('ずっと閉まっています。連絡は 090-1234-5678 へ。');
  await waiting.getByRole('button', { name: 'この文面で公開する' }).click();
  await expect(facilitator.getByText('個人に関する情報が残っています')).toBeVisible();
  await expect(words).toHaveValue(/090-1234-5678/);
  await expect(checked).toBeVisible();
  await words.fill('ずっと閉まっています。');
  await waiting.getByRole('button', { name: 'この文面で公開する' }).click();
  await expect(facilitator.getByText('課題13として公開しました。')).toBeVisible();

  await expect(member.locator('#published').getByText('公園のトイレが使えない')).toBeVisible();
  await facilitator.context().close();

  // by keyboard: what a hand may not do stays in the menu with its reason
  const card = member.locator('#published li', { hasText: '公園のトイレが使えない' });
  await card.getByRole('button', { name: '課題 13の操作' }).focus();
  await member.keyboard.press('Enter');
  await expect(member.getByRole('menuitem', { name: '「次の会議の議題」へ' })).toBeFocused();
  await expect(member.getByRole('menuitem', { name: '「解決」へ 現在はできません' })).toBeVisible();
  await member.keyboard.press('Escape');
  expect(errors).toEqual([]);
  await member.context().close();
});

test('[ISS4] a member resolves an issue with its result; everybody else’s card moves', async ({
  browser,
}) => {
  const watching = await enterSample(browser, server, 'member6', { viewport: phone });
  await watching.goto(server.origin + board);
  await expect(watching.locator('.saved[data-state=saved]')).toBeVisible();
  const member = await enterSample(browser, server, 'member10');
  await member.goto(server.origin + board);
  await expect(member.locator('.saved[data-state=saved]')).toBeVisible();
  const card = member.locator('#in_progress li', { hasText: '災害のとき一人で逃げられない人への声かけ役' });
  await card.getByRole('button', { name: '課題 05の操作' }).click();
  await member.getByRole('menuitem', { name: '「解決」へ' }).click();
  await member.getByLabel('どうなりましたか').fill('町会ごとの手順を防災課と決め、訓練で確かめました。');
  await member.getByRole('button', { name: '解決にする' }).click();
  await watching.getByRole('link', { name: /^解決/ }).click();
  for (const page of [member, watching])
    await expect(page.locator('#resolved').getByText('災害のとき一人で')).toBeVisible();
  // and the street reads what became of it
  const street = await enterSample(browser, server, null, { javaScriptEnabled: false });
  await street.goto(`${server.origin}/c/mizukidai/issues/5`);
  await expect(street.getByText('訓練で確かめました')).toBeVisible();
  for (const page of [member, watching, street]) await page.context().close();
});
