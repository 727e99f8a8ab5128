import { expect, it } from 'vitest';
import { placeHere } from './places.ts';

it('a page inside a place marks the place [look: where are we]', () => {
  const here = (path: string, place: string) => placeHere('/c/m', path, `/c/m${place}`);
  expect(here('/c/m/meetings', '/meetings')).toBe('page');
  expect(here('/c/m/meetings/x/minutes', '/meetings')).toBe('true');
  expect(here('/c/m/rounds/r', '/meetings')).toBe('true');
  expect(here('/c/m/issues/new', '/board')).toBe('true');
  expect(here('/c/m', '')).toBe('page');
  expect(here('/c/m/meetings', '')).toBeUndefined();
  expect(here('/me', '/meetings')).toBeUndefined();
});
