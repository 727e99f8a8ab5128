import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { findChromium } from '../tests/browser/chromium.ts';
import { startServer } from '../tests/browser/server.ts';

/*
 * The weight of pages: script and style that a first visit on a phone loads, gzipped, cache empty, until the
 * network rests. Budgets: live room ≤ 200 kB of script, public and resident pages ≤ 50 kB (design §7).
 */
interface Weight {
  readonly page: string;
  readonly as: string;
  readonly js: number;
  readonly css: number;
  readonly budget: number;
}

export async function bench(): Promise<object> {
  const server = await startServer({ demoDate: '2023-02-08' });
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const weights: Weight[] = [];
  try {
    const inside = await browser.newContext();
    await inside.request.get(`${server.origin}/demo/enter/facilitator`);
    const mine = (await (
      await inside.request.get(`${server.origin}/api/v1/councils/mizukidai/meetings`)
    ).json()) as { items: { id: string; state: string }[] };
    await inside.close();
    const coming = mine.items.find(({ state }) => state === 'draft' || state === 'called')?.id ?? '';
    const council = '/c/mizukidai';
    for (const [page, as, budget] of [
      ['/', '', 50],
      ['/sign-in', '', 50],
      [`${council}/public`, '', 50],
      [`${council}/issues/new`, '', 50],
      [`${council}/board`, '', 50],
      [`${council}/meetings`, '', 50],
      [`${council}/decisions`, '', 50],
      [`${council}/coverage`, '', 50],
      [`${council}/figures`, '', 50],
      [council, 'resident', 50],
      [council, 'member4', 200],
      [`${council}/board`, 'member4', 200],
      [`${council}/roles`, 'member4', 200],
      [`${council}/meetings/${coming}`, 'member4', 200],
    ] as const) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      if (as) await context.request.get(`${server.origin}/demo/enter/${as}`);
      const tab = await context.newPage();
      const sizes = { js: 0, css: 0 };
      const reading: Promise<void>[] = [];
      tab.on('response', (response) => {
        const type = response.headers()['content-type'] ?? '';
        const kind = type.includes('javascript') ? 'js' : type.includes('css') ? 'css' : null;
        if (kind) reading.push(response.body().then((body) => void (sizes[kind] += gzipSync(body).length)));
      });
      await tab.goto(server.origin + page, { waitUntil: 'networkidle' });
      await Promise.all(reading);
      weights.push({ page, as: as || 'street', js: sizes.js, css: sizes.css, budget });
      await context.close();
    }
  } finally {
    await browser.close();
    await server.dispose();
  }
  const kB = (bytes: number) => (bytes / 1000).toFixed(1).padStart(6);
  for (const { page, as, js, css, budget } of weights)
    console.log(
      `${js / 1000 <= budget ? 'ok  ' : 'OVER'} js ${kB(js)} kB (≤ ${budget})  css ${kB(css)} kB  ${as.padEnd(9)} ${page}`,
    );
  return { weights };
}
