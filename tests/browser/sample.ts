import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { startServer, type TestServer } from './server.ts';

/** The sample council of domain §7 on its day, and a browser for each of its people. */
export const sampleDay = '2023-02-08';

/** The folder the play of the sample leaves behind; it is played once for each worker. */
let played: Promise<string> | undefined;

async function play(): Promise<string> {
  const server = await startServer({ demoDate: sampleDay });
  await server.stop();
  process.once('exit', () => rmSync(server.dataDir, { recursive: true, force: true }));
  return server.dataDir;
}

/** A server on the sample as it is when somebody starts it, in a folder of its own. */
export async function startSample(): Promise<TestServer> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'yoriai-browser-'));
  cpSync(await (played ??= play()), dataDir, { recursive: true });
  return startServer({ demoDate: sampleDay, dataDir });
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
    /** Keeps the service worker out, whose requests no test can hold back. */
    serviceWorkers?: 'block';
  } = {},
): Promise<Page> {
  const { viewport = { width: 1440, height: 1000 }, locale = 'ja', javaScriptEnabled = true } = options;
  const { serviceWorkers = 'allow' } = options;
  const context = await browser.newContext({
    viewport,
    javaScriptEnabled,
    serviceWorkers,
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
