import { describe, expect, it } from 'vitest';
import { needLine, ringMarks } from './ring.ts';

const counts = { inPerson: 18, online: 2, alternate: 1, proxy: 1, written: 0, absent: 3 };

describe('the ring of seats [look: quorum is seen as people]', () => {
  it('draws one mark per seat, in the fixed order, clockwise from the top', () => {
    const marks = ringMarks(counts);
    expect(marks).toHaveLength(25);
    expect(marks.map((mark) => mark.kind).join()).toBe(
      [
        ...Array<string>(18).fill('inPerson'),
        'online',
        'online',
        'alternate',
        'proxy',
        ...Array<string>(3).fill('absent'),
      ].join(),
    );
    expect(marks[0]).toEqual({ kind: 'inPerson', x: 143, y: 26.8, r: 9 });
  });
  it('puts the line after the seats that are needed, and none where none are', () => {
    expect(needLine(counts, 13)).toBe('M119.2 215.3L114.7 251');
    expect(needLine(counts, null)).toBeNull();
    expect(needLine({ ...counts, inPerson: 0, online: 0, alternate: 0, proxy: 0, absent: 0 }, 13)).toBeNull();
  });
  it('makes marks smaller where there are many seats', () => {
    expect(ringMarks({ ...counts, absent: 60 })[0]!.r).toBeLessThan(5);
  });
});
