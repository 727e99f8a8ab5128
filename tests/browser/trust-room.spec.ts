import { expect, test, type Page } from '@playwright/test';
import { hydrated } from './hydrated.ts';
import { complaints, prepareMeeting, type Prepared } from './prepared.ts';

/* Where people would lose trust in the live room: what is gone, who writes, what a refusal says, and the closing. */

let prepared: Prepared;
test.beforeAll(async () => {
  prepared = await prepareMeeting();
});
test.afterAll(() => prepared.server.dispose());

const item = (page: Page, name: string) => page.locator('nav.agenda ol a', { hasText: name });
const pen = (page: Page) => page.locator('.ProseMirror');

async function write(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'メモを書く' }).click();
  await expect(pen(page)).toBeFocused();
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
}
async function enterRoom(page: Page): Promise<Page> {
  await page.goto(prepared.room);
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  return page;
}
async function leave(...pages: Page[]): Promise<void> {
  for (const page of pages) {
    expect(complaints.get(page.context())).toEqual([]);
    await page.context().close();
  }
}

test('[F-P33] [F-P34] the room says who presides, leads to adding papers, and shows members the closed ones', async ({
  browser,
}) => {
  const { council, enter, room } = prepared;
  const facilitator = await enterRoom(await enter(browser, council.facilitator));
  await expect(facilitator.locator('.when')).toContainText('議長 委員1さん');
  await expect(facilitator.locator('.people .person').first()).toContainText('委員1');
  await facilitator.getByRole('link', { name: '資料を加える' }).click();
  await facilitator.waitForURL(`${room}/materials`);
  await facilitator.getByLabel('資料名').fill('個人情報のある資料');
  await facilitator
    .getByRole('textbox', { name: 'ホームページのアドレス（URL）' })
    .fill('https://example.org/a');
  await facilitator.getByText('非公開', { exact: true }).click();
  await facilitator.getByRole('button', { name: 'この資料を加える' }).click();
  await expect(facilitator.getByText('として加えました。')).toBeVisible();
  const member = await enterRoom(await enter(browser, council.seats[3]!.personId));
  const papers = (page: Page) => page.getByRole('region', { name: '資料' });
  await expect(papers(member).getByRole('link', { name: /個人情報のある資料/ })).toContainText('非公開');
  await expect(papers(member).getByRole('link', { name: '資料を加える' })).toHaveCount(0);
  const resident = await enter(browser, council.resident);
  await resident.goto(room);
  await expect(papers(resident)).toBeVisible();
  expect(await resident.content()).not.toContain('個人情報のある資料');
  await leave(facilitator, member, resident);
});

test('[F-P35] 「入力中」 stands at the item somebody writes in, while he writes', async ({ browser }) => {
  const { council, enter } = prepared;
  const recorder = await enterRoom(await enter(browser, council.recorder));
  const member = await enterRoom(await enter(browser, council.seats[3]!.personId));
  for (const page of [recorder, member]) await item(page, '高齢者の見守り').click();
  await write(recorder);
  // his caret is in the notes, and he writes nothing
  await write(member);
  await expect(member.getByText('が入力中です')).toBeHidden();
  await recorder.keyboard.type('見守りの回数');
  await expect(member.getByText('委員3が入力中です')).toBeVisible();
  await item(member, '開会').click();
  await expect(member.getByText('が入力中です')).toBeHidden();
  await item(member, '高齢者の見守り').click();
  await write(member);
  await expect(member.getByText('が入力中です')).toBeHidden({ timeout: 8_000 });
  // his caret still stands there
  await expect(member.locator('.caret', { hasText: '委員3' })).toBeVisible();
  await leave(recorder, member);
});

test('[F-P4] [MTG21] who writes in an item that is taken off is told and goes on; everybody sees who, and it is undone', async ({
  browser,
}) => {
  const { council, enter } = prepared;
  const facilitator = await enterRoom(await enter(browser, council.facilitator));
  const writer = await enterRoom(await enter(browser, council.seats[5]!.personId));
  const title = /その他/;
  await writer.locator('nav.agenda ol a', { hasText: title }).click();
  await write(writer);
  await writer.keyboard.type('夏祭りの件');
  // after the call a member asks
  await writer.getByRole('button', { name: '外すことを提案する' }).click();
  await writer.getByLabel('外したい理由').fill('次回にまとめたい');
  await writer.getByRole('button', { name: '提案する', exact: true }).first().click();
  await expect(writer.getByText('提案しました。進行役が判断します。').first()).toBeVisible();
  await pen(writer).click();
  await writer.keyboard.press('Control+End');
  await facilitator.locator('nav.agenda ol a', { hasText: title }).click();
  await expect(facilitator.getByText('この議題を外す提案：次回にまとめたい')).toBeVisible();
  await facilitator.getByRole('button', { name: '外す', exact: true }).first().click();

  await expect(writer.getByText(/この議題は委員2さんが\d+:\d\dに次第から外しました/)).toBeVisible();
  await expect(pen(writer)).toBeFocused();
  await writer.keyboard.type('、つづき');
  await expect(writer.locator('.saved')).toHaveAttribute('data-state', 'saved');
  await expect(writer.getByRole('region', { name: '外した議題' })).toContainText('委員2さんが外しました');
  await expect(writer.locator('nav.agenda ol a', { hasText: title })).toHaveCount(0);
  await expect(writer.getByRole('button', { name: /^取り消す/ })).toHaveCount(0);

  await facilitator.locator('main').getByRole('button', { name: '取り消す' }).click();
  await expect(writer.locator('nav.agenda ol a', { hasText: title })).toBeVisible();
  await expect(writer.getByRole('region', { name: '外した議題' })).toBeHidden();
  await expect(pen(facilitator).or(facilitator.locator('.reading'))).toContainText('夏祭りの件、つづき');
  await leave(facilitator, writer);
});

test('[F-P16] a name typed for an alternate is nobody else’s; a roster whose session has ended says so and keeps its rows', async ({
  browser,
}) => {
  const { council, enter, server } = prepared;
  const recorder = await enterRoom(await enter(browser, council.recorder));
  await recorder.getByRole('button', { name: '出席を記録する' }).click();
  const row = recorder.locator('li', { hasText: '席23' }).filter({ has: recorder.getByRole('group') });
  const way = (name: string) => row.getByRole('button', { name, exact: true });
  await way('代理出席').click();
  await row.getByLabel('代理の方のお名前').fill('代理 花子');
  await row.getByLabel('代理の方のお名前').press('Tab');
  await expect(way('代理出席')).toHaveAttribute('aria-pressed', 'true');
  // who is there leaves early; that he was absent would be untrue (REG11)
  await expect(way('欠席')).toHaveCount(0);
  for (const name of ['会場で出席', 'オンラインで出席']) {
    await way(name).click();
    await expect(way(name)).toHaveAttribute('aria-pressed', 'true');
  }

  // on a phone it stands wherever one is: the refusal is not in a part that is out of sight
  const phone = await enter(browser, council.seats[20]!.personId, { width: 390, height: 844 });
  await phone.goto(prepared.room);
  await hydrated(phone);
  await phone.locator('.phone-tabs button').nth(2).click();
  await phone.context().clearCookies();
  await phone.getByRole('button', { name: '会場に着きました' }).click();
  await expect(phone.locator('.refusal')).toContainText('ログイン');
  await phone.context().close();

  const secretariat = await enter(browser, council.secretariat);
  await secretariat.goto(`${server.origin}/c/${council.slug}/settings/seats`);
  await hydrated(secretariat);
  await secretariat.getByText('名簿をまとめて登録する').click();
  const rows = '新しい町会\t山田 太郎';
  await secretariat.locator('textarea[name=roster]').fill(rows);
  await secretariat.context().clearCookies();
  await secretariat.locator('form[action="?/many"] button[type=submit]').click();
  await expect(secretariat.locator('form[action="?/many"]').getByRole('alert')).toContainText('ログイン');
  await expect(secretariat.locator('textarea[name=roster]')).toHaveValue(rows);
  await recorder.context().close();
  await secretariat.context().close();
});

test('[F-P1] at the closing nobody is alarmed whose words are saved; what is unsent is shown to him alone, to the first letter', async ({
  browser,
}) => {
  const { council, enter } = prepared;
  const facilitator = await enterRoom(await enter(browser, council.facilitator));
  const recorder = await enterRoom(await enter(browser, council.recorder));
  const member = await enterRoom(await enter(browser, council.seats[6]!.personId));
  const offline = await enterRoom(await enter(browser, council.seats[7]!.personId));
  for (const page of [recorder, member, offline]) await item(page, '高齢者の見守り').click();
  await write(recorder);
  for (const letter of '書記が一字ずつ書いたメモです。') await recorder.keyboard.insertText(letter);
  await expect(recorder.locator('.saved')).toHaveAttribute('data-state', 'saved');
  await expect(member.locator('.reading')).toContainText('書記が一字ずつ書いたメモです。');
  await write(offline);
  await offline.context().setOffline(true);
  await offline.keyboard.press('Control+End');
  await offline.keyboard.insertText('届かないことば');
  await expect(offline.locator('.saved')).toHaveAttribute('data-state', 'device-only');

  await facilitator.getByRole('button', { name: '閉会する' }).click();
  await facilitator.getByRole('dialog').getByRole('button', { name: '閉会する' }).click();
  for (const page of [facilitator, recorder, member]) {
    await expect(page.getByText('閉会しました。メモは議事録の案に反映しています。')).toBeVisible();
    await expect(page.locator('.refusal')).toHaveCount(0);
    await expect(page.getByText('保存できなかった文')).toHaveCount(0);
  }
  await offline.context().setOffline(false);
  await expect(offline.getByText('次の文は閉会までに届かなかった')).toBeVisible({ timeout: 15_000 });
  await expect(offline.locator('.rejected')).toHaveText('届かないことば');
  await leave(facilitator, recorder, member);
  await offline.context().close();
});
