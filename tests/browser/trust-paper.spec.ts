import { expect, test, type Page } from '@playwright/test';
import { enterSample, read, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/* Pages with the largest text, tables in another language, and what is printed. */

const council = '/c/mizukidai';
let server: TestServer;
let room = '';
let past = '';

test.beforeAll(async ({ browser }) => {
  server = await startSample();
  const page = await enterSample(browser, server, 'facilitator');
  const meetings = await read<{ items: { id: string; state: string }[] }>(
    page,
    server,
    '/api/v1/councils/mizukidai/meetings',
  );
  await page.context().close();
  const meetingOf = (...states: string[]) =>
    `${council}/meetings/${meetings.items.find(({ state }) => states.includes(state))?.id}`;
  room = meetingOf('called', 'draft');
  past = meetingOf('closed');
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

/** What a sheet must not have: controls, words smaller than 11 pt, headings that may stand alone at its foot. */
const faults = (page: Page) =>
  page.evaluate(() => {
    const seen = (element: Element) => element.checkVisibility() && element.getClientRects().length > 0;
    const words = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    const all = [...document.body.querySelectorAll<HTMLElement>('*:not(script, style, .vh, .vh *)')].filter(
      seen,
    );
    const said = (list: HTMLElement[]) =>
      list.map((element) => `${element.className}: ${element.textContent?.trim().slice(0, 20)}`);
    const whole = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).breakInside === 'avoid' || whole(element.parentElement));
    return {
      controls: said(
        all.filter((element) => element.matches('button, input, select, textarea, summary, .btn')),
      ),
      // what is compared sign by sign, and what stands in a picture, is no text
      small: said(
        all.filter(
          (element) =>
            words(element) &&
            !element.closest('svg, .hex, .url, figure') &&
            parseFloat(getComputedStyle(element).fontSize) < 14.6,
        ),
      ),
      alone: said(
        all.filter(
          (element) =>
            element.matches('h1, h2, h3') &&
            getComputedStyle(element).breakAfter !== 'avoid' &&
            !whole(element),
        ),
      ),
    };
  });

const sheets = async (page: Page) =>
  (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

test('[F-R12] [F-R13] [F-R14] what is printed is fit to hand out: sheets, sizes, headings, no controls', async ({
  browser,
}) => {
  const page = await facilitator(browser, 1440);
  const { items } = await read<{ items: { roundId: string | null }[] }>(
    page,
    server,
    '/api/v1/councils/mizukidai/decisions',
  );
  const decided = items.find(({ roundId }) => roundId)!;
  await page.goto(`${server.origin}${council}/roles`);
  const division = await page.locator('a[href*="division="]').first().getAttribute('href');
  const papers: [string, number][] = [
    [`${council}/issues/poster`, 1],
    [`${room}/notice`, 2],
    [`${room}/agenda`, 1],
    [division!, 1],
    [`${council}/rounds/${decided.roundId}`, 3],
    [`${past}/minutes`, 0],
    [`${council}/board`, 1],
  ];
  for (const [path, n] of papers) {
    await page.goto(server.origin + path);
    if (path.endsWith('/board')) {
      await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
      // a phone has chosen one stage; paper is as narrow, and shows them all
      await page.setViewportSize({ width: 642, height: 900 });
    }
    await page.emulateMedia({ media: 'print' });
    expect(await faults(page), path).toEqual({ controls: [], small: [], alone: [] });
    if (n > 0) expect(await sheets(page), path).toBe(n);
    await page.emulateMedia({ media: null });
  }
  await page.emulateMedia({ media: 'print' });
  for (const stage of ['published', 'on_agenda', 'in_progress', 'resolved'])
    await expect(page.locator(`#${stage} .card`).first()).toBeVisible();
  await page.context().close();
});

test('[F-R12] [REG16] [REG17] a letter has its parts; a poster, and a slip, whom to ask', async ({
  browser,
}) => {
  const page = await facilitator(browser, 1440);
  await page.goto(`${server.origin}${council}/issues/poster`);
  await expect(page.locator('.poster')).toContainText('電話 04-7000-0000');
  await page.goto(`${server.origin}${room}/notice`);
  for (const words of [
    '令和4年度 招集第3号',
    '委員 各位',
    '記',
    '以上',
    'ＦＡＸ 04-7000-0002',
    '出欠連絡票',
    '提出期限',
    '一切の権限を委任します。',
    '（署名又は記名押印）',
  ])
    await expect(page.locator('main')).toContainText(words);
  // [F-R14] a two-figure number stays in one line
  await page.goto(`${server.origin}${room}/agenda`);
  const no = page.locator('tbody .no').first();
  const { height } = (await no.boundingBox())!;
  await no.evaluate((cell) => (cell.textContent = '10'));
  expect((await no.boundingBox())!.height).toBe(height);
  await page.context().close();

  const office = await enterSample(browser, server, 'secretariat');
  await office.goto(`${server.origin}${council}/settings/people`);
  await office.getByRole('link', { name: '今泉 幸子' }).click();
  await office.getByRole('button', { name: 'パスワード再設定用紙を発行する' }).click();
  await expect(office.locator('li.sheet')).toContainText('電話 04-7000-0000');
  await expect(office.locator('.secret')).toHaveText(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
  await office.emulateMedia({ media: 'print' });
  expect(await faults(office)).toEqual({ controls: [], small: [], alone: [] });
  expect(await sheets(office)).toBe(1);
  await office.context().close();
});
