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

    await writer.keyboard.press('Control+Home');
    await writer.keyboard.press('End');
    await writer.keyboard.press('Shift+Home');
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
