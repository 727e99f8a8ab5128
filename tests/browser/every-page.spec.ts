import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { newId } from '#server/db/ids.ts';
import { accessibilityFaults, axeOnEveryPage } from './accessibility.ts';
import { hydrated } from './hydrated.ts';
import { enterSample, read, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/*
 * Every page of the sample council on a phone of 360 px and a laptop: nothing serious for
 * WCAG 2.2 AA, nothing wider than the screen, no script errors, no broken CSP. What a page is built of is the same in both
 * languages: axe looks at the narrow one in Japanese and at the wide one in English.
 */

test.describe.configure({ mode: 'parallel' });

let server: TestServer;
test.beforeAll(async () => {
  server = await startSample();
  // as after a night in which the disk was full
  const folder = join(server.dataDir, 'backups');
  mkdirSync(folder, { recursive: true });
  const night = { at: '2023-02-07T18:00:04.000Z', fault: 'no-space' };
  writeFileSync(join(folder, 'last.json'), JSON.stringify({ lastBackup: null, night }));
});
test.afterAll(() => server.dispose());

interface List<T> {
  items: T[];
}

async function pagesOf(page: Page): Promise<{ path: string; as: string | null }[]> {
  const slug = 'mizukidai';
  const meetings = await read<List<{ id: string; state: string; minutes: string | null }>>(
    page,
    server,
    `/api/v1/councils/${slug}/meetings`,
  );
  const coming = meetings.items.find(({ state }) => state === 'draft' || state === 'called');
  const held = meetings.items.filter(({ state }) => state === 'closed');
  const decisions = await read<List<{ roundId: string | null }>>(
    page,
    server,
    `/api/v1/councils/${slug}/decisions`,
  );
  const round = decisions.items.find(({ roundId }) => roundId)?.roundId;
  expect(coming && held.length > 0 && round).toBeTruthy();
  const council = `/c/${slug}`;
  const writing = `${council}/meetings/${await sendWriting(page, slug)}/writing`;
  return [
    { path: `${writing}`, as: null },
    { path: `${writing}`, as: 'secretariat' },
    { path: `${writing}`, as: 'member4' },
    { path: `${writing}/answer`, as: 'member4' },
    { path: `${writing}/questions`, as: 'secretariat' },
    { path: `${writing}/print`, as: 'secretariat' },
    { path: `${writing}/enter/2`, as: 'secretariat' },
    { path: writing.replace(/writing$/, 'notice'), as: 'secretariat' },
    { path: writing.replace(/writing$/, 'agenda'), as: 'secretariat' },
    { path: '/', as: null },
    { path: '/sign-in', as: null },
    { path: '/demo', as: null },
    { path: '/offline', as: null },
    { path: '/offline?council=mizukidai', as: null },
    { path: '/nowhere', as: null },
    { path: `${council}/public`, as: null },
    { path: `${council}/issues/new`, as: null },
    { path: `${council}/issues`, as: null },
    { path: `${council}/issues?q=ごみ`, as: null },
    { path: `${council}/issues/3`, as: null },
    { path: `${council}/issues/poster`, as: null },
    { path: `${council}/reply`, as: null },
    { path: `${council}/issues/new?kind=private`, as: null },
    { path: `${council}/issues/waiting`, as: 'facilitator' },
    { path: `${council}/issues/waiting/many`, as: 'facilitator' },
    { path: `${council}/settings/office`, as: 'secretariat' },
    { path: `${council}/notices`, as: 'facilitator' },
    { path: `${council}/help`, as: 'secretariat' },
    { path: `${council}/board`, as: null },
    { path: `${council}/board/earlier`, as: null },
    { path: `${council}/meetings`, as: null },
    { path: `${council}/decisions`, as: null },
    { path: `${council}/lots`, as: 'facilitator' },
    { path: `${council}/consultations`, as: 'secretariat' },
    { path: `${council}/consultations/2022-01`, as: 'member4' },
    { path: `${council}/consultations/2022-01/asked`, as: null },
    { path: `${council}/lots/2022-01`, as: 'member4' },
    { path: `${council}/lots/2022-01/check`, as: 'member4' },
    { path: `${council}/coverage?field=youth&lifeStage=young_adults`, as: null },
    { path: `${council}/coverage/measures`, as: null },
    { path: `${council}/figures`, as: null },
    { path: `${council}/coverage/measures`, as: 'facilitator' },
    { path: `${council}/settings/lists`, as: 'secretariat' },
    { path: `${council}/canvas`, as: 'member4' },
    ...held.map(({ id }) => ({ path: `${council}/meetings/${id}/minutes`, as: 'recorder' })),
    { path: council, as: 'member4' },
    { path: `${council}/board`, as: 'facilitator' },
    { path: `${council}/issues/3`, as: 'member4' },
    { path: `${council}/meetings`, as: 'facilitator' },
    { path: `${council}/meetings/${coming?.id}`, as: 'facilitator' },
    { path: `${council}/meetings/${coming?.id}/notice`, as: 'secretariat' },
    { path: `${council}/meetings/${coming?.id}/agenda`, as: 'secretariat' },
    { path: `${council}/meetings/${coming?.id}/screen`, as: 'facilitator' },
    { path: `${council}/meetings/${coming?.id}/sheets`, as: 'secretariat' },
    { path: `${council}/meetings/${coming?.id}/sheets/print`, as: 'secretariat' },
    { path: `${council}/meetings/${coming?.id}/proxies`, as: 'secretariat' },
    { path: `${council}/rounds/${round}/papers`, as: 'secretariat' },
    { path: `${council}/settings/households`, as: 'secretariat' },
    { path: `${council}/roles`, as: 'officer' },
    { path: `${council}/rounds/${round}`, as: 'member4' },
    { path: `${council}/rounds/${round}/check`, as: 'member4' },
    { path: `${council}/settings`, as: 'secretariat' },
    { path: council, as: 'secretariat' },
    { path: '/me', as: 'member4' },
  ];
}

/** A meeting held in writing, which the sample has none of: sent, with a question of each kind; answers its id. */
async function sendWriting(page: Page, slug: string): Promise<string> {
  const act = async (command: string, data: object) => {
    const answer = await page.request.post(`${server.origin}/api/v1/commands/${command}`, {
      data,
      headers: { 'Idempotency-Key': newId(), Origin: server.origin },
    });
    expect(answer.ok(), `${command}: ${await answer.text()}`).toBe(true);
    return ((await answer.json()) as { result: { meetingId: string } }).result;
  };
  const { id: councilId } = await read<{ id: string }>(page, server, `/api/v1/councils/${slug}`);
  const closesAt = '2023-03-31T23:59:00+09:00';
  const { meetingId } = await act('create-written-meeting', { councilId, closesAt, visibility: 'open' });
  for (const kind of ['free', 'single', 'multiple', 'scale'])
    await act('write-question', {
      meetingId,
      step: 'put',
      questionId: newId(),
      kind,
      text: '青少年ボランティア育成事業は、世代を超えて参加しやすいですか。',
      options: kind === 'free' ? [] : ['参加しやすい', '参加しにくい'],
      comment: kind !== 'free',
      view: 'named',
    });
  await act('send-writing', { meetingId });
  return meetingId;
}

for (const locale of ['ja', 'en'] as const)
  test(`[F-R20] [F-R23] every page in ${locale} at 360 and 1440 px: accessible, fitting, without complaints`, async ({
    browser,
  }) => {
    test.setTimeout(400_000);
    const first = await enterSample(browser, server, 'facilitator');
    const pages = await pagesOf(first);
    await first.context().close();
    const found: string[] = [];
    const opened = new Map<string | null, Page>();
    for (const { path, as } of pages) {
      let page = opened.get(as);
      if (!page) {
        page = await enterSample(browser, server, as, {
          locale,
          viewport: { width: 1440, height: 900 },
          // the pages as the server sends them; its own specs look at what it keeps
          serviceWorkers: 'block',
        });
        await axeOnEveryPage(page.context());
        opened.set(as, page);
        page.on('pageerror', (error) => found.push(`${path} script: ${error.message}`));
        page.on('console', (message) => {
          if (message.type() === 'error' && !message.text().includes('404'))
            found.push(`${page?.url()} console: ${message.text()}`);
        });
      }
      await page.goto(server.origin + path);
      await hydrated(page);
      expect(await page.locator('html').getAttribute('lang'), path).toBe(locale);
      for (const width of [1440, 360]) {
        await page.setViewportSize({ width, height: 900 });
        const said = [
          ...(await tooWide(page)),
          ...((locale === 'ja') === (width === 360) ? await axeSays(page) : []),
        ];
        found.push(...said.map((words) => `${path} at ${width} px: ${words}`));
      }
      found.push(...(await foreignWords(page)).map((words) => `${path}: ${words}`));
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    for (const page of opened.values()) await page.context().close();
    expect(found).toEqual([]);
  });

test('a night without a backup is told to those who look after the council, and to nobody else', async ({
  browser,
}) => {
  for (const [as, times] of [
    ['secretariat', 1],
    ['member4', 0],
  ] as const) {
    const page = await enterSample(browser, server, as);
    await page.goto(`${server.origin}/c/mizukidai`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('夜間のバックアップができませんでした')).toHaveCount(times);
    await page.context().close();
  }
});

/**
 * Words in kana, kanji or hangul that would be read out in another language than their own: text that does not stand under
 * a `lang` of its script. On a Japanese page kana and kanji do by themselves.
 */
function foreignWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set<string>();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || parent.closest('script, style, noscript')) continue;
      const text = (node.textContent ?? '').trim();
      const lang = parent.closest('[lang]')?.getAttribute('lang') ?? '';
      const wrong =
        (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text) && !/^(ja|zh)/.test(lang)) ||
        (/\p{Script=Hangul}/u.test(text) && !/^ko/.test(lang));
      if (wrong)
        found.add(
          `not under its language: <${parent.localName} class="${parent.className}"> ${text.slice(0, 60)}`,
        );
    }
    return [...found];
  });
}

/** What axe finds serious. */
async function axeSays(page: Page): Promise<string[]> {
  return (await accessibilityFaults(page)).map((fault) => `axe ${fault}`);
}

/** Whether something is wider than the screen. */
async function tooWide(page: Page): Promise<string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return wide > 1 ? [`${wide} px too wide`] : [];
}
