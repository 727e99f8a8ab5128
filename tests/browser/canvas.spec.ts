import { expect, test } from '@playwright/test';
import { enterSample, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/* The affinity canvas in two hands at once, by mouse and by keyboard alone; a cluster becomes a candidate. */

const canvas = '/c/mizukidai/canvas';

let server: TestServer;
test.beforeAll(async () => {
  server = await startSample();
});
test.afterAll(() => server.dispose());

test('[KJ1][KJ2][KJ3] two members gather, name, write; a cluster becomes a candidate; no issue is lost', async ({
  browser,
}) => {
  const first = await enterSample(browser, server, 'member4');
  const second = await enterSample(browser, server, 'member9');
  const complaints: string[] = [];
  for (const page of [first, second]) {
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(server.origin + canvas);
    await expect(page.locator('.saved[data-state=saved]')).toBeVisible();
  }
  await expect(first.getByRole('heading', { name: 'まだまとめていないもの　7件' })).toBeVisible();

  // by mouse: a cluster, its name, a card carried into it
  await first.getByRole('button', { name: 'まとまりを作る' }).click();
  await first.getByLabel('まとまりの名前').fill('高齢者の暮らし');
  const card = first.locator('li[data-card]', { hasText: '坂の上の家から買物に行けない' });
  const box = await card.boundingBox();
  const target = await first.getByRole('region', { name: '高齢者の暮らし' }).boundingBox();
  if (!box || !target) throw new Error('nothing to carry');
  await first.mouse.move(box.x + 60, box.y + 12);
  await first.mouse.down();
  await first.mouse.move(box.x + 90, box.y + 20, { steps: 4 });
  await first.mouse.move(target.x + 80, target.y + 60, { steps: 8 });
  await first.mouse.up();
  const cluster = second.getByRole('region', { name: '高齢者の暮らし' });
  await expect(cluster.getByText('坂の上の家から買物に行けない')).toBeVisible();

  // by keyboard alone: another issue, and a note, while the first writes the name on
  const other = second.locator('li[data-card]', { hasText: '見守りが町会ごとに違う' });
  await other.getByRole('button', { name: '課題 03の操作' }).focus();
  await second.keyboard.press('Enter');
  await expect(second.getByRole('menuitem', { name: '「高齢者の暮らし」へ移す' })).toBeFocused();
  await second.keyboard.press('Enter');
  await expect(second.locator('#live-polite')).toHaveText('課題 03を「高齢者の暮らし」に置きました');
  await cluster.getByRole('button', { name: 'メモを書く' }).press('Enter');
  await expect(cluster.locator('textarea')).toBeFocused();
  await second.keyboard.type('移動と見守りは同じ人に頼っている');
  const here = first.getByRole('region', { name: '高齢者の暮らし' });
  await expect(here.locator('textarea')).toHaveValue('移動と見守りは同じ人に頼っている');
  await expect(first.getByRole('heading', { name: 'まだまとめていないもの　5件' })).toBeVisible();

  // the cluster becomes a candidate, with its issues and notes
  await here.getByRole('button', { name: '議題の候補にする' }).click();
  await expect(cluster.getByText('議題の候補にしました')).toBeVisible();
  await first.goto(`${server.origin}/c/mizukidai/coverage`);
  const candidate = first.getByRole('listitem').filter({ hasText: '高齢者の暮らし' }).first();
  await expect(candidate).toContainText('移動と見守りは同じ人に頼っている');
  await expect(candidate).toContainText('課題 7　坂の上の家から買物に行けない');
  await candidate.getByText('会議の議題に上げる').first().click();
  await candidate.getByRole('button', { name: '会議の議題に上げる' }).click();
  await expect(first.getByText('会議の議題に上げました。')).toBeVisible();

  // taking the cluster apart deletes no issue
  await cluster.getByRole('button', { name: 'まとまりを解除する' }).click();
  await expect(second.getByRole('heading', { name: 'まだまとめていないもの　8件' })).toBeVisible();
  await second
    .locator('li[data-card]', { hasText: 'メモ' })
    .getByRole('button', { name: /操作/ })
    .first()
    .click();
  await second.getByRole('menuitem', { name: 'メモを削除する' }).click();
  await expect(second.getByRole('heading', { name: 'まだまとめていないもの　7件' })).toBeVisible();
  expect(complaints).toEqual([]);
  await first.context().close();
  await second.context().close();
});

test('[KJ1] a resident reads the canvas and cannot write on it', async ({ browser }) => {
  const page = await enterSample(browser, server, 'resident', { viewport: { width: 390, height: 844 } });
  await page.goto(server.origin + canvas);
  await expect(page.getByRole('heading', { name: /まだまとめていないもの/ })).toBeVisible();
  // the line has said what he may: before it does, nobody is offered anything
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  await expect(page.getByRole('button', { name: 'まとまりを作る' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /操作/ })).toHaveCount(0);
  await page.context().close();
});
