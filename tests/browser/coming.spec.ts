import { expect, test, type Page } from '@playwright/test';
import { addDays } from '#lib/domain/calendar/day.ts';
import { readDay } from '#lib/domain/calendar/written.ts';
import { hydrated } from './hydrated.ts';
import { prepareMeeting, type Prepared } from './prepared.ts';

/*
 * Who comes, who is there and who has gone, in real browsers: replies before the meeting, its move to another day, and
 * the register while it runs.
 */

let prepared: Prepared;
test.beforeAll(async () => {
  prepared = await prepareMeeting();
});
test.afterAll(() => prepared.server.dispose());

const base = () => prepared.room.replace(/\/meetings\/.*$/, '');

/** A new meeting in two weeks, called; answers with the address of its room. */
async function callAnother(page: Page): Promise<string> {
  await page.goto(`${base()}/meetings`);
  await hydrated(page);
  await page.getByText('会議を準備する').click();
  // the form offers the hours of the last meeting, which was prepared for now: late in the evening they end after midnight
  await page.getByLabel('開始').fill('19:00');
  await page.getByLabel('終了').fill('21:00');
  await page.getByRole('textbox', { name: '場所' }).fill('第2集会所');
  await page.getByRole('button', { name: '準備を始める' }).click();
  await page.waitForURL(/\/meetings\/[\w-]{22}$/);
  const room = page.url();
  await hydrated(page);
  await page.getByRole('button', { name: '招集する' }).click();
  await page.getByRole('dialog', { name: '招集しますか' }).getByRole('button', { name: '招集する' }).click();
  await expect(page.locator('.meeting .chip')).toHaveText('開催予定');
  return room;
}

test('[F-P5] [F-P8] [F-P9] [F-P11] replies are listed and forecast; moved by the room’s menu, people are asked again', async ({
  browser,
}) => {
  const { council, enter } = prepared;
  const facilitator = await enter(browser, council.facilitator);
  const room = await callAnother(facilitator);
  const member = await enter(browser, council.seats[4]!.personId, { width: 390, height: 844 });
  await member.goto(`${room}#mine`);
  await hydrated(member);
  // weeks before nobody can be there: only replies are offered
  await expect(member.getByRole('button', { name: '会場に着きました' })).toHaveCount(0);
  await member.getByRole('button', { name: 'オンラインで出席します' }).click();
  await expect(member.getByText('予定：オンラインで出席')).toBeVisible();

  const list = facilitator.locator('section', { has: facilitator.locator('#coming-h') });
  await expect(list.getByText('オンラインで出席　1')).toBeVisible();
  await expect(list.getByText('未回答　24')).toBeVisible();
  await expect(list.getByText('定足数に達しない見込みです（見込み1人、必要13人）')).toBeVisible();
  // a reply by telephone is one tap
  await list.getByRole('button', { name: '電話・紙の回答を記録する' }).click();
  await list.getByRole('group', { name: '委員7の回答' }).getByRole('button', { name: '欠席' }).click();
  await list.getByRole('button', { name: '一覧に戻る' }).click();
  await expect(list.getByText('欠席　1人', { exact: true })).toBeVisible();
  await expect(list.getByText('未回答　23')).toBeVisible();

  // [REG15] who has said it himself is not in the list
  await list.getByRole('button', { name: '電話・紙の回答を記録する' }).click();
  await expect(list.getByRole('group', { name: '委員5の回答' })).toHaveCount(0);
  await list.getByRole('button', { name: '一覧に戻る' }).click();

  await facilitator.getByRole('button', { name: '印刷・予定表' }).click();
  await facilitator.getByRole('menuitem', { name: '日時の変更・延期・中止' }).click();
  await facilitator.waitForURL(/\/change$/);
  await hydrated(facilitator);
  await facilitator.getByText('開催日を定めずに延期する').click();
  await facilitator.getByLabel('延期する理由').fill('台風が来るため');
  await facilitator.getByRole('button', { name: '延期する', exact: true }).click();
  await facilitator.waitForURL(room);
  await expect(facilitator.getByText('台風が来るため')).toBeVisible();
  // nobody is entered in the register of a meeting that is put off
  await expect(facilitator.getByRole('button', { name: '出席を記録する' })).toHaveCount(0);

  // the member's home and a stranger's public link say so
  await member.goto(base());
  await expect(member.getByText('台風が来るため')).toBeVisible();
  const street = await browser.newPage();
  expect((await street.goto(room))!.status()).toBe(200);
  await expect(street.getByText('理由：台風が来るため')).toBeVisible();
  await street.goto(`${room}/notice`);
  await expect(street.getByRole('heading', { name: /の延期について$/ })).toBeVisible();
  const file = await (await street.request.get(`${room}/calendar.ics`)).text();
  expect(file).toMatch(/SEQUENCE:2\r?\n/);
  expect(file).toMatch(/STATUS:CANCELLED\r?\n/);

  // a new day from the list, and a new call: asked again
  await facilitator.goto(`${base()}/meetings`);
  await hydrated(facilitator);
  await facilitator.getByRole('link', { name: '日時の変更・延期・中止' }).click();
  const day = facilitator.getByLabel('開催日');
  await day.fill(addDays(readDay(await day.inputValue()) as string, 1));
  await facilitator.getByRole('button', { name: 'この内容に変更する' }).click();
  await facilitator.waitForURL(room);
  await hydrated(facilitator);
  await facilitator.getByRole('button', { name: '招集する' }).click();
  await facilitator
    .getByRole('dialog', { name: '招集しますか' })
    .getByRole('button', { name: '招集する' })
    .click();
  await expect(list.getByText('未回答　25')).toBeVisible();
  const again = await (await street.request.get(`${room}/calendar.ics`)).text();
  expect(again).toMatch(/SEQUENCE:4\r?\n/);
  expect(again).toMatch(/STATUS:CONFIRMED\r?\n/);
  for (const page of [facilitator, member, street]) await page.context().close();
});

test('[F-W12] until a meeting opens its page is an overview, and the agenda is written behind a button', async ({
  browser,
}) => {
  const { council, enter } = prepared;
  const facilitator = await enter(browser, council.facilitator);
  const room = await callAnother(facilitator);
  const facts = facilitator.getByRole('region', { name: 'この会議の概要' });
  for (const words of ['第2集会所', '会場とオンライン', 'どなたでも傍聴できます。'])
    await expect(facts).toContainText(words);
  const agenda = facilitator.getByRole('navigation', { name: '次第' });
  await expect(agenda.getByRole('link', { name: /前回の決定事項/ })).toContainText('報告事項');
  await expect(facilitator.getByRole('heading', { name: '資料' })).toBeVisible();
  await expect(facilitator.locator('.item-head')).toHaveCount(0);
  await expect(facilitator.getByRole('button', { name: '議題を加える' })).toHaveCount(0);
  await facilitator.getByRole('button', { name: '次第を修正する' }).click();
  await expect(facilitator.locator('.item-head')).toBeFocused();
  await expect(facilitator.getByRole('button', { name: '議題を加える', exact: true })).toBeVisible();
  await facilitator.getByRole('button', { name: '概要に戻る' }).click();
  await expect(facts.getByRole('heading')).toBeFocused();

  // on a phone all of it stands in one part, the reply first; the other part says who comes
  const member = await enter(browser, council.seats[5]!.personId, { width: 360, height: 740 });
  await member.goto(room);
  await hydrated(member);
  await expect(member.locator('.phone-tabs button')).toHaveText(['概要', '出欠の状況']);
  await expect(member.getByRole('button', { name: '会場で出席します' })).toBeVisible();
  await member.getByRole('link', { name: /前回の決定事項/ }).click();
  await expect(member.locator('.item-head h2')).toContainText('前回の決定事項');
  await member.getByRole('button', { name: '概要に戻る' }).click();
  await expect(member.getByRole('region', { name: 'この会議の概要' })).toBeVisible();

  // who has no pen is offered none
  const officer = await enter(browser, council.officer);
  await officer.goto(room);
  await hydrated(officer);
  await expect(officer.getByRole('region', { name: 'この会議の概要' })).toBeVisible();
  await expect(officer.getByRole('button', { name: '次第を修正する' })).toHaveCount(0);

  // the street reads the same facts; a meeting that runs shows its item at once
  const street = await browser.newPage({ locale: 'ja-JP' });
  await street.goto(room);
  for (const words of ['第2集会所', '会場とオンライン', '当日、会場の受付でお申し出ください。'])
    await expect(street.getByRole('region', { name: 'この会議の概要' })).toContainText(words);
  await member.goto(prepared.room);
  await expect(member.locator('.item-head')).toBeVisible();
  for (const page of [facilitator, member, officer, street]) await page.context().close();
});

test('[F-P3] [F-P33] who leaves early or comes back is noted at once, staff stand in the register, and who presides is shown', async ({
  browser,
}) => {
  const { council, enter, room } = prepared;
  const recorder = await enter(browser, council.recorder);
  await recorder.goto(room);
  await hydrated(recorder);
  await recorder.getByRole('button', { name: '出席を記録する' }).click();
  const row = recorder.locator('main li', { has: recorder.getByText('委員5', { exact: true }) });
  await row.getByRole('button', { name: '途中退席' }).click();
  await expect(row.getByText(/\d\d:\d\d 途中退席/)).toBeVisible();
  await row.getByRole('button', { name: '会場で出席' }).click();
  await expect(row.getByText(/\d\d:\d\d 途中退席/)).toHaveCount(0);
  await recorder.getByLabel('職（所属・役職）').fill('福祉総務課 課長');
  await recorder.getByLabel('お名前', { exact: true }).fill('戸田山');
  await recorder.getByRole('button', { name: '加える', exact: true }).click();
  await expect(recorder.getByText('福祉総務課 課長')).toBeVisible();
  await expect(recorder.getByRole('button', { name: '戸田山さんの退席を記録する' })).toBeVisible();

  // the chair presides already: nobody is offered to take over
  const chair = await enter(browser, council.chair);
  await chair.goto(room);
  await hydrated(chair);
  await expect(chair.locator('.person', { hasText: '議長' }).first()).toContainText('委員1');
  await expect(chair.getByRole('button', { name: '議長を引き継ぐ' })).toHaveCount(0);
  for (const page of [recorder, chair]) await page.context().close();
});
