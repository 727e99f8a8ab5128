import { expect, it } from 'vitest';
import { message } from '#lib/wire/tags.ts';
import { openBed, pause, until } from './bed.ts';

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
  await pause(21_300);
  const news = raw.heard.slice(before);
  expect(news.length).toBeGreaterThanOrEqual(1);
  expect(news.every(({ type }) => type === message.awareness)).toBe(true);
  expect(news.at(-1)?.payload).toEqual(new Uint8Array([0]));
  expect(stock.provider.wsLastMessageReceived).toBeGreaterThan(heardAt);
  await bed.close();
});
