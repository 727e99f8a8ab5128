import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneAtATime } from './carry-out.ts';

describe('pictures of acts', () => {
  it('[S25] each act is in a picture begun after it, one at a time, and a crowd shares one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 12 }),
        async (scheduler, names) => {
          let acts = 0;
          const shown: Record<string, number> = { a: 0, b: 0 };
          const atWork: Record<string, number> = { a: 0, b: 0 };
          const show = oneAtATime(async (name) => {
            expect(atWork[name]).toBe(0);
            atWork[name] = 1;
            const seen = acts;
            await scheduler.schedule(Promise.resolve(), `show ${name}`);
            atWork[name] = 0;
            shown[name] = seen;
          });
          const calls = names.map(async (name) => {
            await scheduler.schedule(Promise.resolve(), `act ${name}`);
            const mine = ++acts;
            await show(name);
            expect(shown[name]).toBeGreaterThanOrEqual(mine);
          });
          await scheduler.waitIdle();
          await Promise.all(calls);
        },
      ),
    );
  });

  it('[S25] a hundred calls at once are two runs; one that fails does not stop the next', async () => {
    let runs = 0;
    const show = oneAtATime(async () => {
      runs++;
      await Promise.resolve();
      if (runs === 1) throw new Error('the disk was slow');
    });
    const answers = await Promise.allSettled(Array.from({ length: 100 }, () => show('a')));
    expect(answers.map(({ status }) => status)).toEqual([
      'rejected',
      ...Array.from({ length: 99 }, () => 'fulfilled'),
    ]);
    expect(runs).toBe(2);
    await show('a');
    expect(runs).toBe(3);
  });
});
