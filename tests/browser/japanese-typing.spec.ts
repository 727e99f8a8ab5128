import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { complaints, prepareMeeting, type Prepared } from './prepared.ts';

/*
 * Japanese typed over a selection while carets of others stand in it (F-P7): the input method replaces what is
 * selected, and nothing of it is lost on either screen.
 */

let prepared: Prepared;
test.beforeAll(async () => {
  prepared = await prepareMeeting();
});
test.afterAll(() => prepared.server.dispose());

const notes = (page: Page) => page.locator('.ProseMirror');
/** What the notes say by paragraph, without the name flags of others' carets. */
const words = (page: Page) =>
  notes(page).evaluate((node) =>
    [...node.querySelectorAll('p')].map((line) => {
      const copy = line.cloneNode(true) as HTMLElement;
      copy.querySelectorAll('.caret').forEach((caret) => caret.remove());
      return (copy.textContent ?? '').replaceAll('\u2060', '');
    }),
  );

async function openNotes(page: Page): Promise<Page> {
  await page.goto(prepared.room);
  await page.getByRole('button', { name: 'メモを書く' }).click();
  await expect(notes(page)).toBeVisible();
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  return page;
}

/** Composes ka, kai, kaigi and chooses 会議, as an input method does. */
async function composeMeeting(ime: CDPSession): Promise<void> {
  for (const text of ['か', 'かい', 'かいぎ', '会議'])
    await ime.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  await ime.send('Input.insertText', { text: '会議' });
}

/** What is selected, without the names at the carets of others. */
const selected = (page: Page) =>
  page.evaluate(() => {
    const words = getSelection()?.getRangeAt(0).cloneContents();
    words?.querySelectorAll('.caret').forEach((caret) => caret.remove());
    return words?.textContent;
  });

/** Where the other's caret stands in ABCDE, by keys from the end of its line. */
const places: readonly [name: string, keys: readonly string[]][] = [
  ['at the head', ['Home']],
  ['at the end', ['End']],
  ['inside', ['Home', 'ArrowRight', 'ArrowRight']],
  ['over all of it', ['Home', 'Shift+End']],
];

for (const [name, keys] of places)
  test(`[F-P7] 会議 typed over a line is on both screens, the other's caret ${name}`, async ({ browser }) => {
    const { council, enter } = prepared;
    const writer = await openNotes(await enter(browser, council.recorder));
    const other = await openNotes(await enter(browser, council.seats[3]!.personId));
    await notes(writer).click();
    await writer.keyboard.press('Control+a');
    await writer.keyboard.press('Delete');
    await writer.keyboard.type('ABCDE');
    await writer.keyboard.press('Enter');
    await writer.keyboard.type('次の行');
    await expect.poll(() => words(other)).toEqual(['ABCDE', '次の行']);

    await notes(other).click();
    await other.keyboard.press('Control+Home');
    for (const key of keys) await other.keyboard.press(key);
    await expect(writer.locator('.ProseMirror p').first().locator('.caret')).toBeVisible();

    // a caret that arrives from elsewhere just then may take a key's step back: pressed until the line is selected
    await expect(async () => {
      await writer.keyboard.press('Control+Home');
      await writer.keyboard.press('End');
      await writer.keyboard.press('Shift+Home');
      expect(await selected(writer)).toBe('ABCDE');
    }).toPass();
    const ime = await writer.context().newCDPSession(writer);
    await composeMeeting(ime);
    await expect.poll(() => words(writer)).toEqual(['会議', '次の行']);
    await expect.poll(() => words(other)).toEqual(['会議', '次の行']);

    // the editor goes on answering, also over everything at once
    await writer.keyboard.press('Control+a');
    await composeMeeting(ime);
    await expect.poll(() => words(writer)).toEqual(['会議']);
    await expect.poll(() => words(other)).toEqual(['会議']);
    await writer.keyboard.type('。');
    await expect.poll(() => words(other)).toEqual(['会議。']);
    expect(complaints.get(writer.context())).toEqual([]);
    expect(complaints.get(other.context())).toEqual([]);
    await writer.context().close();
    await other.context().close();
  });

/** Pastes as another program would: its HTML, and its plain text beside it. */
const paste = (page: Page, data: Record<string, string>) =>
  notes(page).evaluate((node, given) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(given)) clipboardData.setData(type, text);
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);

const pasted: readonly [name: string, data: Record<string, string>, lines: readonly string[]][] = [
  [
    'a table of a spreadsheet',
    {
      'text/html': `<html><head><style>td{}</style></head><body><!--StartFragment--><table border=0><col width=72>
        <tr height=18><td>団体</td><td>氏名</td><td>金額</td></tr>
        <tr><td>緑ヶ丘<br>町会</td><td></td><td align=right style="color:red">1,000</td></tr>
        <tr><td>R&amp;D &lt;予算&gt;</td><td>髙橋</td><td></td></tr></table><!--EndFragment--></body></html>`,
      'text/plain': 'x',
    },
    ['団体　氏名　金額', '緑ヶ丘 町会　　1,000', 'R&D <予算>　髙橋'],
  ],
  ['its plain text', { 'text/plain': '団体\t氏名\t\n緑ヶ丘\t髙橋\t' }, ['団体　氏名', '緑ヶ丘　髙橋']],
  [
    'a numbered list',
    {
      'text/html':
        '<p>次第</p><ol start="3"><li>開会<ul><li>挨拶</li></ul></li><li><p><b>議事</b></p></li><li value="7">閉会</li></ol>',
    },
    ['次第', '3. 開会', '挨拶', '4. 議事', '7. 閉会'],
  ],
  [
    'line breaks',
    { 'text/html': '<p>一行目<br>二行<b>目<br>三行</b>目<br></p>四<br>五<ul><li>六<br>七</li></ul>' },
    ['一行目', '二行目', '三行目', '四', '五', '六', '七'],
  ],
];

test('[F-P29] what is pasted, and Shift with Enter, make paragraphs on both screens, never a break', async ({
  browser,
}) => {
  const { council, enter } = prepared;
  const writer = await openNotes(await enter(browser, council.recorder));
  const other = await openNotes(await enter(browser, council.seats[3]!.personId));
  await notes(writer).click();
  for (const [name, data, lines] of pasted) {
    await writer.keyboard.press('Control+a');
    await writer.keyboard.press('Delete');
    await paste(writer, data);
    await expect.poll(() => words(writer), name).toEqual(lines);
    await expect.poll(() => words(other), name).toEqual(lines);
  }
  // inside an entry a new line stays in the entry
  await writer.keyboard.press('Shift+Enter');
  await writer.keyboard.type('八');
  await expect.poll(() => words(other)).toEqual([...pasted[3]![2], '八']);
  await expect(notes(other).locator('li')).toHaveCount(1);
  await writer.keyboard.press('Control+a');
  await writer.keyboard.press('Delete');
  await writer.keyboard.type('上');
  await writer.keyboard.press('Shift+Enter');
  await writer.keyboard.type('下');
  await expect.poll(() => words(other)).toEqual(['上', '下']);
  await expect(notes(writer).locator('br:not(.ProseMirror-trailingBreak)')).toHaveCount(0);
  expect(complaints.get(writer.context())).toEqual([]);
  await writer.context().close();
  await other.context().close();
});
