import { expect, test } from '@playwright/test';
import { hydrated } from './hydrated.ts';
import { enterSample, read, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/* Roles that were declined are no dead end, and what cannot be undone says what will happen first. */

let server: TestServer;
test.beforeAll(async () => {
  server = await startSample();
});
test.afterAll(() => server.dispose());

test('[F-P13] without script: a reply by telephone is entered, and in the place of who declined another party is asked', async ({
  browser,
}) => {
  const page = await enterSample(browser, server, 'facilitator', {
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  await page.goto(`${server.origin}/c/mizukidai/roles`);
  const waiting = page.locator('#entering li').first();
  await waiting.locator('summary').click();
  await waiting.getByRole('radio', { name: '引き受けない' }).check();
  await waiting.getByRole('radio', { name: '電話' }).check();
  await waiting.getByRole('button', { name: 'この回答を記録する' }).click();
  // a reason is asked for at its own field, and what was chosen stands
  await expect(page.locator('#entering .err')).toHaveCount(1);
  const again = page.locator('#entering li').first();
  await expect(again.getByRole('radio', { name: '電話' })).toBeChecked();
  await again.getByLabel('回答の内容').fill('人手が足りません');
  await again.getByRole('button', { name: 'この回答を記録する' }).click();

  const declined = page.locator('#declined li').first();
  await expect(declined).toContainText('人手が足りません');
  await declined.locator('summary', { hasText: 'ほかの団体にお願いする' }).click();
  await declined.getByLabel('お願いする団体').selectOption({ index: 1 });
  await declined.getByRole('button', { name: 'この団体にお願いする' }).click();
  await expect(page.getByText('お願いを記録しました。回答を待っています。')).toBeVisible();
  await expect(page.getByText('電話の回答を記録').first()).toBeAttached();
  await page.context().close();
});

test('[F-P14] calling and opening say first what will happen; before its day, how many days are left', async ({
  browser,
}) => {
  const page = await enterSample(browser, server, 'facilitator');
  const { items } = await read<{ items: { id: string; state: string }[] }>(
    page,
    server,
    '/api/v1/councils/mizukidai/meetings',
  );
  const draft = items.find(({ state }) => state === 'draft');
  await page.goto(`${server.origin}/c/mizukidai/meetings/${draft?.id}`);
  await hydrated(page);
  const state = page.locator('.meeting .chip').first();
  await page.getByRole('button', { name: '招集する' }).click();
  const call = page.getByRole('dialog', { name: '招集しますか' });
  await expect(call).toContainText('招集前の状態に戻せません');
  await call.getByRole('button', { name: 'まだ招集しない' }).click();
  await expect(state).toHaveText('準備中');
  await page.getByRole('button', { name: '招集する' }).click();
  await call.getByRole('button', { name: '招集する' }).click();
  await expect(state).toHaveText('開催予定');
  await page.getByRole('button', { name: '開会する' }).click();
  const open = page.getByRole('dialog', { name: '開会しますか' });
  await expect(open).toContainText('7日後');
  await open.getByRole('button', { name: 'まだ開会しない' }).click();
  await expect(state).toHaveText('開催予定');
  await page.context().close();
});
