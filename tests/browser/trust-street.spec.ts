import { expect, test, type Locator, type Page } from '@playwright/test';
import { hydrated } from './hydrated.ts';
import { enterSample, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/*
 * What residents and those who serve them may rely on: an office that can be reached, a lost code, a flood, whom to call,
 * who is told of powers; a board that looks and stays as one asked for.
 */

const phone = { width: 390, height: 844 };
const c = '/c/mizukidai';
let server: TestServer;
test.beforeAll(async () => {
  server = await startSample();
});
test.afterAll(() => server.dispose());

/** Presses a button of a plain form and waits for the page that answers. */
async function press(page: Page, button: Locator): Promise<void> {
  const answered = page.waitForEvent('framenavigated');
  await button.click();
  await answered;
}

test('[F-R16] the office stands where somebody needs it, and nowhere once it is taken out; a lost code is replaced', async ({
  browser,
}) => {
  const street = await enterSample(browser, server, null, { viewport: phone });
  const call = street.getByRole('link', { name: '電話 04-7000-0000' });
  for (const path of ['/issues/new', '/reply', '/reply/0000-0000-0000', '/nowhere']) {
    await street.goto(server.origin + c + path);
    await expect(call.first(), path).toBeVisible();
    expect(await call.first().getAttribute('href')).toBe('tel:0470000000');
  }

  // a resident has lost the code: the secretariat asks, ticks, and reads out the new one
  const old = await street.request.post(`${server.origin}/api/v1/commands/submit-issue`, {
    headers: { origin: server.origin, 'idempotency-key': 'lost-1' },
    data: {
      councilId: await councilId(street),
      title: '側溝のふたが外れている',
    },
  });
  const { result } = (await old.json()) as { result: { code: string } };
  const secretariat = await enterSample(browser, server, 'secretariat', { javaScriptEnabled: false });
  await secretariat.goto(`${server.origin}${c}/issues/waiting?q=側溝`);
  const card = secretariat.locator('article', { hasText: '側溝のふたが外れている' });
  await card.getByText('控え番号をなくされたとき').click();
  await card.getByLabel('届けた日と題名を伺い').check();
  await press(secretariat, card.getByRole('button', { name: '新しい控え番号を発行する' }));
  const fresh = (await secretariat.locator('[data-new-code]').textContent()) ?? '';
  expect(fresh).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await street.goto(`${server.origin}${c}/reply/${result.code}`);
  await expect(street.getByText('この控え番号は見つかりません。')).toBeVisible();
  await street.goto(`${server.origin}${c}/reply/${fresh}`);
  await expect(street.getByText('確認を待っています。')).toBeVisible();

  // nothing is promised where nothing is set
  await secretariat.goto(`${server.origin}${c}/settings/office`);
  await secretariat.getByLabel('電話番号').fill('平日のみ');
  await press(secretariat, secretariat.getByRole('button', { name: '保存する' }));
  await expect(secretariat.getByText('電話番号を1つ')).toBeVisible();
  for (const field of ['電話番号', '受付の曜日・時間']) await secretariat.getByLabel(field).fill('');
  await press(secretariat, secretariat.getByRole('button', { name: '保存する' }));
  await expect(secretariat.getByText('連絡先を保存しました。')).toBeVisible();
  for (const path of ['/issues/new', '/reply', '/nowhere']) {
    await street.goto(server.origin + c + path);
    await expect(street.locator('main')).not.toContainText('電話 04');
    await expect(street.locator('main')).not.toContainText('お電話');
  }
  await street.context().close();
  await secretariat.context().close();
});

test('[F-R21] who writes of despair sees whom to call, in any language, and goes on as he likes', async ({
  browser,
}) => {
  const page = await enterSample(browser, server, null, { viewport: phone, javaScriptEnabled: false });
  for (const [title, body] of [
    ['もう しにたい です', ''],
    ['丈夫打我', '我不想活了'],
  ] as const) {
    await page.goto(`${server.origin}${c}/issues/new`);
    await page.getByLabel('ひとことで言うと').fill(title);
    await page.getByLabel('詳しい様子').fill(body);
    await press(page, page.getByRole('button', { name: /^次へ/ }));
    await expect(page.getByRole('button', { name: '事務局だけに届ける' })).toBeVisible();
    const lines = page.getByRole('region', { name: '今すぐ話したいとき' });
    await expect(lines.getByRole('link', { name: '0120-279-338' })).toHaveAttribute('href', 'tel:0120279338');
    await expect(lines.getByRole('link', { name: /119/ })).toBeVisible();
  }
  await press(page, page.getByRole('button', { name: '事務局だけに届ける' }));
  await expect(page.getByRole('region', { name: '今すぐ話したいとき' })).toHaveCount(1);
  await page.context().close();
});

test('[F-R19] a flood is cleared from one list, with one reason', async ({ browser }) => {
  const page = await enterSample(browser, server, 'facilitator', { javaScriptEnabled: false });
  const council = await councilId(page);
  for (let n = 0; n < 12; n++)
    await page.request.post(`${server.origin}/api/v1/commands/submit-issue`, {
      headers: { origin: server.origin, 'idempotency-key': `flood-${n}` },
      data: { councilId: council, title: `いたずら ${n}` },
    });
  await page.goto(`${server.origin}${c}/issues/waiting?q=いたずら`);
  await expect(page.getByText('見つかった課題：12件')).toBeVisible();
  await page.getByRole('link', { name: 'まとめて返す' }).click();
  await expect(page.getByRole('checkbox')).toHaveCount(12);
  for (const box of (await page.getByRole('checkbox').all()).slice(0, 11)) await box.check();
  await page.getByLabel('返す理由').fill('同じ内容がたくさん届いたため');
  await press(page, page.getByRole('button', { name: '選んだ課題を返す' }));
  await expect(page.getByText('11件を返しました。')).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(1);
  await page.context().close();
});

test('[F-S24] a slip for the chair is told to her on every page, until she has read it', async ({
  browser,
}) => {
  const secretariat = await enterSample(browser, server, 'secretariat');
  const chair = await enterSample(browser, server, 'chair', { viewport: phone });
  await chair.goto(`${server.origin}${c}/meetings`);
  await expect(chair.getByRole('complementary', { name: '役職とログインのお知らせ' })).toHaveCount(0);
  const me = await personId(chair);
  const slip = await secretariat.request.post(`${server.origin}/api/v1/commands/issue-password-slip`, {
    headers: { origin: server.origin, 'idempotency-key': 'slip-1' },
    data: { councilId: await councilId(secretariat), personId: me },
  });
  expect(slip.ok()).toBe(true);
  await chair.goto(`${server.origin}${c}/meetings`);
  const notice = chair.getByRole('complementary', { name: '役職とログインのお知らせ' });
  await expect(notice).toContainText('ご自身のパスワード再設定用紙が発行されました');
  await notice.getByRole('link', { name: 'お知らせを読む' }).click();
  await press(chair, chair.getByRole('button', { name: '確認しました' }));
  await chair.goto(`${server.origin}${c}/meetings`);
  await expect(notice).toHaveCount(0);
  await secretariat.context().close();
  await chair.context().close();
});

test('[F-R22] the board stays as one asked for, and says when a card stays where it was', async ({
  browser,
}) => {
  const page = await enterSample(browser, server, 'member6');
  await page.goto(`${server.origin}${c}/board`);
  await expect(page.locator('.saved[data-state=saved]')).toBeVisible();
  await page.getByRole('button', { name: '一覧で見る' }).click();
  await page.getByRole('searchbox').fill('見守り');
  await expect(page.locator('li.card')).toHaveCount(2);
  await expect(page).toHaveURL(/view=list/);
  await expect(page).toHaveURL(/q=/);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('見守り');
  await expect(page.getByRole('button', { name: '一覧で見る' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('li.card')).toHaveCount(2);

  await page.goto(`${server.origin}${c}/board`);
  await expect(page.locator('.saved[data-state=saved]')).toBeVisible();
  const card = page.locator('#published li.card').first();
  const box = await card.boundingBox();
  if (!box) throw new Error('no card');
  await page.mouse.move(box.x + 60, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 80, box.y + 30, { steps: 4 });
  await page.mouse.up();
  await expect(page.locator('.toast')).toContainText('同じ列なのでそのままです');

  await page.goto(`${server.origin}${c}/canvas`);
  await hydrated(page);
  await page.getByRole('button', { name: 'まとまりを作る' }).click();
  await expect(page.getByLabel('まとまりの名前')).toBeFocused();
  const candidate = page.getByRole('button', { name: '議題の候補にする' });
  await expect(candidate).toBeDisabled();
  expect(await candidate.evaluate((button) => getComputedStyle(button).borderStyle)).toBe('dashed');
  await page.context().close();
});

test('[F-R22] more contrast in the dark stays dark; the step is told without colours', async ({
  browser,
}) => {
  const page = await enterSample(browser, server, 'member6');
  await page.emulateMedia({ colorScheme: 'dark', contrast: 'more' });
  await page.goto(`${server.origin}${c}/board`);
  for (const part of ['body', '.col', 'li.card'])
    expect(await darkness(page.locator(part).first()), part).toBeLessThan(30);
  await page.goto(`${server.origin}${c}/issues/new`);
  await page.emulateMedia({ forcedColors: 'active' });
  const drawn = page.locator('.steps3 li').evaluateAll((steps) =>
    steps.map((step) => {
      const { borderTopStyle, borderTopWidth, textDecorationLine } = getComputedStyle(step);
      return [borderTopStyle, borderTopWidth, textDecorationLine].join(' ');
    }),
  );
  const [now, next] = await drawn;
  expect(now).not.toBe(next);
  await page.context().close();
});

/** The brightest channel of what is behind it, 0 to 255. */
async function darkness(of: Locator): Promise<number> {
  const colour = await of.evaluate((node) => {
    let at: Element | null = node;
    while (at && getComputedStyle(at).backgroundColor === 'rgba(0, 0, 0, 0)') at = at.parentElement;
    return at ? getComputedStyle(at).backgroundColor : 'rgb(255, 255, 255)';
  });
  return Math.max(...(colour.match(/\d+/g) ?? ['255']).slice(0, 3).map(Number));
}

async function councilId(page: Page): Promise<string> {
  const answer = await page.request.get(`${server.origin}/api/v1/councils/mizukidai`);
  return ((await answer.json()) as { id: string }).id;
}

/** Of the person whose browser it is, from the roster that she reads. */
async function personId(page: Page): Promise<string> {
  await page.goto(`${server.origin}${c}/settings/people`);
  const href = await page.getByRole('link', { name: '大沢 文江' }).first().getAttribute('href');
  return href?.split('/').at(-1)?.split('#')[0] ?? '';
}
