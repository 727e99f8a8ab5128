import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { setStage, type Stage } from '../crash/stage.ts';
import { hydrated } from './hydrated.ts';
import { startServer, type TestServer } from './server.ts';

/*
 * What stays on a device, on an origin as it is inside an association's house: plain http under a name of its
 * own, where browsers do not obey Clear-Site-Data (safety B20, B58).
 */

let stage: Stage;
let server: TestServer;
let browser: Browser;
let origin: string;
let room: string;

test.beforeAll(async ({ launchOptions }: { launchOptions: { args?: string[] } }) => {
  stage = await setStage(0);
  server = await startServer({ dataDir: stage.folder });
  origin = server.origin.replace('localhost', 'yoriai.test');
  await server.stop();
  await server.startAgain({ ORIGIN: origin });
  room = `/c/${stage.slug}/meetings/${stage.meetingId}`;
  const args = [...(launchOptions.args ?? []), '--host-resolver-rules=MAP yoriai.test 127.0.0.1'];
  browser = await chromium.launch({ ...launchOptions, args });
});
test.afterAll(async () => {
  await browser.close();
  await server.dispose();
  stage.remove();
});

async function signIn(shared: boolean): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await page.goto(`${origin}/sign-in?next=${room}`);
  await page.locator('input[name=loginName]').fill('hiraga');
  await page.locator('input[name=password]').fill('とても長い合言葉です1');
  if (shared) await page.getByLabel('共用のパソコンを使っています').check();
  await page.getByRole('button', { name: 'ログインする' }).click();
  // the address of the sign-in page ends alike
  await page.waitForURL(({ pathname }) => pathname === room);
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  // before the meeting its page is an overview
  await page.getByRole('button', { name: '次第を修正する' }).click();
  return page;
}

const traces = (page: Page) =>
  page.evaluate(async () => [
    ...(await indexedDB.databases()).map(({ name }) => name ?? ''),
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage).filter((key) => !key.startsWith('sveltekit:')),
  ]);
/** Edits that wait on this device, as the copies on it note them. */
const waiting = (page: Page) =>
  page.evaluate(async () => {
    let unsaved = 0;
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('yoriai:words:')) continue;
      unsaved += await new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error ?? new Error(name));
        opening.onsuccess = () => {
          const asked = opening.result.transaction('custom').objectStore('custom').get('line');
          asked.onsuccess = () => {
            opening.result.close();
            resolve((asked.result as { unsaved: number } | undefined)?.unsaved ?? 0);
          };
        };
      });
    }
    return unsaved;
  });
const sessionCookie = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === 'yoriai');

test('[S63] on a shared computer nothing is kept, and the session ends with the browser', async () => {
  const page = await signIn(true);
  expect(await traces(page)).toEqual([]);
  expect((await sessionCookie(page))?.expires).toBe(-1);
  await page.goto(`${origin}/me`);
  await hydrated(page);
  await page.getByRole('button', { name: 'この端末からログアウト' }).click();
  await expect(page.getByText('この端末に残っていた内容は、すべて削除しました。')).toBeVisible();
  // the next person is asked anew
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('yoriai-shared');
  await page.context().close();
});

test('[F-S25] signing out in one tab while another writes: that one says at once that nothing is saved any more', async () => {
  const page = await signIn(false);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.getByRole('button', { name: 'メモを書く' }).click();
  await expect(page.locator('.ProseMirror')).toBeFocused();
  await page.keyboard.insertText('書いている。');
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  const other = await page.context().newPage();
  await other.goto(`${origin}/me`);
  await hydrated(other);
  await other.getByRole('button', { name: 'この端末からログアウト' }).click();
  await expect(other.getByText('この端末に残っていた内容は、すべて削除しました。')).toBeVisible();
  await page.bringToFront();
  await expect(page.getByText('ログインの有効期限が切れました。')).toBeVisible();
  await expect(page.locator('.saved[data-state=saved]')).toHaveCount(0);
  // nothing can be typed that would be lost
  await expect(page.locator('.ProseMirror')).toHaveCount(0);
  expect(await traces(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.context().close();
});

test('[S63] on one’s own device words are kept; signing out asks about unsent edits and removes everything', async () => {
  const page = await signIn(false);
  expect((await sessionCookie(page))?.expires).toBeGreaterThan(Date.now() / 1000 + 86_400);
  expect((await traces(page)).some((name) => name.startsWith('yoriai:words:'))).toBe(true);
  // the server is away: what is written now is on this device only
  await page.getByRole('button', { name: 'メモを書く' }).click();
  await expect(page.locator('.ProseMirror')).toBeFocused();
  await server.stop();
  await page.keyboard.type('線なし');
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'device-only');
  await expect.poll(() => waiting(page)).toBeGreaterThan(0);
  // the page goes before the server is back, so that nothing is sent
  await page.goto('about:blank');
  await server.startAgain({ ORIGIN: origin });
  await page.goto(`${origin}/me`);
  await hydrated(page);
  await page.getByRole('button', { name: 'この端末からログアウト' }).click();
  await expect(page.getByText('未送信の編集が')).toBeVisible();
  await page.getByRole('button', { name: '未送信の編集を破棄してログアウトする' }).click();
  await expect(page.getByText('この端末に残っていた内容は、すべて削除しました。')).toBeVisible();
  expect(await traces(page)).toEqual([]);
  expect(await sessionCookie(page)).toBeUndefined();
  await page.context().close();
});
