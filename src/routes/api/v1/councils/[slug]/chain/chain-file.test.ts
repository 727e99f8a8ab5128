import { expect, test } from 'vitest';
import { refuse } from '#lib/domain/refusal.ts';
import { GET } from './+server.ts';

/** A chain of `n` entries; from number `lostAfter` on nobody may read it any more. */
function ask(n: number, lostAfter = Infinity) {
  const asked: number[] = [];
  const chain = async (_actor: unknown, _slug: string, page: { limit: number; after: number }) => {
    asked.push(page.after);
    if (page.after >= lostAfter) return refuse('not-found');
    const count = Math.max(0, Math.min(page.limit, n - page.after));
    return Array.from({ length: count }, (_, i) => ({
      seq: page.after + i + 1,
      line: { n: page.after + i + 1 },
    }));
  };
  const event = {
    locals: { app: { read: { minutes: { chain } }, statusOf: () => 404 }, actor: { locale: 'ja' } },
    params: { slug: 'mizukidai' },
    url: new URL('http://own.example/chain?format=ndjson'),
  };
  return { asked, answer: Promise.resolve(GET(event as never)) };
}

test.each([0, 1, 19, 20, 21, 1_000])('a chain of %i entries comes whole and in order', async (n) => {
  const lines = (await (await ask(n).answer).text()).split('\n').slice(0, -1);
  expect(lines.map((line) => (JSON.parse(line) as { n: number }).n)).toEqual(
    Array.from({ length: n }, (_, i) => i + 1),
  );
});

test('it is read as it is taken, not beforehand', async () => {
  const { asked, answer } = ask(1_000);
  const reader = (await answer).body!.getReader();
  await reader.read();
  await reader.cancel();
  expect(asked.length).toBeLessThanOrEqual(3);
});

test('a chain that cannot be read is a refusal; one that breaks off does not look whole', async () => {
  expect((await ask(100, 0).answer).status).toBe(404);
  await expect((await ask(100, 40).answer).text()).rejects.toThrow('could not be read on');
});
