import { expect, test, type Page } from '@playwright/test';
import { hydrated } from './hydrated.ts';
import { enterSample, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/* A slow line: people choose before the script of the page has come. What they chose stays. */

let server: TestServer;
test.beforeAll(async () => {
  server = await startSample();
});
test.afterAll(() => server.dispose());

/** Opens a page whose scripts wait until they are let through. */
async function openSlowly(page: Page, path: string): Promise<() => Promise<void>> {
  let letThrough = () => {};
  const wait = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route('**/_app/immutable/**/*.js', async (route) => {
    await wait;
    await route.continue();
  });
  await page.goto(server.origin + path, { waitUntil: 'commit' });
  return async () => {
    await expect(page.locator('#svelte-announcer')).not.toBeAttached();
    letThrough();
    await hydrated(page);
    await page.unrouteAll({ behavior: 'wait' });
  };
}

test('what is ticked and chosen before the script has come stays, and is sent', async ({ browser }) => {
  const page = await enterSample(browser, server, 'secretariat', { serviceWorkers: 'block' });
  let scriptComes = await openSlowly(page, '/me');
  const dark = page.locator('[name=theme][value=dark]');
  await dark.check({ force: true });
  await scriptComes();
  await expect(dark).toBeChecked();
  await page.getByRole('button', { name: '表示を変更する' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.goto(`${server.origin}/c/mizukidai/settings/people`);
  const person = await page.getByRole('link', { name: '今泉' }).first().getAttribute('href');
  scriptComes = await openSlowly(page, person ?? '');
  const role = page.locator('form', { hasText: '役職を登録する' }).locator('[name=role]');
  const roster = page.locator('[name=powers][value=roster]');
  await role.selectOption('facilitator');
  await roster.check();
  await scriptComes();
  await expect(role).toHaveValue('facilitator');
  await expect(roster).toBeChecked();
  await page.getByRole('button', { name: 'この仕事を任せる' }).click();
  await expect(page.getByText('登録しました。')).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(roster).toBeChecked();
  await page.context().close();
});
