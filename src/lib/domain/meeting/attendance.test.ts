import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attendanceCounts, attendanceModes, countOrder, presentAt, seatStandings } from './attendance.ts';
import type { Stay } from './attendance.ts';

const seats = Array.from({ length: 25 }, (_, i) => `s${i + 1}`);
const stay = (seat: string, mode: Stay['mode'] = 'in_person'): Stay => ({ seat, mode });
/** AT-1.4: 18 in person, 2 online, 1 alternate, 1 blank proxy, 3 absent, 6 observers. */
const evening: Stay[] = [
  ...seats.slice(0, 18).map((s) => stay(s)),
  stay('s19', 'online'),
  stay('s20', 'online'),
  stay('s23', 'absent'),
  stay('s21', 'alternate'),
  { seat: null, mode: 'observer', heads: 5 },
  { seat: null, mode: 'observer' },
  { seat: null, mode: 'staff' },
];

describe('attendance by seat', () => {
  it('[MTG14] [MTG19] counts the evening of AT-1.4 apart and in the fixed order', () => {
    const counts = attendanceCounts(seats, evening, [{ from: 's22', to: null }]);
    expect(counts).toEqual({
      present: 18,
      online: 2,
      alternate: 1,
      proxy: 1,
      written: 0,
      absent: 3,
      seats: 25,
      staff: 1,
      observers: 6,
    });
    expect(Object.keys(counts).slice(0, 6)).toEqual(countOrder);
  });

  it('[MTG15] a seat counts once: in person before online before alternate', () => {
    const twice = [
      stay('s1', 'alternate'),
      stay('s1', 'online'),
      stay('s1'),
      stay('s2', 'alternate'),
      stay('s2', 'online'),
    ];
    expect(attendanceCounts(['s1', 's2'], twice, [])).toMatchObject({
      present: 1,
      online: 1,
      alternate: 0,
      absent: 0,
    });
  });

  it('[MTG16] seats that are not on the roll, and proxies to oneself, count nothing', () => {
    expect(
      attendanceCounts(
        ['s1'],
        [stay('s9')],
        [
          { from: 's1', to: 's1' },
          { from: 's8', to: 's1' },
        ],
      ),
    ).toMatchObject({ present: 0, proxy: 0, absent: 1 });
  });

  it('[MTG17] the presence of the giver or of an alternate, or a reply of his own, voids a proxy', () => {
    const proxy = { from: 's1', to: 's2' };
    for (const mode of attendanceModes) {
      expect(attendanceCounts(['s1'], [stay('s1', mode)], [proxy]).proxy).toBe(0);
      expect(seatStandings(['s1'], [stay('s1', mode)], [proxy]).get('s1')).not.toBe('proxy');
    }
    expect(attendanceCounts(['s1'], [], [proxy, { from: 's1', to: null }], ['s1'])).toMatchObject({
      proxy: 0,
      written: 1,
    });
    expect(attendanceCounts(['s1'], [], [proxy, { from: 's1', to: null }])).toMatchObject({
      proxy: 1,
      absent: 0,
    });
    expect(seatStandings(['s1'], [stay('s2')], [proxy]).get('s1')).toBe('proxy');
  });

  it('[MTG18] presence is asked at an instant: arrived by then, not yet gone', () => {
    const late: Stay = { ...stay('s1'), arrivedAt: 100, leftAt: 200 };
    expect([99, 100, 199, 200].map((at) => presentAt([late], at).length)).toEqual([0, 1, 1, 0]);
    expect(presentAt([stay('s1'), { ...stay('s2'), leftAt: null }], 0)).toHaveLength(2);
  });

  it('[MTG14] the six counts always add up to the seats', () => {
    const seat = fc.constantFrom(...seats, 'stranger');
    const rows = fc.array(fc.record({ seat, mode: fc.constantFrom(...attendanceModes) }));
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.record({ from: seat, to: fc.option(seat) })),
        fc.array(seat),
        (attendance, proxies, written) => {
          const counts = attendanceCounts(seats, attendance, proxies, written);
          expect(countOrder.reduce((sum, key) => sum + counts[key], 0)).toBe(25);
        },
      ),
    );
  });
});
