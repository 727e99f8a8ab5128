import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { UnderWay } from './under-way.ts';

const underWay = new UnderWay();
const waiting: ServerResponse[] = [];
const server = createServer((_, response) => {
  underWay.begin(response);
  waiting.push(response);
});
afterEach(() => server.close());

it('[S87] an end waits for what is being answered, not for ever, and lets nobody keep his line', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ask = () => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const answered = ask();
  await expect.poll(() => waiting.length).toBe(1);
  const said: string[] = [];
  const over = underWay.over(60_000).then(() => said.push('over'));
  const later = ask();
  await expect.poll(() => waiting.length).toBe(2);
  waiting[0]!.end(() => said.push('first'));
  await answered;
  expect(said).toEqual(['first']);
  waiting[1]!.end(() => said.push('second'));
  expect((await later).headers.get('connection')).toBe('close');
  await over;
  expect(said).toEqual(['first', 'second', 'over']);
  await underWay.over(0);
  const never = ask().catch(() => 'gone');
  await expect.poll(() => waiting.length).toBe(3);
  await underWay.over(20);
  server.closeAllConnections();
  expect(await never).toBe('gone');
});
