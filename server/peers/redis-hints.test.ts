import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '#server/sync/tests/bed.ts';
import { startRedis, type RedisServer } from '#tests/redis.ts';
import type { Hints } from './hints.ts';
import { openRedisHints } from './redis-hints.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.remove());

const open: Hints[] = [];
afterEach(() => open.splice(0).forEach((hints) => hints.close()));

function opened() {
  const said: string[] = [];
  const heard: string[] = [];
  const hints = openRedisHints(redis.url, {
    warn: (_, msg) => said.push(`warn: ${msg}`),
    info: (_, msg) => said.push(`info: ${msg}`),
  });
  let links = 0;
  hints.onMessage((channel, message) => heard.push(`${channel}: ${Buffer.from(message).toString()}`));
  hints.onLinked(() => links++);
  open.push(hints);
  return { hints, said, heard, links: () => links };
}

const words = (text: string) => Buffer.from(text);

describe('hints by way of Redis', () => {
  it('[S84] come to whoever listens, and to nobody after he has left', async () => {
    const [a, b] = [opened(), opened()];
    await until(() => a.hints.linked && b.hints.linked);
    let listening = 0;
    b.hints.listen('one', () => listening++);
    b.hints.listen('two', () => listening++);
    await until(() => listening === 2);
    a.hints.say('one', words('一'));
    await until(() => b.heard.length === 1);
    b.hints.leave('one');
    // what is said on a line is heard in its order: the second comes after whatever the first would have brought
    b.hints.listen('three', () => listening++);
    await until(() => listening === 3);
    a.hints.say('one', words('一'));
    a.hints.say('two', words('二'));
    await until(() => b.heard.length === 2);
    expect(b.heard).toEqual(['one: 一', 'two: 二']);
    expect([...a.said, ...b.said]).toEqual([]);
  });

  it('[S84] a Redis that goes is missed once in the log, nobody waits or throws, and it is heard again when it is back', async () => {
    const [a, b] = [opened(), opened()];
    let listening = false;
    await until(() => b.hints.linked);
    b.hints.listen('one', () => (listening = true));
    await until(() => listening && a.hints.linked);
    const before = b.links();
    await redis.stopNow();
    await until(() => !a.hints.linked && !b.hints.linked);
    for (let n = 0; n < 5_000; n++) a.hints.say('one', words('lost'));
    b.hints.listen('two');
    await until(() => a.said.length === 1);
    await redis.startAgain();
    await until(() => a.hints.linked && b.links() > before);
    a.hints.say('two', words('二'));
    await until(() => b.heard.length > 0);
    expect(b.heard).toEqual(['two: 二']);
    expect(a.said.length).toBe(2);
    expect(a.said[0]).toMatch(/^warn: Redis can not be reached/);
    expect(a.said[1]).toMatch(/^info: Redis can be reached again/);
  });

  it('[S84] no Redis at the start is the same as one that went', async () => {
    await redis.stopNow();
    const a = opened();
    a.hints.listen('one');
    a.hints.say('one', words('lost'));
    await until(() => a.said.length === 1);
    expect(a.hints.linked).toBe(false);
    await redis.startAgain();
    await until(() => a.links() === 1);
    a.hints.say('one', words('一'));
    await until(() => a.heard.length === 1);
  });

  it('[S84] a Redis that is frozen holds up nobody, and only so much is kept for it', async () => {
    const a = opened();
    await until(() => a.hints.linked);
    process.kill(redis.pid, 'SIGSTOP');
    try {
      for (let n = 0; n < 20_000; n++) a.hints.say('one', words('x'.repeat(100)));
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
    const b = opened();
    let listening = false;
    await until(() => b.hints.linked);
    b.hints.listen('one', () => (listening = true));
    await until(() => listening);
    a.hints.say('one', words('later'));
    await until(() => b.heard.includes('one: later') || (a.hints.say('one', words('later')), false));
  });
});
