import type { Browser, Page } from '@playwright/test';
import { startServer, type TestServer } from './server.ts';

/** The sample council of domain §7 on its day, and a browser for each of its people. */
export const sampleDay = '2023-02-08';

export function startSample(env: Record<string, string> = {}): Promise<TestServer> {
  return startServer({ demoDate: sampleDay, env });
}

/** A browser context of its own for a sample person (contracts §1 handles); null: the street. */
export async function enterSample(
  browser: Browser,
  server: TestServer,
  handle: string | null,
  options: {
    viewport?: { width: number; height: number };
    locale?: 'ja' | 'en';
    javaScriptEnabled?: boolean;
  } = {},
): Promise<Page> {
  const { viewport = { width: 1440, height: 1000 }, locale = 'ja', javaScriptEnabled = true } = options;
  const context = await browser.newContext({
    viewport,
    javaScriptEnabled,
    locale: locale === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: 'Asia/Tokyo',
  });
  await context.addCookies([{ name: 'yoriai_locale', value: locale, url: server.origin }]);
  const page = await context.newPage();
  // signed in without drawing the page that follows
  if (handle !== null)
    await context.request.get(`${server.origin}/demo/enter/${handle}`, { maxRedirects: 0 });
  return page;
}

/** JSON of a read as the browser's person sees it. */
export async function read<T>(page: Page, server: TestServer, path: string): Promise<T> {
  const response = await page.request.get(server.origin + path);
  if (!response.ok()) throw new Error(`${path}: ${response.status()}`);
  return (await response.json()) as T;
}
