import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemTypes } from './agenda.ts';
import { FLOOR_MINUTES, planAgenda, replanAgenda } from './time-plan.ts';
import type { RunningItem } from './time-plan.ts';

const MIN = 60_000;
const start = Date.UTC(2023, 1, 15, 10);
const at = (minutes: number): number => start + minutes * MIN;

/** 19:00 opening 5, report 10, discussion 40, discussion 25, decision 10, closing 5; exchange with observers 30. */
const evening: RunningItem[] = [
  { id: 'open', type: 'opening', minutes: 5, state: 'reported', startedAt: at(0), spentMs: 5 * MIN },
  { id: 'report', type: 'report', minutes: 10, state: 'reported', startedAt: at(5), spentMs: 10 * MIN },
  { id: 'watch', type: 'discussion', minutes: 40, state: 'discussing', startedAt: at(15) },
  { id: 'shop', type: 'discussion', minutes: 25, state: 'listed' },
  { id: 'vote', type: 'decision', minutes: 15, state: 'listed' },
  { id: 'close', type: 'closing', minutes: 5, state: 'listed' },
  { id: 'talk', type: 'post_session', minutes: 30, state: 'listed' },
];
const running = (items: readonly RunningItem[], now: number): RunningItem[] =>
  items.map((i) => (i.state === 'discussing' ? { ...i, spentMs: now - (i.startedAt ?? now) } : i));
const replan = (now: number, items = evening): ReturnType<typeof replanAgenda> =>
  replanAgenda({ items: running(items, now), startsAt: start, now });

describe('time plan', () => {
  it('[MTG9] before the meeting, items follow one another; the exchange after the closing is not part of its end', () => {
    const plan = planAgenda(evening, start);
    expect(plan.items.map((i) => (i.startsAt - start) / MIN)).toEqual([0, 5, 15, 55, 80, 95, 100]);
    expect(plan).toMatchObject({ expectedEnd: at(100), lateBy: 0 });
    expect(planAgenda([], start)).toEqual({ items: [], expectedEnd: start, lateBy: 0 });
  });

  it('[MTG10] while the current item keeps its time, nothing changes', () => {
    expect(replan(at(50)).items).toEqual(planAgenda(evening, start).items);
  });

  it('[MTG11] [MTG12] six minutes over: later talks give four and two, the current item and the closing nothing', () => {
    const plan = replan(at(61));
    const by = Object.fromEntries(plan.items.map((i) => [i.id, i]));
    expect(by['watch']).toEqual({ id: 'watch', startsAt: at(15), minutes: 46, shortenedBy: 0 });
    expect(by['shop']).toEqual({ id: 'shop', startsAt: at(61), minutes: 21, shortenedBy: 4 });
    expect(by['vote']).toEqual({ id: 'vote', startsAt: at(82), minutes: 13, shortenedBy: 2 });
    expect(by['close']).toEqual({ id: 'close', startsAt: at(95), minutes: 5, shortenedBy: 0 });
    expect(plan).toMatchObject({ expectedEnd: at(100), lateBy: 0 });
  });

  it('[MTG11] nobody falls below five minutes; what is left over makes the meeting end late', () => {
    const plan = replan(at(55 + 40));
    expect(plan.items.map((i) => i.minutes)).toEqual([5, 10, 80, 5, 5, 5, 30]);
    expect(plan).toMatchObject({ expectedEnd: at(110), lateBy: 10 });
  });

  it('[MTG13] a late start, a withdrawn item and an end announced earlier are reckoned with', () => {
    const waiting = evening.map((i): RunningItem => ({
      id: i.id,
      type: i.type,
      minutes: i.minutes,
      state: 'listed',
    }));
    expect(replan(at(-30), waiting)).toEqual(planAgenda(evening, start));
    expect(replan(at(9), waiting)).toMatchObject({ expectedEnd: at(100), lateBy: 0 });
    const withdrawn = evening.map((i) => (i.id === 'shop' ? { ...i, state: 'withdrawn' as const } : i));
    expect(replan(at(61), withdrawn)).toMatchObject({ expectedEnd: at(81), lateBy: 0 });
    expect(
      replanAgenda({ items: running(evening, at(50)), startsAt: start, endsAt: at(95), now: at(50) }),
    ).toMatchObject({
      expectedEnd: at(95),
      lateBy: 0,
    });
  });

  it('[MTG10] an item left and taken up again goes on counting; one left for later has the rest of its minutes ahead', () => {
    const left = evening.map((i): RunningItem => {
      if (i.id === 'watch') return { ...i, state: 'listed', spentMs: 10 * MIN };
      return i.id === 'shop' ? { ...i, state: 'discussing', startedAt: at(25) } : i;
    });
    const plan = replan(at(30), left);
    expect(plan.items.find((i) => i.id === 'watch')).toEqual({
      id: 'watch',
      startsAt: at(50),
      minutes: 30,
      shortenedBy: 0,
    });
    expect(plan).toMatchObject({ expectedEnd: at(100), lateBy: 0 });
    const back = evening.map((i) => (i.id === 'watch' ? { ...i, spentMs: 20.5 * MIN } : i));
    const again = replanAgenda({ items: back, startsAt: start, now: at(60) });
    expect(again.items.find((i) => i.id === 'shop')).toMatchObject({ startsAt: at(79.5) });
  });

  it('[MTG11] [MTG12] for any agenda: order kept, no gap, floor held, never more shortened than late (1,000 agendas)', () => {
    const item = fc.record({
      type: fc.constantFrom(...itemTypes.slice(0, -1)),
      minutes: fc.nat({ max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 12 }), fc.nat({ max: 200 }), (drawn, elapsed) => {
        const items = drawn.map((i, n): RunningItem => ({
          ...i,
          id: String(n),
          state: n === 0 ? 'discussing' : 'listed',
          ...(n === 0 ? { startedAt: start } : {}),
        }));
        const plan = replan(start + elapsed * MIN, items);
        const over = Math.max(0, elapsed - items[0]!.minutes);
        let cut = 0;
        for (const [n, planned] of plan.items.entries()) {
          const asked = items[n]!;
          expect(planned.id).toBe(asked.id);
          expect(Number.isInteger(planned.minutes)).toBe(true);
          if (n > 0) {
            const before = plan.items[n - 1]!;
            expect(planned.startsAt).toBe(before.startsAt + before.minutes * MIN);
            expect(planned.minutes + planned.shortenedBy).toBe(asked.minutes);
            expect(planned.minutes).toBeGreaterThanOrEqual(Math.min(asked.minutes, FLOOR_MINUTES));
            if (!['discussion', 'decision'].includes(asked.type)) expect(planned.shortenedBy).toBe(0);
          } else expect(planned.shortenedBy).toBe(0);
          cut += planned.shortenedBy;
        }
        expect(cut + plan.lateBy).toBe(over);
      }),
      { numRuns: 1000 },
    );
  });
});
