import { describe, expect, test } from 'vitest';
import { isRefusal } from '#lib/domain/refusal.ts';
import { pageAsked, pageOf } from './pages.ts';

const asked = (search: string) => pageAsked(new URL(`http://localhost/api/v1/councils${search}`));

describe('pages of a list', () => {
  test('a page ends with the cursor of its last item, the last page with none', () => {
    const rows = ['a', 'b', 'ぎ'];
    const first = pageOf(rows, 2, (row) => row);
    expect(first.items).toEqual(['a', 'b']);
    expect(asked(`?limit=2&cursor=${first.nextCursor}`)).toEqual({ limit: 2, after: 'b' });
    expect(pageOf(['ぎ'], 2, (row) => row)).toEqual({ items: ['ぎ'], nextCursor: null });
  });

  test('without a limit 50, at most 200', () => {
    expect(asked('')).toEqual({ limit: 50, after: null });
    expect(asked('?limit=200')).toMatchObject({ limit: 200 });
  });

  test.each([
    '?limit=0',
    '?limit=201',
    '?limit=-1',
    '?limit=1e2',
    '?limit=',
    '?cursor=',
    '?cursor=%00',
    '?cursor=_____w',
  ])('%s is refused', (search) => {
    expect(isRefusal(asked(search))).toBe(true);
  });
});
