import { expect, type Locator, type Page } from '@playwright/test';

/*
 * A person without a pointer: nothing is clicked. What can't be reached by Tab, or can't be seen to have the
 * focus, fails the test.
 */

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses Tab until the target has the focus, which then has to be drawn. */
export async function tabTo(page: Page, target: Locator, presses = 150): Promise<void> {
  await expect(target).toBeAttached();
  for (let pressed = 0; pressed < presses; pressed++) {
    if (await hasFocus(target)) {
      const drawn = await page.evaluate(() => document.activeElement?.matches(':focus-visible'));
      expect(drawn, 'the focus is drawn').toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Not reached with ${presses} × Tab: ${String(target)}`);
}

/** Reaches a link or button and presses Enter. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Reaches a group of radio buttons and chooses one with the arrows (nothing is chosen beforehand). */
export async function choose(page: Page, group: Locator, wanted: Locator): Promise<void> {
  await tabTo(page, group.getByRole('radio').first());
  await page.keyboard.press('Space');
  for (let pressed = 0; pressed < 10 && !(await wanted.isChecked()); pressed++)
    await page.keyboard.press('ArrowDown');
  await expect(wanted).toBeChecked();
}

/** Reaches a field and types into it. */
export async function type(page: Page, field: Locator, words: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.insertText(words);
  await expect(field).toHaveValue(words);
}
