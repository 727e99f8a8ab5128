import { describe, expect, it } from 'vitest';
import { rove, roveByLetter } from './roving.ts';

describe('keyboard inside one group [look: Keyboard]', () => {
  it('arrows go round, Home and End go to the ends', () => {
    expect(rove('ArrowDown', 2, 3, 'vertical')).toBe(0);
    expect(rove('ArrowUp', 0, 3, 'vertical')).toBe(2);
    expect(rove('ArrowRight', 0, 3, 'horizontal')).toBe(1);
    expect(rove('Home', 2, 3, 'horizontal')).toBe(0);
    expect(rove('End', 0, 3, 'vertical')).toBe(2);
  });
  it('leaves other keys and empty groups alone', () => {
    expect(rove('ArrowRight', 0, 3, 'vertical')).toBeNull();
    expect(rove('Enter', 0, 3, 'vertical')).toBeNull();
    expect(rove('ArrowDown', 0, 0, 'vertical')).toBeNull();
  });
  it('a letter goes to the next label that starts with it', () => {
    expect(roveByLetter('r', 0, ['Resolve', 'Move', 'return'])).toBe(2);
    expect(roveByLetter('x', 0, ['Resolve'])).toBeNull();
  });
});
