import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { limits } from '#lib/wire/limits.ts';
import { message } from '#lib/wire/tags.ts';
import { openBed, pause, until } from './bed.ts';

/** How far the steady clock of the server is ahead, ms; nobody waits for it. */
let ahead = 0;
beforeEach(() => {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ahead);
});
afterEach(() => vi.restoreAllMocks());

it('[S59] after 20 s of silence an awareness message comes, so that stock clients stay', async () => {
  const bed = await openBed();
  const raw = await bed.raw('d');
  raw.hello();
  const stock = bed.stock('d', 'taro');
  stock.provider.awareness.setLocalState(null);
  await stock.synced();
  await until(() => raw.acks().length === 1);
  await pause(100);
  const before = raw.heard.length;
  const heardAt = stock.provider.wsLastMessageReceived;
  expect(limits.silence).toBe(20_000);
  // short of that, sweeps pass and nothing comes
  ahead = limits.silence - 8_000;
  await pause(2_300);
  expect(raw.heard.length).toBe(before);
  ahead = limits.silence;
  await until(() => raw.heard.length > before && stock.provider.wsLastMessageReceived > heardAt);
  const news = raw.heard.slice(before);
  expect(news.every(({ type }) => type === message.awareness)).toBe(true);
  expect(news.at(-1)?.payload).toEqual(new Uint8Array([0]));
  await bed.close();
});
