import { expect, test, type Page } from '@playwright/test';
import { complaints, prepareMeeting, type Prepared } from './prepared.ts';

/* The live room in real browsers, one context a person (issue: the live room; safety A1, A2, B45). */

let prepared: Prepared;
test.beforeAll(async () => {
  prepared = await prepareMeeting();
});
test.afterAll(() => prepared.server.dispose());

const notes = (page: Page) => page.locator('.ProseMirror, .reading');
/** The notes where they can be written, once the editor has come. */
const pen = (page: Page) => page.locator('.ProseMirror');
/** What the notes say, without the name flags of others' carets. */
const words = (page: Page) =>
  notes(page).evaluate((node) => {
    const copy = node.cloneNode(true) as HTMLElement;
    copy.querySelectorAll('.caret').forEach((caret) => caret.remove());
    return (copy.textContent ?? '').replaceAll('\u2060', '');
  });

async function openRoom(page: Page): Promise<Page> {
  await page.goto(prepared.room);
  await page.getByRole('button', { name: 'メモを書く' }).click();
  await expect(pen(page)).toBeFocused();
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  return page;
}

test('[A1] two people write the same notes at once; an open composition survives an insert right at it', async ({
  browser,
}) => {
  const { council, enter } = prepared;
  const recorder = await openRoom(await enter(browser, council.recorder));
  const third = await enter(browser, council.seats[3]!.personId);
  // what came in over the line, shown or not
  let heard = '';
  third.on('websocket', (line) =>
    line.on('framereceived', ({ payload }) => (heard += Buffer.from(payload).toString('latin1'))),
  );
  const member = await openRoom(third);
  await notes(recorder).click();
  await recorder.keyboard.type('第1版には異議が1件。');
  await expect.poll(() => words(member)).toBe('第1版には異議が1件。');
  // the caret of the other is drawn with the name
  await expect(member.locator('.caret', { hasText: '委員3' })).toBeVisible();

  await notes(member).click();
  await member.keyboard.press('Control+End');
  const ime = await member.context().newCDPSession(member);
  await ime.send('Input.imeSetComposition', { text: 'か', selectionStart: 1, selectionEnd: 1 });
  await ime.send('Input.imeSetComposition', { text: 'かい', selectionStart: 2, selectionEnd: 2 });
  await recorder.keyboard.press('Control+End');
  await recorder.keyboard.insertText('XY');
  await expect.poll(() => heard).toContain('XY');
  await ime.send('Input.imeSetComposition', { text: 'かいぎ', selectionStart: 3, selectionEnd: 3 });
  await ime.send('Input.insertText', { text: '会議' });
  await expect.poll(() => words(member)).toContain('会議');
  await expect.poll(() => words(member)).toContain('XY');
  await expect.poll(async () => (await words(recorder)) === (await words(member))).toBe(true);
  expect(await words(member)).not.toMatch(/か/);

  // [B45] undo takes back what was typed here and nothing else
  const left = '第1版には異議が1件。XY';
  for (let was = await words(member), step = 0; step < 4 && was !== left; was = await words(member), step++) {
    // a slow machine makes several steps of one composition
    await member.keyboard.press('Control+z');
    await expect.poll(() => words(member)).not.toBe(was);
  }
  await expect.poll(() => words(recorder)).toBe(left);
  expect(complaints.get(member.context())).toEqual([]);
  expect(complaints.get(recorder.context())).toEqual([]);
  await recorder.context().close();
  await member.context().close();
});

test('[A2] titles and order are shared within a second; everybody follows the facilitator until he looks elsewhere', async ({
  browser,
}) => {
  const { council, enter } = prepared;
  const facilitator = await openRoom(await enter(browser, council.facilitator));
  const member = await openRoom(await enter(browser, council.seats[4]!.personId));
  const item = (page: Page, name: string) => page.locator('nav.agenda a', { hasText: name });
  await item(member, '高齢者の見守り').click();
  await member.getByRole('button', { name: '題名・時間を修正する' }).click();
  await member.getByLabel('議題3の題名').fill('高齢者の見守り：役割分担');
  await expect(item(facilitator, '高齢者の見守り：役割分担')).toBeVisible();

  // the member let the facilitator go; the facilitator moves, the member stays until he follows again
  await item(facilitator, '前回の決定事項').click();
  await facilitator.getByRole('button', { name: 'この議題に移る' }).click();
  await expect(facilitator.locator('.item-head .chip.now')).toBeVisible();
  await expect(member.locator('nav.agenda li.now')).toContainText('前回の決定事項');
  await expect(member.locator('.item-head h2')).toHaveText(/^3　/);
  await member.getByRole('button', { name: '進行役に合わせる' }).click();
  await expect(member.locator('.item-head h2')).toContainText('前回の決定事項');
  await facilitator.context().close();
  await member.context().close();
});

test('[A2] a lost line shows within 3 s, words stay on the device, and all heals by itself', async ({
  browser,
}) => {
  const { council, enter, server } = prepared;
  const recorder = await openRoom(await enter(browser, council.recorder));
  await notes(recorder).click();
  await recorder.keyboard.press('Control+End');
  await server.kill();
  await recorder.keyboard.type('つながらない間のことば。');
  await expect(recorder.locator('.saved')).toHaveAttribute('data-state', 'device-only', { timeout: 3500 });
  await expect(recorder.getByText('この端末に残り')).toBeVisible();
  await server.startAgain();
  await expect(recorder.locator('.saved')).toHaveAttribute('data-state', 'saved', { timeout: 20_000 });

  // I1: what is marked saved is on disk, whatever happens to the process
  await server.kill();
  await server.startAgain();
  const member = await openRoom(await enter(browser, council.seats[5]!.personId));
  await expect.poll(() => words(member)).toContain('つながらない間のことば。');
  await recorder.context().close();
  await member.context().close();
});

test('[A7] an officer reads along and suggests; a resident has no pen', async ({ browser }) => {
  const { council, enter } = prepared;
  const officer = await enter(browser, council.officer);
  await officer.goto(prepared.room);
  await expect(officer.getByText('まだメモはありません。').or(notes(officer))).toBeVisible();
  await officer.getByLabel('提案の内容').fill('研修は年1回でお願いします。');
  await officer.getByRole('button', { name: '提案する' }).click();
  const member = await openRoom(await enter(browser, council.seats[6]!.personId));
  await expect(member.getByText('研修は年1回でお願いします。')).toBeVisible();
  await member.getByRole('button', { name: '取り入れる' }).click();
  // taken in: it stands in the notes, and no longer beside them
  await expect.poll(() => words(officer)).toContain('研修は年1回でお願いします。');
  // by now the line has said what the officer may
  await expect(officer.getByRole('button', { name: 'メモを書く' })).toBeHidden();
  await expect(officer.getByText('現在、提案はありません。')).toBeVisible();
  await officer.context().close();
  await member.context().close();
});

test('[MTG8] a closed item: members write it together, a resident sees its place and time only', async ({
  browser,
}) => {
  const { council, enter } = prepared;
  const facilitator = await enter(browser, council.facilitator);
  const member = await enter(browser, council.seats[3]!.personId);
  const resident = await enter(browser, council.resident);
  for (const page of [facilitator, member, resident]) await page.goto(prepared.room);
  await expect(facilitator.locator('.saved')).toHaveAttribute('data-state', 'saved');
  await facilitator.getByRole('button', { name: '非公開の議題を加える' }).click();
  const title = facilitator.locator('.item-head .title input');
  await expect(title).toHaveValue('');
  await title.fill('ある世帯の個別の相談');
  const link = (page: Page, name: string) => page.locator('nav.agenda a', { hasText: name });
  await link(member, 'ある世帯の個別の相談').click();
  await expect(member.getByText('非公開の議題です。')).toBeVisible();
  await member.getByRole('button', { name: 'メモを書く' }).click();
  await expect(pen(member)).toBeFocused();
  await member.keyboard.type('民生委員が訪ねる');
  await expect(facilitator.getByText('民生委員が訪ねる')).toBeVisible();
  await link(resident, '非公開の議題').click();
  await expect(resident.getByText('この議題は非公開です。')).toBeVisible();
  expect(await resident.content()).not.toMatch(/個別の相談|訪ねる/);
  for (const page of [facilitator, member, resident]) {
    expect(complaints.get(page.context())).toEqual([]);
    await page.context().close();
  }
});
