import { expect, test, type Browser, type Page } from '@playwright/test';
import { accessibilityFaults } from './accessibility.ts';
import { press, tabTo } from './keyboard.ts';
import { complaints, prepareMeeting, type Prepared } from './prepared.ts';

/*
 * Fingers and dots: what people tap in the room and on the round's own page, by keyboard and without script, what the
 * wall shows before, during and after, and the result anybody counts again, also without a network.
 */
test.describe.configure({ mode: 'serial' });

const question = ['先に取り組む課題はどれですか。', '・見守り', '・ごみ案内', '・通学路の明かり'].join('\n');
const phone = { width: 360, height: 780 };

let prepared: Prepared;
let leads: Page;
let textHash: string;
test.beforeAll(async ({ browser }) => {
  prepared = await prepareMeeting(question);
  leads = await prepared.enter(browser, prepared.council.facilitator);
  const { meetingId, itemId } = prepared;
  await act(leads, 'set-current-item', { meetingId, itemId });
  ({ textHash = '' } = await act(leads, 'freeze-proposal', { meetingId, itemId }));
});
test.afterAll(() => prepared.server.dispose());

let acts = 0;
async function act(page: Page, command: string, input: object): Promise<Record<string, string>> {
  const answer = await page.request.post(`${prepared.server.origin}/api/v1/commands/${command}`, {
    data: input,
    headers: { Origin: prepared.server.origin, 'Idempotency-Key': `${command}-${++acts}` },
  });
  const { ok, result, error } = await answer.json();
  if (!ok) throw new Error(`${command}: ${JSON.stringify(error)}`);
  return result;
}
const at = (path: string) => `${prepared.server.origin}/c/${prepared.council.slug}${path}`;
const seat = (no: number) => prepared.council.seats[no - 1]!;
const member = (browser: Browser, no: number, viewport = phone) =>
  prepared.enter(browser, seat(no).personId, viewport);
async function enterRoom(page: Page): Promise<Page> {
  await page.goto(prepared.room);
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  return page;
}
/** The recorder types what these seats said. */
async function typed(recorder: Page, roundId: string, seats: readonly number[], choice: unknown) {
  for (const no of seats)
    await act(recorder, 'cast-ballot', { roundId, textHash, choice, for: seat(no).seatId, via: 'live' });
}
async function newestRound(page: Page): Promise<string> {
  const answer = await page.request.get(`${prepared.server.origin}/api/v1/meetings/${prepared.meetingId}`);
  const { rounds } = (await answer.json()) as { rounds: { id: string }[] };
  return rounds.at(-1)!.id;
}
async function leave(...pages: Page[]): Promise<void> {
  for (const page of pages) {
    expect(complaints.get(page.context())).toEqual([]);
    await page.context().close();
  }
}
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test('[DEC16] [G14] dots: counted down on the screen, sent without script, ranked on the wall, counted again without a network', async ({
  browser,
}) => {
  const room = await enterRoom(leads);
  await room.getByRole('radio', { name: /^シール投票/ }).check();
  await expect(room.getByText('選択肢（3件）')).toBeVisible();
  await room.getByRole('button', { name: 'この文面で確認を始める' }).click();
  await expect(room.locator('#round h3')).toContainText('シール投票（第1回）');
  const roundId = await newestRound(room);
  const wall = await prepared.enter(browser, prepared.council.facilitator, { width: 1920, height: 1080 });
  await wall.goto(`${prepared.room}/screen`);
  await expect(wall.getByText('一人3枚まで、同じ選択肢には2枚まで貼れます。')).toBeVisible();

  const hand = await enterRoom(await member(browser, 4));
  const option = (page: Page, words: string) => page.getByRole('radiogroup', { name: words });
  await expect(hand.getByText('残り3枚')).toBeVisible();
  await option(hand, '見守り').getByRole('radio', { name: '2枚' }).check({ force: true });
  await expect(hand.getByText('残り1枚')).toBeVisible();
  await expect(option(hand, 'ごみ案内').getByRole('radio', { name: '2枚' })).toBeDisabled();
  await tabTo(hand, option(hand, 'ごみ案内').getByRole('radio', { name: '貼らない' }));
  await hand.keyboard.press('ArrowRight');
  await expect(hand.getByText('残り0枚')).toBeVisible();
  for (const box of await hand.locator('.choose label').all())
    expect((await box.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  expect(await accessibilityFaults(hand)).toEqual([]);
  await hand.getByRole('button', { name: 'この内容で回答する' }).click();
  await expect(hand.getByText('見守り 2枚、ごみ案内 1枚').first()).toBeVisible();

  // without script the server says what is too many, and nothing chosen is lost
  const plain = await browser.newContext({ viewport: phone, locale: 'ja-JP', javaScriptEnabled: false });
  await plain.addCookies(await (await member(browser, 5)).context().cookies());
  const form = await plain.newPage();
  await form.goto(at(`/rounds/${roundId}`));
  await option(form, '見守り').locator('label', { hasText: '2枚' }).click();
  await option(form, '通学路の明かり').locator('label', { hasText: '2枚' }).click();
  await form.getByRole('button', { name: 'この内容で回答する' }).click();
  await expect(form.getByText('シールが多すぎます。')).toBeVisible();
  await expect(option(form, '通学路の明かり').getByRole('radio', { name: '2枚' })).toBeChecked();
  await option(form, '通学路の明かり').locator('label', { hasText: '1枚' }).click();
  await form.getByRole('button', { name: 'この内容で回答する' }).click();
  await expect(form.getByText('回答を受け付けました')).toBeVisible();
  await plain.close();

  const recorder = await prepared.enter(browser, prepared.council.recorder);
  await typed(recorder, roundId, range(6, 10), { 通学路の明かり: 1, ごみ案内: 1 });
  await act(leads, 'close-round', { roundId });
  await expect(wall.locator('.verdict')).toHaveText('参加者の優先順位の目安です。');
  await expect(wall.locator('.bars li').first()).toContainText('1位');
  await expect(wall.locator('.bars li')).toHaveText([
    /ごみ案内.*6枚/s,
    /通学路の明かり.*6枚/s,
    /見守り.*4枚/s,
  ]);
  await expect(room.getByText('順位の目安ができました。')).toBeVisible();

  const reader = await member(browser, 6);
  await reader.goto(at(`/rounds/${roundId}`));
  await expect(reader.getByText('21枚のうち16枚のシールが貼られました（7人）。')).toBeVisible();
  expect(await accessibilityFaults(reader)).toEqual([]);
  await reader.goto(at(`/rounds/${roundId}/check`));
  await expect(reader.getByText('同じ結果になりました')).toBeVisible();
  const published = await (
    await reader.request.get(`${prepared.server.origin}/api/v1/rounds/${roundId}`)
  ).json();
  await expect
    .poll(() =>
      reader.evaluate(async () => (await caches.keys()).some((name) => name.startsWith('yoriai-pages'))),
    )
    .toBe(true);
  await reader.reload();
  await expect(reader.getByText('同じ結果になりました')).toBeVisible();
  await reader.context().setOffline(true);
  await reader.reload();
  await expect(reader.getByText('同じ結果になりました')).toBeVisible();
  const file = (json: object) => ({
    name: 'round.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(json)),
  });
  const saved = reader.getByRole('region', { name: '保存したファイルを確かめる' });
  await saved.locator('input').setInputFiles(file(published));
  await expect(saved.getByText('同じ結果になりました')).toBeVisible();
  published.input.ballots[0].choice = { 見守り: 2, ごみ案内: 1 };
  published.input.ballots[1].choice = { 見守り: 2, ごみ案内: 1 };
  await saved.locator('input').setInputFiles(file(published));
  await expect(saved.getByText('結果が違います')).toBeVisible();
  await reader.context().setOffline(false);
  await leave(hand, recorder, wall);
  await reader.context().close();
});

test('[DEC17] [G11] five fingers: a hand by touch, a hand by keyboard, a wall that shows no count, and talk before it is asked again', async ({
  browser,
}) => {
  const room = await enterRoom(leads);
  await room.getByRole('radio', { name: /^5本指での意思表示/ }).check();
  await room.getByRole('button', { name: 'この文面で確認を始める' }).click();
  await expect(room.locator('#round h3')).toContainText('5本指での意思表示（第2回）');
  const roundId = await newestRound(room);

  const wall = await prepared.enter(browser, prepared.council.facilitator, { width: 1920, height: 1080 });
  await wall.goto(`${prepared.room}/screen`);
  await expect(wall.getByText('5本 大賛成')).toBeVisible();
  await expect(wall.getByText('0本 進められない')).toBeVisible();

  const hand = await enterRoom(await member(browser, 4));
  const choices = hand.locator('.stances label');
  await expect(choices).toHaveCount(6);
  for (const box of await choices.all()) expect((await box.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  await hand.locator('label', { hasText: '5本 大賛成' }).click();
  await hand.getByRole('textbox', { name: '引き受けられること' }).fill('まとめ役をお受けできます');
  expect(await accessibilityFaults(hand)).toEqual([]);
  await hand.getByRole('button', { name: 'この内容で回答する' }).click();
  await expect(hand.getByText('回答を受け付けました').first()).toBeVisible();

  // the page of the round has no script: keys and the server alone
  const keys = await member(browser, 5, { width: 1280, height: 900 });
  await keys.goto(at(`/rounds/${roundId}`));
  await tabTo(keys, keys.getByRole('radio').first());
  await keys.keyboard.press('Space');
  for (let i = 0; i < 3; i++) await keys.keyboard.press('ArrowDown');
  await expect(keys.getByRole('radio', { name: /^2本/ })).toBeChecked();
  await keys.getByRole('textbox', { name: '気になること' }).fill('人が足りるか気になります');
  await press(keys, keys.getByRole('button', { name: 'この内容で回答する' }));
  await expect(keys.getByText('回答を受け付けました')).toBeVisible();

  const recorder = await prepared.enter(browser, prepared.council.recorder);
  await typed(recorder, roundId, [...range(1, 3), ...range(6, 18)], '4');
  await expect(wall.locator('.reply strong')).toHaveText('18');
  expect(await wall.locator('main').textContent()).not.toMatch(/16人|まとめ役/);
  await act(leads, 'close-round', { roundId });

  await expect(wall.locator('.verdict')).toHaveText('まだ合意していません。');
  await expect(wall.getByText('次は、2本以下の方の意見を聞いて')).toBeVisible();
  await expect(room.getByText('話し合ってから、もう一度確かめます。')).toBeVisible();
  await expect(room.locator('.bars li')).toHaveCount(6);
  await expect(room.locator('.bars li').nth(1)).toContainText('16人');

  const result = await member(browser, 5);
  await result.goto(at(`/rounds/${roundId}`));
  await expect(result.locator('.say')).toContainText('もっと話し合いたい人が1人います');
  await expect(result.locator('.part')).toHaveCount(7);
  await expect(result.locator('.voice')).toHaveCount(2);
  await expect(result.locator('.voice', { hasText: 'まとめ役' })).toContainText('引き受けられること');
  expect(await accessibilityFaults(result)).toEqual([]);
  expect(await result.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);

  // the same words again: now nobody is below three
  await room.getByRole('radio', { name: /^5本指での意思表示/ }).check();
  await room.getByRole('button', { name: 'この文面で確認を始める' }).click();
  await expect(room.locator('#round h3')).toContainText('（第3回）');
  const second = await newestRound(room);
  await typed(recorder, second, range(1, 18), '3');
  await act(leads, 'close-round', { roundId: second });
  await expect(wall.locator('.verdict')).toContainText('支持があることを確認しました');
  await leave(hand, keys, recorder, wall, result);
});

test('[LOT2] [LOT8] a draw: the list first, then the figure of the room, then anybody checks it, all without script but the check', async ({
  browser,
}) => {
  const plain = await browser.newContext({ viewport: phone, locale: 'ja-JP', javaScriptEnabled: false });
  await plain.addCookies(await leads.context().cookies());
  const page = await plain.newPage();
  await page.goto(at('/lots'));
  await page.getByLabel('何を決めるくじですか').fill('議事録の署名人');
  await page.getByLabel('選ぶ数、又は班の数').fill('２');
  await expect(page.getByLabel('名簿（1行に1件）')).toHaveValue(/^町会連合会\n席2\n/);
  await page.getByRole('button', { name: '名簿を固定する' }).click();
  await page.waitForURL(/\/lots\/\d{4}-01$/);
  await expect(page.getByText('25件から2件を選びます。')).toBeVisible();
  const words = await page.locator('.spoken b').textContent();
  await page.getByLabel('出た数字').fill('さいころ');
  await page.getByRole('button', { name: 'この数字でくじを引く' }).click();
  await expect(page.getByText('数字を書いてください')).toBeVisible();
  await page.getByLabel('出た数字').fill('３ １ ４');
  await page.getByRole('button', { name: 'この数字でくじを引く' }).click();
  await expect(page.getByRole('heading', { name: '選ばれた方' })).toBeVisible();
  await expect(page.locator('.groups li')).toHaveCount(2);
  await expect(page.locator('.spoken b')).toHaveText(words ?? '');
  const address = page.url();
  await plain.close();

  const reader = await member(browser, 7);
  await reader.goto(address);
  expect(await accessibilityFaults(reader)).toEqual([]);
  expect(await reader.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
  await reader.getByRole('link', { name: '抽選を確かめる' }).click();
  await expect(reader.getByText('合っています', { exact: true })).toHaveCount(4);
  expect(await accessibilityFaults(reader)).toEqual([]);
  await leave(reader);
});
