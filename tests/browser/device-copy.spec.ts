import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { expect, test, type Page } from '@playwright/test';
import { build, type Rollup } from 'vite';
import { SyncEngine } from '#server/sync/engine.ts';
import { MemoryDocLog } from '#server/sync/tests/memory-doc-log.ts';

/*
 * The copy of words on a trusted device, in a real browser: the client's own code on a page of its own, with
 * the real engine behind it (issue: honest mark; safety B20, B58).
 */

let http: Server;
let engine: SyncEngine;
let origin: string;
let rights: 'rw' | 'gone' = 'rw';

test.beforeAll(async () => {
  const [{ output }] = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [svelte({ configFile: false })],
    build: {
      write: false,
      minify: false,
      lib: { entry: 'tests/browser/device-copy.page.ts', formats: ['es'], fileName: 'page' },
    },
  })) as Rollup.RollupOutput[] as [Rollup.RollupOutput];
  const script = output[0].code;
  engine = new SyncEngine(
    new MemoryDocLog(),
    {
      actorOf: async (cookie) => {
        const person = /person=(\w+)/.exec(cookie ?? '')?.[1];
        return person
          ? { sessionId: person, personId: person, displayName: person, color: 1, expiresAt: Infinity }
          : undefined;
      },
      rightsOf: async () =>
        rights === 'rw' ? { mode: 'rw', awareness: true, scopes: [] } : { refused: 4404 },
      originAllowed: (from) => from === origin,
      addressOf: () => '',
      clock: () => Date.now(),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    },
    { ratePerSecond: 100, perAddress: 100, total: 100 },
  );
  http = createServer((request, response) => {
    if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(script);
    else
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><script type=module src=/page.js></script>');
  });
  engine.attach(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
test.afterAll(async () => {
  await engine.close();
  http.closeAllConnections();
  http.close();
});

/** What tests/browser/device-copy.page.ts puts on the page. */
interface Stage {
  open(userId: string, trusted: boolean, docName: string): void;
  write(word: string): void;
  text(): string;
  state(): {
    save: string;
    unsaved: number;
    ready: boolean;
    closed: { reason: string; rejected: string } | null;
  };
  offline(): void;
  close(): Promise<void>;
  forget(): Promise<void>;
  kept(): Promise<{ text: string; unsent: number }>;
  traces(): Promise<string[]>;
}
type Staged = Window & { stage: Stage };
const on = <T>(page: Page, work: (stage: Stage) => T | Promise<T>): Promise<T> =>
  page.evaluate(`(${work})(window.stage)`) as Promise<T>;

async function arrive(page: Page, person: string): Promise<void> {
  await page.context().addCookies([{ name: 'person', value: person, url: origin }]);
  await page.goto(origin);
  await page.waitForFunction(() => 'stage' in (window as unknown as Staged));
}

test('[S62] edits without a line survive closing the browser tab and merge on return', async ({
  context,
}) => {
  const page = await context.newPage();
  await arrive(page, 'hana');
  await on(page, (stage) => stage.open('hana', true, 'a'));
  await expect.poll(() => on(page, (stage) => stage.state().save)).toBe('saved');
  await on(page, (stage) => stage.write('前。'));
  await expect.poll(() => on(page, (stage) => stage.state().save)).toBe('saved');
  await expect.poll(() => on(page, (stage) => stage.kept())).toEqual({ text: '前。', unsent: 0 });
  await on(page, (stage) => stage.offline());
  await on(page, (stage) => stage.write('線なし。'));
  await expect
    .poll(() => on(page, (stage) => stage.state()))
    .toMatchObject({ save: 'device-only', unsaved: 1 });
  await expect.poll(() => on(page, (stage) => stage.kept())).toEqual({ text: '前。線なし。', unsent: 1 });
  await page.close();
  await engine.writeAs('a', 'server', (doc) => doc.getText('t').insert(0, '別の人。'));

  const again = await context.newPage();
  await arrive(again, 'hana');
  await on(again, (stage) => stage.open('hana', true, 'a'));
  await expect.poll(() => on(again, (stage) => stage.state().save)).toBe('saved');
  expect(await on(again, (stage) => stage.text())).toBe('別の人。前。線なし。');
  expect((await engine.readDoc('a')).getText('t').toString()).toBe('別の人。前。線なし。');
});

test('[S62] the words are there before the line is, with the number of unsaved edits', async ({
  context,
}) => {
  const page = await context.newPage();
  await arrive(page, 'hana');
  await on(page, (stage) => stage.open('hana', true, 'b'));
  await expect.poll(() => on(page, (stage) => stage.state().save)).toBe('saved');
  await on(page, (stage) => stage.offline());
  for (const word of ['一', '二', '三']) await page.evaluate(`window.stage.write('${word}')`);
  await expect.poll(() => on(page, (stage) => stage.kept())).toEqual({ text: '一二三', unsent: 3 });
  await page.close();
  const again = await context.newPage();
  await arrive(again, 'hana');
  await context.setOffline(true);
  await on(again, (stage) => stage.open('hana', true, 'b'));
  await expect.poll(() => on(again, (stage) => stage.state().ready)).toBe(true);
  expect(await on(again, (stage) => stage.text())).toBe('一二三');
  await expect
    .poll(() => on(again, (stage) => stage.state()))
    .toMatchObject({ save: 'device-only', unsaved: 3 });
  await context.setOffline(false);
  await expect.poll(() => on(again, (stage) => stage.state().save)).toBe('saved');
  expect((await engine.readDoc('b')).getText('t').toString()).toBe('一二三');
});

test('[S63] nothing is kept on a device that is not trusted, and nothing stays after signing out', async ({
  context,
}) => {
  const page = await context.newPage();
  await arrive(page, 'hana');
  await on(page, (stage) => stage.open('hana', false, 'c'));
  await on(page, (stage) => stage.write('秘密'));
  await expect.poll(() => on(page, (stage) => stage.state().save)).toBe('saved');
  expect(await on(page, (stage) => stage.traces())).toEqual([]);
  await on(page, (stage) => stage.close());

  await on(page, (stage) => stage.open('hana', true, 'c'));
  await expect.poll(() => on(page, (stage) => stage.state().save)).toBe('saved');
  await expect.poll(() => on(page, (stage) => stage.traces())).not.toEqual([]);
  // another tab has it open, too
  const tab = await context.newPage();
  await arrive(tab, 'hana');
  await on(tab, (stage) => stage.open('hana', true, 'c'));
  await expect.poll(() => on(tab, (stage) => stage.state().save)).toBe('saved');
  await on(page, (stage) => stage.forget());
  await expect.poll(() => on(page, (stage) => stage.traces())).toEqual([]);
  // whoever comes next at this computer meets nothing of it: what is written now reaches no copy
  await on(tab, (stage) => stage.write('!'));
  await on(tab, (stage) => stage.close());
  expect(await on(page, (stage) => stage.traces())).toEqual([]);
});

test('[S63] another epoch and a document that is gone remove the copy; what was not saved is shown', async ({
  context,
}) => {
  const page = await context.newPage();
  await arrive(page, 'hana');
  await on(page, (stage) => stage.open('hana', true, 'e'));
  await expect.poll(() => on(page, (stage) => stage.state().save)).toBe('saved');
  await on(page, (stage) => stage.write('保存。'));
  await expect.poll(() => on(page, (stage) => stage.state().save)).toBe('saved');
  // the copy knows what the server has: that is not shown as lost
  await expect.poll(() => on(page, (stage) => stage.kept())).toEqual({ text: '保存。', unsent: 0 });
  await on(page, (stage) => stage.offline());
  await on(page, (stage) => stage.write('遅れ。'));
  await expect.poll(() => on(page, (stage) => stage.kept())).toEqual({ text: '保存。遅れ。', unsent: 1 });
  await page.close();
  await engine.closeEpoch('e', 'sealed');
  const again = await context.newPage();
  await arrive(again, 'hana');
  await on(again, (stage) => stage.open('hana', true, 'e'));
  await expect
    .poll(() => on(again, (stage) => stage.state().closed))
    .toMatchObject({ reason: 'epoch', rejected: '遅れ。' });
  await expect.poll(() => on(again, (stage) => stage.traces())).toEqual([]);

  await on(again, (stage) => stage.open('hana', true, 'g'));
  await expect.poll(() => on(again, (stage) => stage.state().save)).toBe('saved');
  await on(again, (stage) => stage.close());
  rights = 'gone';
  await on(again, (stage) => stage.open('hana', true, 'g'));
  await expect.poll(() => on(again, (stage) => stage.state().closed?.reason)).toBe('gone');
  await expect.poll(() => on(again, (stage) => stage.traces())).toEqual([]);
  rights = 'rw';
});
