import { describe, expect, test } from 'vitest';
import { difference } from './difference.ts';

describe('what changed between two versions', () => {
  test('shows the removed and the added words', () => {
    const pieces = difference('民生委員は週2回、町会は月1回。', '民生委員は週1回、町会は月2回。');
    expect(pieces.filter((piece) => piece.kind === 'removed').map((piece) => piece.text)).toEqual(['2', '1']);
    expect(pieces.filter((piece) => piece.kind === 'added').map((piece) => piece.text)).toEqual(['1', '2']);
  });

  test('gives both texts back', () => {
    const [before, after] = [
      '見守りを分担する。\n半年後に見直す。',
      '見守りを町会と市で分担する。\n1年後に見直す。',
    ];
    const pieces = difference(before, after);
    const without = (kind: string) =>
      pieces
        .filter((piece) => piece.kind !== kind)
        .map((piece) => piece.text)
        .join('');
    expect(without('added')).toBe(before);
    expect(without('removed')).toBe(after);
  });

  test('says nothing changed of equal and of empty texts', () => {
    expect(difference('同じ。', '同じ。')).toEqual([{ kind: 'same', text: '同じ。' }]);
    expect(difference('', '')).toEqual([]);
  });
});
