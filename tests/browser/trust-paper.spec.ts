import { expect, test, type Page } from '@playwright/test';
import { enterSample, read, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/* Pages with the largest text, tables in another language, and what is printed. */

const council = '/c/mizukidai';
let server: TestServer;
let room = '';

test.beforeAll(async ({ browser }) => {
  server = await startSample();
  const page = await enterSample(browser, server, 'facilitator');
  const meetings = await read<{ items: { id: string; state: string }[] }>(
    page,
    server,
    '/api/v1/councils/mizukidai/meetings',
  );
  await page.context().close();
  room = `${council}/meetings/${meetings.items.find(({ state }) => state === 'called' || state === 'draft')?.id}`;
});
test.afterAll(() => server.dispose());

/** The sample's facilitator, with the largest text where asked. */
async function facilitator(
  browser: Parameters<typeof enterSample>[0],
  width: number,
  { locale = 'ja', larger = false }: { locale?: 'ja' | 'en'; larger?: boolean } = {},
): Promise<Page> {
  const page = await enterSample(browser, server, 'facilitator', {
    viewport: { width, height: 900 },
    locale,
  });
  if (larger) await page.context().addCookies([{ name: 'yoriai_text', value: 'larger', url: server.origin }]);
  return page;
}

/** How wide the page is, and how high its header. */
const measure = (page: Page) =>
  page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    head: document.querySelector('header.app')?.getBoundingClientRect().height ?? 0,
  }));

for (const [width, locale, larger] of [
  [1440, 'ja', true],
  [1280, 'en', true],
  [390, 'ja', true],
  [360, 'en', true],
  [320, 'en', false],
] as const)
  test(`[F-R9] nothing is wider than ${width} px (${locale}${larger ? ', largest text' : ''}), and the header is one line`, async ({
    browser,
  }) => {
    const page = await facilitator(browser, width, { locale, larger });
    for (const path of [
      council,
      `${council}/board`,
      `${council}/coverage/measures`,
      `${council}/public`,
      room,
    ]) {
      await page.goto(server.origin + path);
      // what a live page lends the header comes with its line
      if (path === room) await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
      const { wide, head } = await measure(page);
      expect(wide, path).toBeLessThanOrEqual(width);
      expect(head, path).toBeGreaterThan(40);
      expect(head, path).toBeLessThanOrEqual(100);
    }
    await page.context().close();
  });

test('[F-R7] [F-R8] heads stand over their numbers, and break between words', async ({ browser }) => {
  const page = await facilitator(browser, 390, { locale: 'en' });
  const decisions = await read<{ items: { roundId: string | null }[] }>(
    page,
    server,
    '/api/v1/councils/mizukidai/decisions',
  );
  const round = decisions.items.find(({ roundId }) => roundId)?.roundId;
  for (const path of ['figures', 'coverage', `rounds/${round}`]) {
    await page.goto(`${server.origin}${council}/${path}`);
    const heads = await page.locator('th:visible').evaluateAll((cells) =>
      cells.map((cell) => {
        const words = (cell.textContent ?? '').trim().split(/\s+/);
        const range = document.createRange();
        range.selectNodeContents(cell);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 4))).size;
        return { text: words.join(' '), words: words.length, lines };
      }),
    );
    expect(heads.length, path).toBeGreaterThan(3);
    for (const { text, words, lines } of heads)
      expect(lines, `${path}: ${text}`).toBeLessThanOrEqual(words + 1);
  }
  await page.goto(`${server.origin}${council}/figures`);
  const sides = await page.locator('#years ~ .scroll table').evaluate((table) => {
    const side = (cell: Element) => getComputedStyle(cell).textAlign;
    const [head, row] = [...(table as HTMLTableElement).rows].map((line) => [...line.cells].map(side));
    return { head, row };
  });
  expect(sides.head).toEqual(['left', 'right', 'right', 'right', 'right']);
  expect(sides.row).toEqual(sides.head);
  await page.context().close();
});

test('[F-R12] [F-R13] [F-R14] poster, board and agenda on paper', async ({ browser }) => {
  const page = await facilitator(browser, 1440);
  const sheets = async () =>
    (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

  await page.goto(`${server.origin}${council}/issues/poster`);
  expect(await sheets()).toBe(1);
  await expect(page.locator('.poster')).toContainText('電話 04-7000-0000');

  await page.goto(`${server.origin}${council}/board`);
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  // a phone has chosen one stage; paper is as narrow, and shows them all
  await page.setViewportSize({ width: 642, height: 900 });
  await page.emulateMedia({ media: 'print' });
  for (const stage of ['published', 'on_agenda', 'in_progress', 'resolved'])
    await expect(page.locator(`#${stage} .card`).first()).toBeVisible();
  for (const control of ['[role=search]', '.seg', '.btn', '.more', '#waiting', 'header.app'])
    await expect(page.locator(`${control}:visible`)).toHaveCount(0);
  expect(await sheets()).toBe(2);

  for (const paper of ['agenda', 'notice']) {
    await page.goto(`${server.origin}${room}/${paper}`);
    const no = page.locator('tbody .no').first();
    const { height } = (await no.boundingBox())!;
    await no.evaluate((cell) => (cell.textContent = '10'));
    expect((await no.boundingBox())!.height, paper).toBe(height);
  }
  await page.context().close();
});
