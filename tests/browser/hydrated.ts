import { expect, type Page } from '@playwright/test';

/**
 * Waits until the page's own script has taken it over: from then on a tap is heard and a choice stays. Pages
 * without script are ready as they come.
 */
export async function hydrated(page: Page): Promise<void> {
  const scripted = await page.evaluate(() =>
    [...document.scripts].some((script) => script.text.includes('__sveltekit_')),
  );
  // the framework adds it when the first page is mounted
  if (scripted) await expect(page.locator('#svelte-announcer')).toBeAttached();
}
