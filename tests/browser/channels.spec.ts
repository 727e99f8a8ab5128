import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { hydrated } from './hydrated.ts';
import { complaints, complaintsOf, prepareMeeting, type Prepared } from './prepared.ts';

/*
 * One reply a seat, by whatever way it comes: hands seen together on a phone, papers typed by the secretariat, and a reply
 * that was given while the network was gone.
 */

// one evening, its rounds one after the other
test.describe.configure({ mode: 'serial' });

let prepared: Prepared;
test.beforeAll(async () => {
  prepared = await prepareMeeting('見守りを週に一度おこなう。');
});
test.afterAll(() => prepared.server.dispose());

const narrow = { width: 360, height: 740 };
const at = (path: string) => prepared.server.origin + path;
let round: { roundId: string; textHash: string } | undefined;

async function act<R = Record<string, unknown>>(page: Page, command: string, input: object): Promise<R> {
  const answer = await page.request.post(at(`/api/v1/commands/${command}`), {
    data: input,
    headers: { origin: prepared.server.origin, 'idempotency-key': `${command} ${Math.random()}` },
  });
  const said = (await answer.json()) as { ok: boolean; result: R };
  expect(said, command).toMatchObject({ ok: true });
  return said.result;
}
const state = async (page: Page) =>
  (await (await page.request.get(at(`/api/v1/rounds/${round!.roundId}`))).json()) as {
    replied: { label: string }[];
    outcome?: { total: { byChoice: Record<string, string> } };
  };
const repliedBy = async (page: Page, no: number) =>
  (await state(page)).replied.some(({ label }) => label === `席${no}`);

let leads: Page;
/** Opens a round on these words; the first time the words stand there already. */
async function open(browser: Browser, text?: string): Promise<void> {
  leads ??= await prepared.enter(browser, prepared.council.facilitator);
  const { meetingId, itemId } = prepared;
  if (text !== undefined) {
    await enterItem(leads);
    const words = leads.getByPlaceholder('例：声かけ訪問');
    await words.fill(text);
    await expect(leads.locator('.saved')).toHaveAttribute('data-state', 'saved');
  }
  const frozen = await act<{ proposalId: string; textHash: string }>(leads, 'freeze-proposal', {
    meetingId,
    itemId,
  });
  const opened = await act<{ roundId: string }>(leads, 'open-round', {
    proposalId: frozen.proposalId,
    mode: 'consent',
  });
  round = { roundId: opened.roundId, textHash: frozen.textHash };
}
const close = () => act(leads, 'close-round', { roundId: round!.roundId });

async function enterItem(page: Page): Promise<void> {
  await page.goto(prepared.room);
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  const tabs = page.locator('.phone-tabs button');
  if (await tabs.first().isVisible()) await tabs.nth(1).click();
  await page.locator('nav.agenda ol a', { hasText: '高齢者の見守り' }).click();
}
const member = (browser: Browser, no: number) =>
  prepared.enter(browser, prepared.council.seats[no - 1]!.personId, narrow);
const stance = (page: Page, choice: string) => page.locator(`label:has(input[value=${choice}])`);

test('[WAY1] [WAY2] [F-P40] on a phone the others’ hands are entered at one look, twenty in six taps, and taken back by one', async ({
  browser,
}) => {
  await open(browser);
  const recorder = await prepared.enter(browser, prepared.council.recorder, narrow);
  await enterItem(recorder);
  let taps = 0;
  const tap = async (what: Locator) => {
    taps++;
    await what.click();
  };
  await tap(recorder.getByText('挙手・口頭の回答を、名簿で記録する'));
  const row = (no: number) => recorder.locator('.hand', { hasText: `${no}　席${no}` });
  await tap(row(5).getByRole('button', { name: '保留', exact: true }));
  await expect(recorder.getByText('あと18人')).toBeVisible();
  await tap(recorder.getByRole('button', { name: 'ほかの方は全員同意' }));
  const asked = recorder.getByRole('dialog');
  await expect(asked).toContainText('18人の回答を「同意」と記録しますか');
  await expect(asked).toContainText('委員20さん');
  await expect(asked).not.toContainText('委員5さん');
  await tap(asked.getByRole('button', { name: '18人分を記録する' }));
  await expect(recorder.getByText('全員の回答がそろいました')).toBeVisible();
  await expect(row(20).getByRole('button', { name: '同意', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  // his own reply is his own form's
  expect(taps).toBeLessThanOrEqual(30);
  expect((await state(recorder)).replied).toHaveLength(19);
  // each learns at once who entered what
  const other = await member(browser, 8);
  await enterItem(other);
  await expect(other.getByText(/委員3さんが「同意」と入力しました/)).toBeVisible();

  await recorder.getByRole('button', { name: 'この18人分を取り消す' }).click();
  await expect(recorder.getByText('あと18人')).toBeVisible();
  expect((await state(recorder)).replied).toHaveLength(1);
  expect(await recorder.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  for (const page of [recorder, other]) {
    expect(complaints.get(page.context())).toEqual([]);
    await page.context().close();
  }
});

test('[WAY8] [AT-6.4] a ballot given offline waits, is sent by its owner alone and only when he says so once more', async ({
  browser,
}) => {
  if (!round) await open(browser);
  const page = await member(browser, 4);
  await enterItem(page);
  await hydrated(page);
  await page.context().setOffline(true);
  await expect(page.getByText('通信が切れています。回答はこの端末に未送信として残し')).toBeVisible();
  await stance(page, 'concern').click();
  await page.getByRole('textbox', { name: /心配な点/ }).fill('冬の夜は暗い');
  await page.getByRole('button', { name: '未送信としてこの端末に残す' }).click();
  const held = page.locator('[data-held]');
  await expect(held).toContainText('未送信の回答があります');
  await expect(held).toContainText('冬の夜は暗い');
  await page.context().setOffline(false);
  // the line is back: still nothing was sent
  const confirm = page.getByRole('button', { name: '「懸念あり」を送信する' });
  await expect(confirm).toBeVisible();
  expect(await repliedBy(leads, 4)).toBe(false);

  // somebody else comes to the same browser: he neither sees it nor sends it
  const mine = await page.context().cookies();
  const friend = await member(browser, 6);
  const theirs = await friend.context().cookies();
  await page.context().clearCookies({ name: 'yoriai' });
  await page.context().addCookies(theirs);
  await enterItem(page);
  await expect(page.locator('#round')).toBeVisible();
  await expect(page.getByText('冬の夜は暗い')).toHaveCount(0);
  await page.goto(at(`/c/${prepared.council.slug}/rounds/${round!.roundId}`));
  await expect(page.locator('[data-held-place]')).toBeEmpty();
  expect(await repliedBy(leads, 4)).toBe(false);
  expect(await repliedBy(leads, 6)).toBe(false);

  // its owner is back, on the round's own page, and says so once more
  await page.context().clearCookies({ name: 'yoriai' });
  await page.context().addCookies(mine);
  await page.goto(at(`/c/${prepared.council.slug}/rounds/${round!.roundId}`));
  const place = page.locator('[data-held-place]');
  await expect(place).toContainText('懸念あり');
  await place.getByRole('button', { name: 'この回答を送信する' }).click();
  await expect(page.getByText('回答を受け付けました')).toBeVisible();
  await expect(place).toBeEmpty();
  await expect.poll(() => repliedBy(leads, 4)).toBe(true);
  await page.reload();
  await expect(place).toBeEmpty();
  await page.context().close();
  await friend.context().close();
});

test('[WAY8] [AT-6.4] the round was closed meanwhile: it says so in the room and on its page, and nothing is counted', async ({
  browser,
}) => {
  if (!round) await open(browser);
  const [inRoom, onPage] = [await member(browser, 9), await member(browser, 10)];
  await enterItem(inRoom);
  await hydrated(inRoom);
  await onPage.goto(at(`/c/${prepared.council.slug}/rounds/${round!.roundId}`));
  for (const page of [inRoom, onPage]) await page.context().setOffline(true);
  await stance(inRoom, 'stand_aside').click();
  await inRoom.getByRole('button', { name: '未送信としてこの端末に残す' }).click();
  await expect(inRoom.locator('[data-held]')).toContainText('保留');
  await stance(onPage, 'stand_aside').click();
  await onPage.locator('main form button.big').click();
  const place = onPage.locator('[data-held-place]');
  await expect(place).toContainText('未送信の回答があります');
  await expect(onPage.locator('.told .refusal')).toContainText('送信していません。');
  const replied = (await state(leads)).replied.length;
  await close();
  for (const page of [inRoom, onPage]) await page.context().setOffline(false);
  await expect(inRoom.getByText('未送信の回答は、数えられていません')).toBeVisible();
  await onPage.reload();
  await expect(place).toContainText('未送信の回答は、数えられていません');
  const counts = Object.values((await state(leads)).outcome!.total.byChoice).map(Number);
  expect(counts.reduce((sum, n) => sum + n)).toBe(replied);
  for (const page of [inRoom, onPage]) {
    await page.getByRole('button', { name: '閉じる', exact: true }).click();
    await expect(page.getByText('未送信の回答は、数えられていません')).toHaveCount(0);
    await page.reload();
    await expect(page.locator('#main, .room').first()).toBeVisible();
    await expect(page.getByText('未送信の回答は、数えられていません')).toHaveCount(0);
    await page.context().close();
  }
});

test('[WAY3] [WAY4] [WAY5] papers are typed, corrected and counted by two, without a script', async ({
  browser,
}) => {
  await open(browser, '紙でも回答できる。');
  const writes = await prepared.enter(browser, prepared.council.secretariat, narrow);
  await writes.goto(at(`/c/${prepared.council.slug}/rounds/${round!.roundId}/papers`));
  const enter = async (no: string, choice: string) => {
    await writes.getByLabel('席番号').fill(no);
    await writes.locator(`form[action="?/enter"] label:has(input[value=${choice}])`).click();
    await writes.getByRole('button', { name: 'この1枚を登録する' }).click();
  };
  await enter('２２', 'consent');
  await expect(writes.getByText('「同意」と登録しました。')).toBeVisible();
  await enter('23', 'stand_aside');
  await expect(writes.getByText('「保留」と登録しました。')).toBeVisible();
  await enter('22', 'stand_aside');
  await expect(writes.getByRole('alert').first()).toContainText('すでに登録されています');
  await expect(writes.getByText('同じ席から、別の用紙がもう1枚届きました')).toBeVisible();
  await enter('99', 'consent');
  await expect(writes.getByRole('alert').first()).toBeVisible();
  await writes.getByText('23番の登録を訂正する').click();
  const correction = writes.locator('form[action="?/correct"]').nth(1);
  await correction.locator('label:has(input[value=consent])').click();
  await correction.getByLabel('訂正の理由').fill('枠を見誤った');
  await correction.getByRole('button', { name: '訂正票を登録する' }).click();
  await expect(writes.getByText('訂正票を登録しました。')).toBeVisible();
  await expect(writes.locator('[data-gone=corrected]')).toContainText('訂正済み');
  const count = async (sheets: string) => {
    await writes.getByLabel('数えた人（1人目）').selectOption({ label: '平賀' });
    await writes.getByLabel('数えた人（2人目）').selectOption({ label: '委員4' });
    await writes.getByLabel('数えた枚数').fill(sheets);
    await writes.getByRole('button', { name: '2人で数えたことを記録する' }).click();
  };
  await count('3');
  await expect(writes.getByRole('alert').first()).toContainText('数えた枚数は3枚、登録した紙は2枚');
  await count('2');
  await expect(writes.getByText('平賀さんと委員4さんが数えました')).toBeVisible();
  expect(await writes.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await close();
  await writes.goto(at(`/c/${prepared.council.slug}/rounds/${round!.roundId}`));
  await expect(writes.getByText('回答の届き方')).toBeVisible();
  await expect(writes.getByText('登録の誤りを、訂正票で1件訂正しました。')).toBeVisible();
  expect(complaintsOf(writes)).toEqual([]);
  await writes.context().close();
});

test('[WAY6] [WAY9] papers to print name no holder; they are noted as sent and back, and proxies are entered by number', async ({
  browser,
}) => {
  const writes = await prepared.enter(browser, prepared.council.secretariat, narrow);
  const base = at(`/c/${prepared.council.slug}/meetings/${prepared.meetingId}`);
  await writes.goto(`${base}/sheets`);
  await writes.getByRole('link', { name: '委任状を印刷する' }).click();
  const papers = writes.locator('section.slip');
  await expect(papers).toHaveCount(25);
  await expect(papers.first()).toContainText('受任者の氏名');
  await expect(papers.first()).toContainText('1番');
  // nobody's name stands on it, neither the chair's nor the giver's
  await expect(papers.first()).not.toContainText('委員');
  await writes.goto(`${base}/sheets`);
  await writes.locator('label:has(input[value=sent])').click();
  await writes.getByText('すべての席').click();
  await writes.getByRole('button', { name: '記録する', exact: true }).click();
  await expect(writes.getByText('25席分を記録しました。')).toBeVisible();
  await writes.getByLabel('席番号').fill('22、24-25');
  await writes.getByRole('button', { name: '記録する', exact: true }).click();
  await expect(writes.getByText('3席分を記録しました。')).toBeVisible();

  await writes.goto(`${base}/proxies`);
  const give = async (from: string, to: string) => {
    await writes.getByLabel('委任する方の席番号').fill(from);
    await writes.getByLabel('受任者の席番号').fill(to);
    await writes.getByRole('button', { name: 'この委任状を登録する' }).click();
  };
  await give('24', '4');
  await expect(writes.getByText('24番の委任状を登録しました')).toBeVisible();
  await give('25', '24');
  await expect(writes.getByText('25番の委任状を登録しました')).toBeVisible();
  await give('24', '25');
  await expect(writes.getByRole('alert').first()).toContainText('委任がひと回りして');
  await expect(writes.getByText('受任者が不在')).toBeVisible();
  await expect(writes.getByText('出席・算入1通')).toBeVisible();
  await writes.goto(`${base}/sheets`);
  await expect(writes.locator('dl.figures div', { hasText: '登録済み' })).toContainText('2');
  expect(await writes.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(complaintsOf(writes)).toEqual([]);
  await writes.context().close();
});
