import { describe, expect, it } from 'vitest';
import { dialled, isReached, noOffice, readTelephone } from './office.ts';

describe('the office of the secretariat', () => {
  it.each([
    ['04-7000-0000', '04-7000-0000'],
    ['０４－７０００－００００', '04-7000-0000'],
    ['０４ー７０００ー００００（内線 12）', '04-7000-0000(内線 12)'],
    ['(04) 7000-0000', '(04) 7000-0000'],
    ['+81 4-7000-0000', '+81 4-7000-0000'],
    ['04-7000-0000 内線3', '04-7000-0000 内線3'],
    ['#7119', '#7119'],
    ['  ', ''],
  ])('[CNC31] the telephone %s is kept as %s', (typed, kept) => {
    expect(readTelephone(typed)).toBe(kept);
  });

  it.each(['平日のみ', '12', '04-7000-0000 または 090-0000-0000', '1234567890123456', '<b>04</b>'])(
    '[CNC31] %s can’t be dialled and is none',
    (typed) => {
      expect(readTelephone(typed)).toBeNull();
    },
  );

  it('[CNC31] dials its digits, without the extension', () => {
    expect(dialled('04-7000-0000(内線 12)')).toBe('0470000000');
    expect(dialled('+81 4-7000-0000')).toBe('+81470000000');
    expect(dialled('#7119')).toBe('#7119');
  });

  it('[CNC30] nobody is sent to an office that neither telephone nor e-mail reaches', () => {
    expect(isReached(noOffice)).toBe(false);
    expect(isReached({ ...noOffice, hours: '平日 9時〜17時' })).toBe(false);
    expect(isReached({ ...noOffice, email: 'office@example.jp' })).toBe(true);
  });
});
